// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The help texts of both tools. */
final class ToolHelp {
  private static final String COMMON =
      """
      Options:
        -h, --help             show this help
        @FILE                  do not watch this file or directory below a watched one
            --fromfile FILE    read the files to watch (or, with @, to leave out) from FILE or -
            --exclude REGEX    leave out events of paths that match (POSIX extended)
            --excludei REGEX   the same, in upper and lower case
            --include REGEX    only events of paths that match
            --includei REGEX   the same, in upper and lower case
        -r, --recursive        watch directories with all below them, new ones included
        -P, --no-dereference   watch a symbolic link itself
        -t, --timeout SECONDS  how long to wait; 0 for ever
        -e, --event EVENT,...  only these events; may be given again
      """;

  private static final String WAIT =
      """
        -m, --monitor          go on after the first event
        -d, --daemon           the same in the background; needs --outfile
        -o, --outfile FILE     append events to FILE
        -q, --quiet            no remarks on standard error; twice: no events either
        -c, --csv              print events as comma-separated values
            --format FORMAT    %w watched path, %f name in it, %e events, %Xe events joined by X,
                               %T time, %c cookie of a move in hex, %0 NUL, %n newline
            --no-newline       no newline after each FORMAT
            --timefmt FORMAT   of %T, as strftime(3) has it

      Exit status: 0 an event that was asked for came; 1 an error, or the watched thing is gone;
      2 no event came in time.
      """;

  private static final String WATCH =
      """
        -v, --verbose          say more
        -z, --zero             show columns without events too
        -a, --ascending EVENT  sort by this event (or 'total'), fewest first
        -d, --descending EVENT the same, most first

      Exit status: 0, or 1 after an error.
      """;

  private ToolHelp() {}

  static void print(String program, OutputStream out) throws IOException {
    boolean waits = program.equals(InotifyWait.NAME);
    String purpose =
        waits ? "Waits for events of files and prints them." : "Counts events of files.";
    StringBuilder text = new StringBuilder();
    text.append("Usage: ").append(program).append(" [OPTION]... FILE...\n").append(purpose);
    text.append("\n\n").append(COMMON).append(waits ? WAIT : WATCH).append("\nEvents:");
    for (EventName name : EventName.values()) {
      text.append(' ').append(name.lowerCase());
    }
    out.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
