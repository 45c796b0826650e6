// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.options.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sets of options that make sense together, at random. Owned by one thread. */
final class RandomOptions {
  private static final String[] PATTERNS = {
    "*.o", "a*", "/d*", "log", "src/", "*/b", "**/c*", "[a-d]", "data?", ".hidden", "lib/**", "z***"
  };

  /** The oldest ones less often: nobody meets them any more. */
  private static final int[] PROTOCOLS = {27, 28, 29, 29, 30, 30, 31, 31, 32, 32};

  /** A directory beside the destination that resembles the source too. */
  static final String ALTERNATE = "../alternate";

  /** Lists and attributes are unknown to older ones. */
  private static final int NEEDED_FOR_EXTRAS = 30;

  /** Stands for an empty directory beside the destination. */
  static final String TEMPORARY = "<temporary>";

  private final Random random;
  private final List<String> options = new ArrayList<>();

  RandomOptions(long seed) {
    this.random = new Random(seed);
  }

  /** A fresh set. */
  List<String> next() {
    options.clear();
    if (chance(6)) {
      options.add("-v");
    } else {
      options.add("-i");
      maybe(5, "-i");
    }
    what();
    maybe(2, "-H");
    maybe(4, "-A");
    maybe(4, random.nextInt(5) == 0 ? "-XX" : "-X");
    comparison();
    deletion();
    filters();
    delivery();
    attributes();
    places();
    leaveOut();
    wire();
    return List.copyOf(options);
  }

  private void what() {
    if (chance(6)) {
      options.add(chance(4) ? "-dlt" : "-rlt");
      maybe(2, "-p");
      maybe(3, "-E");
      maybe(3, "-D");
      maybe(3, "-o");
    } else {
      options.add("-a");
      maybe(10, "--no-t");
      maybe(10, "--no-p");
      maybe(10, "--no-D");
      maybe(10, "--no-specials");
      maybe(10, "--no-l");
    }
    maybe(8, "--numeric-ids");
    maybe(10, "-O");
    maybe(12, "-J");
    maybe(12, "-x");
    maybe(16, "--copy-unsafe-links");
    maybe(16, "-k");
    maybe(16, "-L");
    maybe(10, "-R");
    maybe(20, "--no-implied-dirs");
  }

  private void comparison() {
    switch (random.nextInt(10)) {
      case 0 -> options.add("-c");
      case 1 -> options.add("-I");
      case 2 -> options.add("-u");
      case 3 -> options.add("--size-only");
      case 4 -> options.add("--modify-window=2");
      default -> {}
    }
    if (!options.contains("-H")) {
      // With hard links the real program dies or hangs over first names that it leaves out.
      maybe(14, "--existing");
      maybe(14, "--ignore-existing");
    }
    maybe(12, "--max-size=" + random.nextInt(30_000));
    maybe(12, "--min-size=" + random.nextInt(500));
  }

  private void deletion() {
    if (chance(2)) {
      options.add(
          pick(
              "--delete",
              "--delete-before",
              "--delete-during",
              "--delete-after",
              "--delete-delay",
              "--del"));
      maybe(4, "--delete-excluded");
      maybe(6, "--ignore-errors");
      maybe(8, "--max-delete=" + random.nextInt(4));
    }
    maybe(6, "--force");
  }

  private void filters() {
    int count = chance(2) ? 0 : random.nextInt(4);
    for (int i = 0; i < count; i++) {
      options.add((chance(3) ? "--include=" : "--exclude=") + pick(PATTERNS));
    }
    if (chance(10)) {
      options.add("--filter=" + pick("P *.o", "H a*", "R *", "S log", "-! */", "-p src/"));
    }
  }

  private void delivery() {
    maybe(5, "-W");
    maybe(5, "--no-whole-file");
    switch (random.nextInt(14)) {
      case 0, 1 -> options.add("--inplace");
      case 2 -> options.add("--partial-dir=.part");
      case 3 -> options.add("--delay-updates");
      case 4 -> options.add("--temp-dir=" + TEMPORARY);
      default -> maybe(6, "--partial");
    }
    if (chance(6)) {
      options.add("-b");
      maybe(3, "--suffix=.old");
    }
    maybe(8, "-B" + (300 + random.nextInt(3000)));
    maybe(12, "-n");
    maybe(6, "--no-i-r");
  }

