// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import dev.rivulet.watch.config.lsyncd.Overrides;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * lsyncd's command line: options with one dash or two, each with its own number of words, and at
 * most one configuration.
 *
 * @param config the file, empty if the syncs are on the command line
 */
record LsyncdArguments(Form form, Optional<byte[]> config, Overrides overrides, LogChoice log) {

  /** What is asked for. */
  enum Form {
    RUN,
    HELP,
    VERSION
  }

  /** A command line that cannot be understood; exit code 255. */
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;

    Fault(String message) {
      super(message);
    }
  }

  /**
   * Understands the words after the program's name.
   *
   * @throws Fault in lsyncd's words where it has some
   */
  static LsyncdArguments parse(List<byte[]> words) throws Fault {
    return new Reader(words).read();
  }

  private static final class Reader {
    private final List<byte[]> words;
    private final Map<String, String> settings = new HashMap<>();
    private final List<Overrides.CommandSync> syncs = new ArrayList<>();
    private Optional<Double> delay = Optional.empty();
    private LogChoice log = LogChoice.USUAL;
    private Optional<byte[]> config = Optional.empty();
    private Form form = Form.RUN;
    private int at;

    Reader(List<byte[]> words) {
      this.words = words;
    }

    LsyncdArguments read() throws Fault {
      if (words.isEmpty()) {
        form = Form.HELP;
      }
      while (at < words.size() && form == Form.RUN) {
        byte[] word = words.get(at++);
        String text = text(word);
        if (text.startsWith("-") && text.length() > 1) {
          option(text);
        } else if (config.isPresent()) {
          throw new Fault("There can only be one config file in the command line.");
        } else {
          config = Optional.of(word);
        }
      }
      if (form == Form.RUN) {
        check();
      }
      Overrides overrides = new Overrides(settings, delay, syncs);
      return new LsyncdArguments(form, config, overrides, log);
    }

    private void check() throws Fault {
      if (config.isPresent() && !syncs.isEmpty()) {
        throw new Fault("There cannot be command line syncs and a config file together.");
      }
      if (config.isEmpty() && syncs.isEmpty()) {
        throw new Fault("There is neither a config file nor a sync in the command line.");
      }
    }

    private void option(String typed) throws Fault {
      String name = typed.startsWith("--") ? typed.substring(2) : typed.substring(1);
      switch (name) {
        case "help" -> form = Form.HELP;
        case "version" -> form = Form.VERSION;
        case "insist", "nodaemon" -> settings.put(name, "true");
        case "logfile", "pidfile" -> settings.put(name, values(name, 1).get(0));
        case "delay" -> delay = Optional.of(seconds(values(name, 1).get(0)));
        case "log" -> log = choice(values(name, 1).get(0));
        case "rsync", "direct" -> {
          List<String> given = values(name, 2);
          syncs.add(new Overrides.CommandSync(name, given.get(0), "", given.get(1)));
        }
        case "rsyncssh" -> {
          List<String> given = values(name, 3);
          syncs.add(new Overrides.CommandSync(name, given.get(0), given.get(1), given.get(2)));
        }
        case "runner" ->
            throw new Fault(
                "-runner is not supported: it replaces a part of lsyncd that is not in here."
                    + " Leave it out");
        case "onepass", "script", "sshopts" ->
            throw new Fault("-" + name + " is an option of lsyncd 2.3. See docs/migration.md");
        default -> throw new Fault("unknown option command line option " + typed);
      }
    }

    private List<String> values(String name, int count) throws Fault {
      if (at + count > words.size()) {
        throw new Fault(name + " needs " + count + " arguments");
      }
      List<String> values = words.subList(at, at + count).stream().map(Reader::text).toList();
      at += count;
      return values;
    }

    private static double seconds(String typed) throws Fault {
      try {
        double seconds = Double.parseDouble(typed);
        if (seconds >= 0 && seconds < Integer.MAX_VALUE) {
          return seconds;
        }
      } catch (NumberFormatException e) {
        // Told below.
      }
      throw new Fault("delay must be a number and >= 0, not '" + typed + "'");
    }

    private LogChoice choice(String typed) throws Fault {
      if (!LogChoice.isCategory(typed)) {
        throw new Fault("'" + typed + "' is not a valid logging category");
      }
      return log.with(typed);
    }

    private static String text(byte[] word) {
      return new String(word, StandardCharsets.UTF_8);
    }
  }
}
