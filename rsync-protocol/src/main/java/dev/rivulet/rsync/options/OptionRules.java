// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.CvsIgnores;
import dev.rivulet.rsync.filter.RuleContext;
import dev.rivulet.rsync.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/**
 * What the rules of options need from outside, taken from the files and variables of the process.
 * Owned by one thread.
 */
public final class OptionRules implements RuleContext {
  private static final byte[] NOTHING = {};

  private final OptionFiles files;
  private final UnaryOperator<String> environment;
  private final BooleanSupplier nulSeparated;
  private final String role;
  private final List<String> warnings = new ArrayList<>();
  private final List<String> cautions = new ArrayList<>();

  /**
   * @param environment the variables of the process, null for one that is not set
   * @param nulSeparated whether rules in files end at NUL bytes
   * @param role how messages name this end
   */
  public OptionRules(
      OptionFiles files,
      UnaryOperator<String> environment,
      BooleanSupplier nulSeparated,
      String role) {
    this.files = files;
    this.environment = environment;
    this.nulSeparated = nulSeparated;
    this.role = role;
  }

  @Override
  public byte[] read(byte[] name) throws RsyncException {
    try {
      return files.readMerged(name);
    } catch (StoreException e) {
      throw unreadable("exclude", name, e);
    }
  }

  /**
   * The contents of a file of patterns.
   *
   * @param kind of file, for messages: {@code exclude} or {@code include}
   */
  byte[] readPatterns(String kind, byte[] name) throws RsyncException {
    try {
      return files.read(name);
    } catch (StoreException e) {
      throw unreadable(kind, name, e);
    }
  }

  private RsyncException unreadable(String kind, byte[] name, StoreException reason) {
    return new RsyncException(
        ExitCode.FILE_IO,
        "rsync: [%s] failed to open %s file %s: %s (%d)"
            .formatted(
                role, kind, Usage.text(name), reason.errno().text(), reason.errno().number()),
        reason);
  }

  @Override
  public boolean nulSeparated() {
    return nulSeparated.getAsBoolean();
  }

  @Override
  public CvsIgnores ignores() throws RsyncException {
    return new CvsIgnores(home(), bytes(environment.apply("CVSIGNORE")));
  }

  private byte[] home() throws RsyncException {
    String home = environment.apply("HOME");
    if (home == null) {
      return NOTHING;
    }
    try {
      return files.readMerged(bytes(home + "/.cvsignore"));
    } catch (StoreException e) {
      // Most users have none; one that cannot be read is as if it were not there.
      return NOTHING;
    }
  }

  private static byte[] bytes(String text) {
    return text == null ? NOTHING : text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void warn(String text) {
    warnings.add(text);
  }

  @Override
  public void caution(String text) {
    cautions.add("[" + role + "] " + text);
  }

  /** What was wrong with rules so far. */
  List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** What may not mean what it says in rules so far. */
  List<String> cautions() {
    return List.copyOf(cautions);
  }
}
