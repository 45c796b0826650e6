// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs as they were built, or a copy of them laid out as an installation is, whose
 * class-data archive a test may spoil.
 */
final class Installation {
  private final Path bin;
  private final Path lib;

  private Installation(Path bin, Path lib) {
    this.bin = bin;
    this.lib = lib;
  }

  /** The programs of the checkout this test runs in. */
  static Installation ofCheckout() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.exists(directory.resolve("bin/rsync"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException("not started inside a checkout");
    }
    return new Installation(directory.resolve("bin"), directory.resolve("target/rivulet"));
  }

  /** Copies launchers, jars and native libraries below a directory, readable by everybody. */
  Installation copyTo(Path prefix) throws IOException {
    Installation copy = new Installation(prefix.resolve("bin"), prefix.resolve("lib/rivulet"));
    copyTree(bin, copy.bin);
    copyTree(lib, copy.lib);
    return copy;
  }

  Path bin() {
    return bin;
  }

  Path program(String name) {
    return bin.resolve(name);
  }

  /** The archive a program has for the JVM that runs this test; made by the build. */
  Path archive(String program) throws IOException {
    List<Path> archives = archivesOf(program);
    if (archives.size() != 1) {
      throw new IOException("one archive of " + program + " expected in " + lib + ": " + archives);
    }
    return archives.get(0);
  }

  Path jar(String program) {
    return lib.resolve(program + ".jar");
  }

  private List<Path> archivesOf(String program) throws IOException {
    String version = System.getProperty("java.runtime.version");
    try (Stream<Path> files = Files.list(lib)) {
      return files
          .filter(file -> file.getFileName().toString().matches(program + "-[^a-z].*\\.jsa"))
          .filter(file -> file.getFileName().toString().contains(version))
          .toList();
    }
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else if (!file.endsWith("benchmarks.jar")) {
          Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