  private void attributes() {
    maybe(8, "--chmod=" + pick("Dg+s,F-X", "u+w,go=rX", "F640", "a=r,+w,D=rwx", "o=u,F-x"));
    maybe(12, "--usermap=" + pick("*:5", "0:2,1-2000:7", ":3,root:9", "r*t:2,*:1"));
    maybe(12, "--groupmap=" + pick("*:5", "0:7,1-2000:2", ":3", "r?ot:2,*:1"));
    maybe(20, pick("--super", "--no-super"));
    maybe(20, "--drop-D");
    maybe(20, "--open-noatime");
  }

  /** Options about other places; some are left out as long as they do not work. */
  private void places() {
    otherDirectories();
    boolean inPlace = options.contains("--inplace");
    boolean fuzzy = false;
    if (!inPlace) {
      maybe(10, Option.PARTIAL_DIR, "=.part");
      maybe(10, Option.DELAY_UPDATES, "");
      fuzzy = maybe(8, Option.FUZZY, "");
    }
    // The real program leaves out new files that are no longer than a similar one it appends to,
    // and damages sparse files it appends to.
    boolean append = !fuzzy && maybe(12, Option.APPEND, "");
    if (!append) {
      maybe(12, Option.SPARSE, "");
    }
    if (options.stream().anyMatch(option -> option.endsWith(ALTERNATE))) {
      // Not alike yet: which files --append leaves alone that another directory has.
      options.remove("--append");
    }
    maybe(12, Option.PREALLOCATE, "");
    maybe(30, Option.FSYNC, "");
    maybe(10, Option.PRUNE_EMPTY_DIRS, "");
    maybe(12, Option.SAFE_LINKS, "");
    maybe(16, Option.MUNGE_LINKS, "");
    maybe(12, Option.KEEP_DIRLINKS, "");
    maybe(10, Option.ACLS, "");
    maybe(10, Option.XATTRS, "");
  }

  /** Where the real program does what its manual does not say. */
  private void leaveOut() {
    boolean permissions =
        options.contains("-p") || options.contains("-a") && !options.contains("--no-p");
    if (!permissions) {
      // It gives a file the permissions of the source, with the set-id bits, when attributes
      // change.
      options.removeAll(List.of("-X", "-XX", "--xattrs"));
    }
    if (options.contains("-H")) {
      // It hangs where another directory has some of the names of a file.
      options.remove("--compare-dest=" + ALTERNATE);
    }
  }

  private void otherDirectories() {
    if (options.contains("-b")) {
      // The real program keeps no backup of what it replaces from another directory.
      return;
    }
    maybe(6, Option.COMPARE_DEST, "=" + ALTERNATE);
    if (!options.contains("--compare-dest=" + ALTERNATE)) {
      maybe(6, Option.COPY_DEST, "=" + ALTERNATE);
    }
    if (options.stream().noneMatch(option -> option.endsWith(ALTERNATE))) {
      maybe(5, Option.LINK_DEST, "=" + ALTERNATE);
    }
    if (options.stream().noneMatch(option -> option.endsWith(ALTERNATE))) {
      // The real program keeps no backup of what it replaces from another directory.
      boolean backup = maybe(6, Option.BACKUP, "");
      maybe(backup ? 2 : 12, Option.BACKUP_DIR, "=.old");
      maybe(backup ? 4 : 20, Option.SUFFIX, "=.bak");
    }
  }

  private void wire() {
    int protocol = PROTOCOLS[random.nextInt(PROTOCOLS.length)];
    boolean extras = options.contains("-A") || options.contains("-X") || options.contains("-XX");
    options.add("--protocol=" + (extras ? Math.max(NEEDED_FOR_EXTRAS, protocol) : protocol));
    if (chance(3)) {
      String choice = pick("xxh128", "xxh3", "xxh64", "md5", "md4", "sha1", "none");
      boolean possible = !(choice.equals("none") && options.contains("-c"));
      options.add("--checksum-choice=" + (possible ? choice : "md5"));
    }
    if (chance(3)) {
      options.add("-z");
      maybe(2, "--compress-choice=" + pick("zlib", "zlibx", "zstd", "lz4", "none"));
      maybe(4, "--compress-level=" + (1 + random.nextInt(6)));
    }
    maybe(6, "--checksum-seed=" + (1 + random.nextInt(1000)));
  }

  /** One case in so many. */
  private boolean chance(int in) {
    return random.nextInt(in) == 0;
  }

  /** Perhaps an option that may not work here yet; draws the same numbers either way. */
  private boolean maybe(int in, Option option, String argument) {
    boolean chosen = chance(in) && option.isImplemented();
    if (chosen) {
      options.add("--" + option.names().get(0) + argument);
    }
    return chosen;
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
