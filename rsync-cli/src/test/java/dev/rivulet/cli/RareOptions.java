// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Adds to a set of {@link RandomOptions} what is rarer, and what depends on the transport. Owned by
 * one thread.
 */
final class RareOptions {

  /** Seeds below are older than these options, and keep their sets. */
  static final long FIRST_SEED = 20_000;

  /** Stands for the client's name of the directory of the case. */
  static final String CASE = "<case>";

  /** Stands for a name of its own for each run. */
  static final String RUN = "<run>";

  /** Another directory beside the destination that resembles the source. */
  static final String SECOND = "../second";

  private final Random random;
  private final List<String> options;
  private final Transport transport;

  RareOptions(long seed, List<String> options, Transport transport) {
    this.random = new Random(~seed);
    this.options = new ArrayList<>(options);
    this.transport = transport;
  }

  /** The whole set. */
  List<String> next() {
    output();
    places();
    delivery();
    attributes();
    filters();
    wire();
    leaveOut();
    return options;
  }

  private void output() {
    if (chance(10)) {
      options.removeIf(option -> option.equals("-i") || option.equals("-v"));
      options.add(
          "--out-format="
              + pick("%i %n%L", "%o %f %l", "%i %M %n", "%B %U %G %n", "[%n] %f", "%'l %''l %n"));
    }
    boolean itemizes = options.contains("-i");
    if (!options.contains("-v")) {
      maybe(10, "-v");
    }
    maybe(
        10,
        "--info="
            + pick("name2,del2,skip2", "backup,nonreg,symsafe,mount,remove,copy", "misc2,flist"));
    maybe(10, "-8");
    if (chance(6)) {
      options.add("--stats");
      maybe(2, pick("-h", "-hh", "-hhh", "--no-h"));
    } else if (!options.contains("-v")) {
      // Twice and with numbers it shows how its memory is used.
      maybe(14, "-vv");
    }
    // What is logged elsewhere depends on who hears of it first.
    boolean old = find(option -> option.matches("--protocol=2[78]")) != null;
    boolean verbose = find(option -> option.matches("-vv?")) != null;
    if (chance(8) && !old && itemizes && !transport.isPull() && !verbose) {
      options.add("--log-file=" + CASE + "/log." + RUN);
      maybe(2, "--log-file-format=" + pick("%i %n%L", "%o %f %l", "%B %n"));
    }
    if (transport.isPull() && !options.contains("-R")) {
      maybe(30, "--list-only");
    }
  }

  private void places() {
    String alternate = find(option -> option.endsWith(RandomOptions.ALTERNATE));
    if (alternate != null && chance(2)) {
      int place = options.indexOf(alternate) + random.nextInt(2);
      options.add(place, alternate.replace(RandomOptions.ALTERNATE, SECOND));
    }
    if (options.contains("--fuzzy")) {
      maybe(2, "--fuzzy");
    }
    maybe(12, "--mkpath");
    maybe(12, "--remove-source-files");
  }

  /** Where the real program does what its manual does not say. */
  private void leaveOut() {
    if (options.contains("-H") && options.contains("-n")) {
      // A dry run may name the other directory's file as the one that is linked to.
      options.removeIf(option -> option.startsWith("--link-dest="));
    }
    boolean old = find(option -> option.matches("--protocol=2[78]")) != null;
    if (old && transport == Transport.LOCAL) {
      // It refuses to tell itself of a rule that a program of that age would not know.
      options.remove("-C");
    }
    if (old && options.contains("--inplace")) {
      // It makes the directories of backups that it does not make.
      options.removeIf(option -> option.startsWith("--backup-dir="));
    }
  }

  private void delivery() {
    // As with --append, see RandomOptions.
    boolean similar =
        options.contains("--fuzzy")
            || options.contains("--sparse")
            || options.contains("--append")
            || find(option -> option.endsWith(RandomOptions.ALTERNATE)) != null;
    if (!similar) {
      maybe(12, "--append-verify");
    }
    maybe(14, "--copy-devices");
    maybe(20, "--write-devices");
  }

  private void attributes() {
    if (find(option -> option.matches("--(user|group)map=.*")) == null) {
      maybe(10, "--chown=" + pick("1:2", ":3", "5", "5:"));
    }
    maybe(12, pick("-U", "-U", "-UU"));
    // Not alike yet: lists and attributes that a tree really has, what is kept of its links, and
    // what is written in place.
    // Of owners that are not kept it writes what happens to be in its memory.
    if (options.contains("-a")
        && find(option -> option.matches("-XX?|-A|-b|--(xattrs|acls|inplace|backup.*)")) == null) {
      maybe(12, transport != Transport.LOCAL && chance(3) ? "-M--fake-super" : "--fake-super");
    }
  }

  private void filters() {
    maybe(12, pick("-F", "-FF"));
    maybe(14, "-C");
    maybe(
        10,
        "--filter="
            + pick(
                "dir-merge .rules",
                "dir-merge,- .rules",
                ":n- .rules",
                ":e .rules",
                ": /.rules",
                ". " + CASE + "/rules"));
    maybe(14, pick("--exclude-from=", "--include-from=") + CASE + "/patterns");
  }

  private void wire() {
    if (options.stream().noneMatch(option -> option.startsWith("--modify-window"))) {
      maybe(16, "--modify-window=-1");
    }
    if (transport != Transport.LOCAL) {
      maybe(10, "-s");
      maybe(20, "--trust-sender");
      maybe(20, "--timeout=60");
    }
    if (transport.isShell()) {
      maybe(16, "--old-args");
    }
    // Older ones tell of deletions as text, in the set of the other end.
    boolean old = find(option -> option.matches("--protocol=2[78]")) != null;
    if (chance(8) && !old) {
      options.add("--iconv=utf-8" + (transport.isDaemon() ? "" : ",iso-8859-1"));
    }
  }

  private String find(Predicate<String> wanted) {
    return options.stream().filter(wanted).findFirst().orElse(null);
  }

  /** One case in so many. */
  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  private void maybe(int in, String option) {
    if (chance(in)) {
      options.add(option);
    }
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
