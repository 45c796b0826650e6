// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.testkit.RealRsync;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Mistakes of rsync 3.5.0 that leave nothing to compare with, or leave lines to chance. */
enum Excuse {
  FIRST_NAME_FAILS("with --hard-links, it dies or hangs when a file's first name cannot be made") {
    @Override
    boolean covers(int exitCode, List<String> errors, List<String> options, boolean receives) {
      boolean stuck = exitCode == RealRsync.NOT_ENDED || exitCode == ExitCode.STREAM_IO.code();
      return stuck && options.contains("-H");
    }
  },
  COPIED_DRY("a dry run sets attributes of what it would make as another directory has it") {
    @Override
    boolean covers(int exitCode, List<String> errors, List<String> options, boolean receives) {
      return options.contains("-n")
          && options.stream().anyMatch(option -> option.matches("--(copy|link)-dest=.*"))
          && (say(errors, "[generator] copy_xattrs: lsetxattr(")
              || say(errors, "[generator] gen_entry_copy_xattrs: openat("));
    }
  },
  LISTS_OF_FORMER_DIRECTORY("it asks a link in the place of a directory for a default list") {
    @Override
    boolean covers(int exitCode, List<String> errors, List<String> options, boolean receives) {
      return options.contains("-H")
          && errors.stream()
              .anyMatch(
                  line ->
                      line.contains("[generator] get_acl: sys_acl_get_file(")
                          && line.endsWith(", ACL_TYPE_DEFAULT): Permission denied (13)"));
    }
  },
  SHARED_XATTRS("it compares later names of a file while the first one gets its attributes") {
    @Override
    boolean covers(int exitCode, List<String> errors, List<String> options, boolean receives) {
      return keepsXattrs(options)
          && errors.stream()
              .anyMatch(
                  line ->
                      line.contains("[generator] get_xattr_data: lgetxattr(")
                          && line.endsWith("No data available (61)"));
    }
  };

  /** Nothing of a file is changed but its extended attributes. */
  private static final Pattern OTHER_XATTRS = Pattern.compile("[.h].[.]{8}x (?!.* => )(.*)");

  private static final Pattern ELSEWHERE =
      Pattern.compile(" => /.*/DESTINATION/\\.\\./(alternate|second)/");

  private static final Set<String> XATTRS = Set.of("-X", "-XX", "--xattrs");
  private static final String IN_THE_WAY = "cannot delete non-empty directory: ";
  private static final String UNCHANGED = " ".repeat(10);

  private final String reason;

  Excuse(String reason) {
    this.reason = reason;
  }

  /**
   * Whether the mistake has been met.
   *
   * @param receives whether the client is the receiver
   */
  abstract boolean covers(
      int exitCode, List<String> errors, List<String> options, boolean receives);

  /** The mistake that has been met, if any. */
  static Optional<Excuse> of(
      int exitCode, List<String> errors, List<String> options, boolean receives) {
    return Stream.of(values())
        .filter(excuse -> excuse.covers(exitCode, errors, options, receives))
        .findFirst();
  }

  /**
   * Lines without what {@link #SHARED_XATTRS} leaves to chance: whether a name of a file that has
   * others at the destination is said to have other attributes, or none any more because another
   * name has just got them. And without what it says once more of a first name that cannot be made,
   * and without where it has found a first name in a dry run.
   *
   * @param isShared whether a name had been one of several before
   */
  static List<String> settled(
      List<String> lines, List<String> options, Predicate<String> isShared) {
    return withoutRepeated(withoutShared(named(lines, options), options, isShared), options);
  }

  /**
   * In a dry run it calls the first name of a file by its place in another directory as soon as it
   * has forgotten the list that has the name, and by the name before that.
   */
  private static List<String> named(List<String> lines, List<String> options) {
    boolean may =
        options.containsAll(List.of("-n", "-H"))
            && options.stream().anyMatch(option -> option.startsWith("--link-dest="));
    return may
        ? lines.stream().map(line -> ELSEWHERE.matcher(line).replaceFirst(" => ")).sorted().toList()
        : lines;
  }

  /** With hard links it tries a first name that cannot be made once more. */
  private static List<String> withoutRepeated(List<String> lines, List<String> options) {
    Set<String> seen = new HashSet<>();
    return lines.stream()
        .filter(line -> !options.contains("-H") || !line.startsWith(IN_THE_WAY) || seen.add(line))
        .toList();
  }

  private static List<String> withoutShared(
      List<String> lines, List<String> options, Predicate<String> isShared) {
    if (!keepsXattrs(options)) {
      return lines;
    }
    boolean showsUnchanged = Collections.frequency(options, "-i") > 1;
    return lines.stream()
        .flatMap(
            line -> {
              Matcher matcher = OTHER_XATTRS.matcher(line);
              if (!matcher.matches() || !isShared.test(matcher.group(1))) {
                return Stream.of(line);
              }
              String unchanged = line.substring(0, 2) + UNCHANGED + matcher.group(1);
              return showsUnchanged ? Stream.of(unchanged) : Stream.empty();
            })
        .toList();
  }

  private static boolean keepsXattrs(List<String> options) {
    return options.stream().anyMatch(XATTRS::contains);
  }

  private static boolean say(List<String> errors, String part) {
    return errors.stream().anyMatch(line -> line.contains(part));
  }

  @Override
  public String toString() {
    return reason;
  }
}
