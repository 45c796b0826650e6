// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.options.Option;

/** The answer to {@code --help}, made from the option table. */
final class Help {
  private static final int COLUMN = 26;

  private Help() {}

  static String text() {
    StringBuilder text = new StringBuilder(8192).append(Version.text());
    text.append(
        """

        Usage: rsync [OPTION]... SRC [SRC]... DEST
          or   rsync [OPTION]... SRC [SRC]... [USER@]HOST::DEST
          or   rsync [OPTION]... SRC [SRC]... rsync://[USER@]HOST[:PORT]/DEST
          or   rsync [OPTION]... [USER@]HOST::SRC [DEST]
          or   rsync [OPTION]... rsync://[USER@]HOST[:PORT]/SRC [DEST]
          or   rsync --watch [OPTION]... SRC [SRC]... DEST
          or   rsync --daemon [OPTION]...
        The "::" usages connect to an rsync daemon, and SRC or DEST starts with a module name.

        Options
        """);
    for (Option option : Option.values()) {
      if (option.isImplemented() && option.side() != Option.Side.SERVER_END) {
        append(text, option);
      }
    }
    return text.append("\nSee rsync(1) and rsyncd.conf(5) for what they mean.\n").toString();
  }

  private static void append(StringBuilder text, Option option) {
    int start = text.length();
    if (option.names().isEmpty()) {
      text.append('-').append(option.letter());
    } else {
      text.append("--").append(option.names().get(0));
      text.append(option.argument() == Option.Argument.NONE ? "" : "=ARG");
      if (option.letter() != Option.NO_LETTER) {
        text.append(", -").append(option.letter());
      }
    }
    do {
      text.append(' ');
    } while (text.length() - start < COLUMN);
    text.append(option.summary()).append('\n');
  }
}
