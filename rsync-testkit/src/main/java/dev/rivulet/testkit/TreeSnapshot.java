// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every object below a directory, as plain NIO sees it: independent of the code under test.
 *
 * <p>Names are the percent-encoded bytes of the relative path, so that names that are no valid text
 * stay distinct; the root is {@code .}.
 */
final class TreeSnapshot {

  private static final int TYPE_BITS = 0170000;
  private static final int REGULAR = 0100000;
  private static final int DIRECTORY = 0040000;
  private static final int SYMLINK = 0120000;
  private static final int CHAR_DEVICE = 0020000;
  private static final int BLOCK_DEVICE = 0060000;

  /**
   * One object.
   *
   * @param path where it is
   * @param target of a symbolic link, else empty
   * @param leader the first name, in order, of its hard-link group inside the tree
   */
  record Entry(
      Path path,
      int mode,
      long size,
      FileTime mtime,
      int uid,
      int gid,
      long rdev,
      long inode,
      String target,
      String leader) {

    boolean isRegular() {
      return (mode & TYPE_BITS) == REGULAR;
    }

    boolean isDirectory() {
      return (mode & TYPE_BITS) == DIRECTORY;
    }

    boolean isSymlink() {
      return (mode & TYPE_BITS) == SYMLINK;
    }

    boolean isDevice() {
      int type = mode & TYPE_BITS;
      return type == CHAR_DEVICE || type == BLOCK_DEVICE;
    }

    String type() {
      return switch (mode & TYPE_BITS) {
        case REGULAR -> "file";
        case DIRECTORY -> "directory";
        case SYMLINK -> "symlink";
        case CHAR_DEVICE -> "character device";
        case BLOCK_DEVICE -> "block device";
        case 0010000 -> "fifo";
        case 0140000 -> "socket";
        default -> "object of mode " + Integer.toOctalString(mode);
      };
    }
  }

  private final Path root;
  private final SortedMap<String, Entry> entries = new TreeMap<>();

  private TreeSnapshot(Path root) {
    this.root = root;
  }

  static TreeSnapshot of(Path root) {
    TreeSnapshot snapshot = new TreeSnapshot(root);
    try {
      snapshot.walk();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot look at " + root, e);
    }
    snapshot.findLeaders();
    return snapshot;
  }

  SortedMap<String, Entry> entries() {
    return entries;
  }

  private void walk() throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes ignored)
              throws IOException {
            add(path);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes ignored)
              throws IOException {
            add(path);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void add(Path path) throws IOException {
    Map<String, Object> unix = Files.readAttributes(path, "unix:*", LinkOption.NOFOLLOW_LINKS);
    int mode = (int) unix.get("mode");
    boolean symlink = (mode & TYPE_BITS) == SYMLINK;
    entries.put(
        name(path),
        new Entry(
            path,
            mode,
            (long) unix.get("size"),
            (FileTime) unix.get("lastModifiedTime"),
            (int) unix.get("uid"),
            (int) unix.get("gid"),
            (long) unix.get("rdev"),
            (long) unix.get("ino"),
            symlink ? encoded(Files.readSymbolicLink(path)) : "",
            ""));
  }

  private String name(Path path) {
    return path.equals(root) ? "." : encoded(root.relativize(path));
  }

  /** The bytes of a path, percent-encoded; the platform's strings lose bytes that are no text. */
  private static String encoded(Path path) {
    String absolute = Path.of("/").resolve(path).toUri().getRawPath();
    String encoded = path.isAbsolute() ? absolute : absolute.substring(1);
    return encoded.endsWith("/") ? encoded.substring(0, encoded.length() - 1) : encoded;
  }

  private void findLeaders() {
    Map<Long, String> leaders = new HashMap<>();
    entries.replaceAll(
        (name, entry) -> {
          String leader =
              entry.isDirectory() ? name : leaders.computeIfAbsent(entry.inode(), inode -> name);
          return new Entry(
              entry.path(),
              entry.mode(),
              entry.size(),
              entry.mtime(),
              entry.uid(),
              entry.gid(),
              entry.rdev(),
              entry.inode(),
              entry.target(),
              leader);
        });
  }
}
