// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.options.Option;
import dev.rivulet.rsync.options.OutputFlag;

/** The answer to {@code --help}, made from the option table. */
final class Help {
  private static final int COLUMN = 26;
  private static final int FLAG_COLUMN = 11;
  private static final int MOST_VERBOSE = 5;

  private Help() {}

  /** The answer to {@code --info=help} or {@code --debug=help}. */
  static String flags(OutputFlag[] flags) {
    StringBuilder text = new StringBuilder(4096);
    text.append(
        "NAME or NAME1 asks for the first level, NAME2 for the second; NAME0 silences.\n\n");
    for (OutputFlag flag : flags) {
      column(text, flag.name(), FLAG_COLUMN).append(flag.summary()).append('\n');
    }
    text.append('\n');
    column(text, "ALL", FLAG_COLUMN).append("all of them (ALL2: at the second level)\n");
    column(text, "NONE", FLAG_COLUMN).append("none of them\n");
    column(text, "HELP", FLAG_COLUMN).append("this list\n\nWhat -v switches on:\n");
    for (int verbosity = 0; verbosity <= MOST_VERBOSE; verbosity++) {
      appendLevels(text, flags, verbosity);
    }
    return text.toString();
  }

  /** What is new when {@code -v} is given once more. */
  private static void appendLevels(StringBuilder text, OutputFlag[] flags, int verbosity) {
    int start = text.length();
    for (OutputFlag flag : flags) {
      int level = flag.levelAt(verbosity);
      int before = verbosity == 0 ? 0 : flag.levelAt(verbosity - 1);
      if (level > before) {
        text.append(text.length() == start ? verbosity + ") " : ",");
        text.append(flag.name()).append(level == 1 ? "" : Integer.toString(level));
      }
    }
    text.append(text.length() == start ? "" : "\n");
  }

  private static StringBuilder column(StringBuilder text, String word, int width) {
    text.append(word);
    for (int i = word.length(); i < width; i++) {
      text.append(' ');
    }
    return text;
  }

  static String text() {
    StringBuilder text = new StringBuilder(8192).append(Version.text());
    text.append(
        """

        Usage: rsync [OPTION]... SRC [SRC]... DEST
          or   rsync [OPTION]... SRC [SRC]... [USER@]HOST:DEST
          or   rsync [OPTION]... SRC [SRC]... [USER@]HOST::DEST
          or   rsync [OPTION]... SRC [SRC]... rsync://[USER@]HOST[:PORT]/DEST
          or   rsync [OPTION]... [USER@]HOST:SRC [DEST]
          or   rsync [OPTION]... [USER@]HOST::SRC [DEST]
          or   rsync [OPTION]... rsync://[USER@]HOST[:PORT]/SRC [DEST]
          or   rsync --watch [OPTION]... SRC [SRC]... DEST
          or   rsync --daemon [OPTION]...
        The ":" usages connect by a remote shell, the "::" and "rsync://" usages to an rsync
        daemon, where SRC or DEST starts with the name of a module.

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
