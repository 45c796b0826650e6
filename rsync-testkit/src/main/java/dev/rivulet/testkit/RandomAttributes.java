// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Extended attributes and access control lists for some files of a tree, at random from a seed:
 * short values and long ones, equal sets and different ones, default lists. Where the commands or
 * the file system for that are missing the tree stays as it is. Owned by one thread.
 */
public final class RandomAttributes {
  private static final String[] NAMES = {"user.a", "user.b", "user.mime.type", "user.long"};
  private static final String[] SUPER_NAMES = {"trusted.t", "security.s"};
  private static final String[] ENTRIES = {
    "u:1:rwx", "u:1000:r", "u:2:x", "g:1:rx", "g:2000:rw", "g::rwx", "m::rx", "m::rwx"
  };

  private final Random random;
  private final boolean root = "root".equals(System.getProperty("user.name"));

  public RandomAttributes(long seed) {
    this.random = new Random(seed);
  }

  /** Gives some objects of a tree attributes and lists; times stay. */
  public void decorate(Path tree) throws IOException {
    if (!AttributeTools.work(tree.getParent())) {
      return;
    }
    List<Path> paths;
    try (Stream<Path> all = Files.walk(tree)) {
      paths = new ArrayList<>(all.toList());
    }
    paths.sort(Comparator.comparing(Path::toUri));
    for (Path path : paths) {
      if (random.nextInt(3) == 0) {
        decorateOne(path);
      }
    }
  }

  private void decorateOne(Path path) throws IOException {
    boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    if (!isSayable(path)) {
      return;
    }
    if (file || directory) {
      FileTime time = Files.getLastModifiedTime(path);
      setSome(path, NAMES);
      if (random.nextBoolean()) {
        AttributeTools.allow(path, ENTRIES[random.nextInt(ENTRIES.length)]);
      }
      if (directory && random.nextInt(3) == 0) {
        AttributeTools.allow(path, "d:" + ENTRIES[random.nextInt(ENTRIES.length)]);
      }
      Files.setLastModifiedTime(path, time);
    }
    if (root && random.nextInt(3) == 0) {
      setSome(path, SUPER_NAMES);
    }
  }

  /** A command gets its arguments as text. */
  private static boolean isSayable(Path path) {
    return path.toString().chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private void setSome(Path path, String[] names) throws IOException {
    int count = random.nextInt(names.length + 1);
    for (int i = 0; i < count; i++) {
      AttributeTools.set(path, names[random.nextInt(names.length)], randomValue());
    }
  }

  /** Few different ones, so that some sets are equal; the longer ones are not sent at once. */
  private String randomValue() {
    return switch (random.nextInt(4)) {
      case 0 -> "short";
      case 1 -> "x".repeat(32);
      case 2 -> "y".repeat(33);
      default -> "long" + "z".repeat(100 * (1 + random.nextInt(3)));
    };
  }
}
