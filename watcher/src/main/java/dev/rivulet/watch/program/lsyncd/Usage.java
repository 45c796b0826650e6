// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

/** What {@code -help} and {@code -version} print. */
final class Usage {
  /** Scripts read the first line. */
  static final String VERSION = "Version: 2.2.3";

  static final String HELP =
      """

      USAGE:
        runs a config file:
          lsyncd [OPTIONS] [CONFIG-FILE]

        default rsync behaviour:
          lsyncd [OPTIONS] -rsync [SOURCE] [TARGET]

        default rsync with mv's through ssh:
          lsyncd [OPTIONS] -rsyncssh [SOURCE] [HOST] [TARGETDIR]

        default local copying mechanisms:
          lsyncd [OPTIONS] -direct [SOURCE] [TARGETDIR]

      OPTIONS:
        -delay SECS         Overrides default delay times
        -help               Shows this
        -insist             Continues startup even if it cannot connect
        -log    all         Logs everything (debug)
        -log    scarce      Logs errors only
        -log    [Category]  Turns on logging for a category: Exec, Delay
        -logfile FILE       Writes log to FILE (DEFAULT: uses syslog)
        -nodaemon           Does not detach and logs to stdout/stderr
        -pidfile FILE       Writes the PID into FILE
        -version            Prints versions and exits

      This is Rivulet in the place of lsyncd 2.2.3; docs/migration.md tells the differences.

      """;

  private Usage() {}
}
