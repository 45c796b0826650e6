// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

/** One of {@code --exclude} and {@code --include}, or its sister that folds case, as typed. */
final class FilterOption {
  private static final String FOLDING = "i";

  private final String name;
  private final boolean include;
  private PathFilter filter = PathFilter.NONE;
  private String typedAs = "";
  private boolean repeated;

  FilterOption(String name, boolean include) {
    this.name = name;
    this.include = include;
  }

  /**
   * Takes it, in place of an earlier one.
   *
   * @throws UsageException for an expression that is none, or after the sister
   */
  void take(GetoptLong.Typed typed) throws UsageException {
    String given = typed.option().name();
    if (isGiven() && !typedAs.equals(given)) {
      throw new UsageException(
          "--" + name + " and --" + name + FOLDING + " cannot both be specified.");
    }
    repeated = isGiven();
    typedAs = given;
    filter = PathFilter.of(given, typed.argument(), include, given.endsWith(FOLDING));
  }

  boolean isGiven() {
    return !typedAs.isEmpty();
  }

  /** The option as typed if it was typed more than once; else empty. */
  String repeated() {
    return repeated ? typedAs : "";
  }

  PathFilter filter() {
    return filter;
  }
}
