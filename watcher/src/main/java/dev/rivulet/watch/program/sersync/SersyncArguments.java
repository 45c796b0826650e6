// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.sersync;

import dev.rivulet.watch.config.sersync.SersyncConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The command line of sersync, which takes it apart as getopt(3) does: letters may be grouped, an
 * argument may be glued to its letter, operands mean nothing.
 *
 * @param typed the options in the order typed, for the banner
 * @param daemon {@code -d}
 * @param initialPass {@code -r}
 * @param threads {@code -n}
 * @param config {@code -o}
 * @param plugin {@code -m}
 */
record SersyncArguments(
    List<String> typed,
    boolean help,
    boolean daemon,
    boolean initialPass,
    int threads,
    Path config,
    Optional<String> plugin) {
  private static final String FLAGS = "hdr";
  private static final String WITH_ARGUMENT = "onm";
  private static final int MOST_THREADS = 1000;

  /** A command line that cannot be used; the message is for the user. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1;

    Fault(String message) {
      super(message);
    }
  }

  SersyncArguments {
    typed = List.copyOf(typed);
  }

  /** Takes the words after the program's name. */
  static SersyncArguments parse(List<byte[]> words) throws Fault {
    Parser parser = new Parser(words);
    parser.parse();
    return new SersyncArguments(
        parser.typed,
        parser.help,
        parser.daemon,
        parser.initialPass,
        parser.threads,
        Path.of(parser.config),
        parser.plugin);
  }

  private static final class Parser {
    private final Deque<byte[]> words;
    private final List<String> typed = new ArrayList<>();
    private boolean help;
    private boolean daemon;
    private boolean initialPass;
    private int threads = SersyncConfig.USUAL_THREADS;
    private String config = "confxml.xml";
    private Optional<String> plugin = Optional.empty();

    Parser(List<byte[]> words) {
      this.words = new ArrayDeque<>(words);
    }

    void parse() throws Fault {
      while (!words.isEmpty()) {
        String word = new String(words.pop(), StandardCharsets.UTF_8);
        if (word.equals("--")) {
          return;
        }
        if (word.startsWith("-") && word.length() > 1) {
          letters(word);
        }
      }
    }

    private void letters(String word) throws Fault {
      for (int i = 1; i < word.length(); i++) {
        char letter = word.charAt(i);
        if (FLAGS.indexOf(letter) >= 0) {
          flag(letter);
        } else if (WITH_ARGUMENT.indexOf(letter) >= 0) {
          option(letter, word.substring(i + 1));
          return;
        } else {
          throw new Fault("invalid option -- '" + letter + "'");
        }
      }
    }

    private void flag(char letter) {
      typed.add("-" + letter);
      help |= letter == 'h';
      daemon |= letter == 'd';
      initialPass |= letter == 'r';
    }

    private void option(char letter, String glued) throws Fault {
      if (glued.isEmpty() && words.isEmpty()) {
        throw new Fault("option requires an argument -- '" + letter + "'");
      }
      String value = glued.isEmpty() ? new String(words.pop(), StandardCharsets.UTF_8) : glued;
      typed.add("-" + letter + " " + value);
      switch (letter) {
        case 'o' -> config = value;
        case 'm' -> plugin = Optional.of(value);
        default -> threads = threads(value);
      }
    }

    /** 0 means the usual number. */
    private static int threads(String value) throws Fault {
      if (!value.matches("[0-9]{1,4}") || Integer.parseInt(value) > MOST_THREADS) {
        throw new Fault("-n takes a number up to " + MOST_THREADS + ", not '" + value + "'");
      }
      int threads = Integer.parseInt(value);
      return threads == 0 ? SersyncConfig.USUAL_THREADS : threads;
    }
  }
}
