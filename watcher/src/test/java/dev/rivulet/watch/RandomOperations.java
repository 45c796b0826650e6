// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Does random things to a tree of few names, so that they meet often. */
final class RandomOperations {
  private final Path root;
  private final Random random;

  RandomOperations(Path root, Random random) {
    this.root = root;
    this.random = random;
  }

  /** One operation; one that does not apply (a name is taken, a parent is a file) does nothing. */
  void next() throws IOException {
    try {
      operate();
    } catch (FileSystemException doesNotApply) {
      // Such as writing to a directory: the next one will.
    }
  }

  private void operate() throws IOException {
    Path path = somePath();
    switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> Files.writeString(path, "content " + random.nextInt(100));
      case 4 -> Files.createDirectories(path);
      case 5 -> delete(path);
      case 6, 7 -> Files.move(path, somePath());
      case 8 ->
          Files.setPosixFilePermissions(
              path,
              PosixFilePermissions.fromString(random.nextBoolean() ? "rwxr-xr-x" : "rwx------"));
      default -> link(path);
    }
  }

  private void link(Path path) throws IOException {
    try {
      Files.createSymbolicLink(path, Path.of("target" + random.nextInt(5)));
    } catch (FileAlreadyExistsException e) {
      Files.deleteIfExists(path);
    }
  }

  private Path somePath() {
    Path path = root;
    for (int depth = random.nextInt(3); depth >= 0; depth--) {
      path = path.resolve(String.valueOf((char) ('a' + random.nextInt(5))));
    }
    return path;
  }

  private static void delete(Path top) throws IOException {
    if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(top);
      return;
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(top)) {
      walk.sorted(Comparator.reverseOrder()).forEach(all::add);
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
