// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The checkout these tests run in. */
final class Checkout {
  private Checkout() {}

  /** The directory of the parent project, found upwards from the working directory. */
  static Path root() {
    Path directory = Path.of("").toAbsolutePath();
    while (directory != null && !Files.exists(directory.resolve("rsync-protocol/pom.xml"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException("not started inside a checkout");
    }
    return directory;
  }

  /** Every regular file below one directory of each module; none where a module lacks it. */
  static List<Path> filesInModules(String directory) {
    List<Path> files = new ArrayList<>();
    for (Path module : entries(root())) {
      if (Files.isDirectory(module.resolve(directory))) {
        files.addAll(filesBelow(module.resolve(directory)));
      }
    }
    return files;
  }

  /** Every regular file below a directory of the checkout. */
  static List<Path> filesBelow(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> entries(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
