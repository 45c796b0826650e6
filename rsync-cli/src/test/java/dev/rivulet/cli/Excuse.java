// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.testkit.RealRsync;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Mistakes of rsync 3.5.0 that leave nothing to compare with. */
enum Excuse {
  FIRST_NAME_FAILS("with --hard-links, it dies or hangs when a file's first name cannot be made") {
    @Override
    boolean covers(int exitCode, List<String> errors, List<String> options, boolean receives) {
      boolean stuck = exitCode == RealRsync.NOT_ENDED || exitCode == ExitCode.STREAM_IO.code();
      return stuck && options.contains("-H");
    }
  },
  OWN_NAMES_REFUSED("a client refuses what --files-from asks for and its rules exclude") {
    @Override
    boolean covers(int exitCode, List<String> errors, List<String> options, boolean receives) {
      return receives
          && options.stream().anyMatch(option -> option.startsWith("--files-from="))
          && say(errors, "ERROR: rejecting excluded file-list name: ");
    }
  },
  COPIED_DRY("a dry run sets attributes of what it would copy from another directory") {
    @Override
    boolean covers(int exitCode, List<String> errors, List<String> options, boolean receives) {
      return options.contains("-n")
          && options.stream().anyMatch(option -> option.startsWith("--copy-dest="))
          && say(errors, "[generator] copy_xattrs: lsetxattr(");
    }
  };

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

  private static boolean say(List<String> errors, String part) {
    return errors.stream().anyMatch(line -> line.contains(part));
  }

  @Override
  public String toString() {
    return reason;
  }
}
