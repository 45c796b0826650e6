// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

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
    comparison();
    deletion();
    filters();
    delivery();
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
    maybe(14, "--existing");
    maybe(14, "--ignore-existing");
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
      case 4 -> options.add("--temp-dir=.");
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

  private void wire() {
    options.add("--protocol=" + PROTOCOLS[random.nextInt(PROTOCOLS.length)]);
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

  private void maybe(int in, String option) {
    if (chance(in)) {
      options.add(option);
    }
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
