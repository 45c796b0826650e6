// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs as they were built, or an installation of them, whose class-data archives a test may
 * spoil.
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

  /** Installs the programs of the checkout below a directory, class-data archives included. */
  Installation installTo(Path prefix) throws IOException, InterruptedException {
    Path log = Files.createTempFile("rivulet-install", ".log");
    ProcessBuilder install =
        new ProcessBuilder(bin.resolveSibling("packaging/install").toString(), prefix.toString());
    install.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = install.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) {
      throw new IOException("cannot install: " + Files.readString(log));
    }
    Files.delete(log);
    return new Installation(prefix.resolve("bin"), prefix.resolve("lib/rivulet"));
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
}
