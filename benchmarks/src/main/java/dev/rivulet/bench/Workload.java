// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** What is transferred, and what the destination has before. */
enum Workload {
  LARGE_FILE("-a") {
    @Override
    void makeSource(Path source) throws IOException {
      writeRandom(source.resolve("large"), 1, LARGE);
    }
  },

  SMALL_FILES("-a") {
    @Override
    void makeSource(Path source) throws IOException {
      writeSmallFiles(source);
    }
  },

  UNCHANGED_FILES("-a") {
    @Override
    void makeSource(Path source) throws IOException {
      writeSmallFiles(source);
    }

    @Override
    boolean startsFromACopy() {
      return true;
    }
  },

  /** A byte more at the front: all is there, but nothing at its place. */
  SHIFTED_FILE("-a", "--no-whole-file", "--ignore-times") {
    @Override
    void makeSource(Path source) throws IOException {
      writeRandom(source.resolve("large"), 1, LARGE);
    }

    @Override
    void makeDestination(Path destination) throws IOException {
      Path file = destination.resolve("large");
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write('x');
        writeRandom(out, 1, LARGE);
      }
    }
  },

  /** Nothing in common, so that every byte is looked at. */
  REPLACED_FILE("-a", "--no-whole-file", "--ignore-times") {
    @Override
    void makeSource(Path source) throws IOException {
      writeRandom(source.resolve("large"), 1, LARGE);
    }

    @Override
    void makeDestination(Path destination) throws IOException {
      writeRandom(destination.resolve("large"), 2, LARGE);
    }
  };

  private static final int LARGE = 256 << 20;
  private static final int PIECE = 1 << 20;
  private static final int DIRECTORIES = 100;
  private static final int FILES = 50;
  private static final int LARGEST_SMALL = 4_000;

  private final List<String> options;

  Workload(String... options) {
    this.options = List.of(options);
  }

  List<String> options() {
    return options;
  }

  abstract void makeSource(Path source) throws IOException;

  /** Fills the empty destination; here: with nothing. */
  void makeDestination(Path destination) throws IOException {}

  /** Whether one transfer goes before the one that is measured. */
  boolean startsFromACopy() {
    return false;
  }

  private static void writeRandom(Path file, long seed, int length) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      writeRandom(out, seed, length);
    }
  }

  private static void writeRandom(OutputStream out, long seed, int length) throws IOException {
    Random random = new Random(seed);
    byte[] piece = new byte[PIECE];
    for (int done = 0; done < length; done += PIECE) {
      random.nextBytes(piece);
      out.write(piece);
    }
  }

  private static void writeSmallFiles(Path source) throws IOException {
    Random random = new Random(1);
    for (int directory = 0; directory < DIRECTORIES; directory++) {
      Path path = Files.createDirectories(source.resolve("directory" + directory));
      for (int file = 0; file < FILES; file++) {
        byte[] content = new byte[random.nextInt(LARGEST_SMALL)];
        random.nextBytes(content);
        Files.write(path.resolve("file" + file), content);
      }
    }
  }
}
