// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Does random things to a tree of few names, so that they meet often. Several instances may work on
 * one tree at the same time.
 */
final class RandomOperations {
  private static final FileTime[] OLD_TIMES = {
    FileTime.fromMillis(1_000_000_000_000L), FileTime.fromMillis(1_000_000_000_500L)
  };

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
    } catch (FileSystemException | FileNotFoundException doesNotApply) {
      // Such as writing to a directory: the next one will.
    }
  }

  private void operate() throws IOException {
    Path path = somePath();
    switch (random.nextInt(25)) {
      case 0, 1, 2, 3 -> Files.writeString(path, "content " + random.nextInt(100));
      case 4 -> rewriteInPlace(path);
      case 5 -> rewriteKeepingTime(path);
      case 6 -> append(path);
      case 7 -> truncate(path);
      case 8, 9 -> Files.createDirectories(path);
      case 10 -> makeTree(path);
      case 11, 12 -> delete(path);
      case 13, 14, 15 -> Files.move(path, somePath());
      case 16 -> exchange(path, somePath());
      case 17 -> Files.createLink(path, somePath());
      case 18 -> link(path);
      case 19 -> chmod(path);
      case 20 -> setTime(path);
      case 21 -> setAttribute(path);
      case 22 -> Files.write(path, new byte[random.nextInt(1_000_000)]);
      case 23 -> replaceLikeAnEditor(path);
      default -> makeAndRemove(path);
    }
  }

  /** The same size, the same inode, a time that differs in its fraction at most. */
  private void rewriteInPlace(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(content()), 0);
    }
  }

  /** Nothing that a listing shows tells the new content from the old one. */
  private void rewriteKeepingTime(Path path) throws IOException {
    FileTime before = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
    rewriteInPlace(path);
    Files.setLastModifiedTime(path, before);
  }

  private byte[] content() {
    return String.format("content %02d", random.nextInt(100)).getBytes(StandardCharsets.UTF_8);
  }

  private void append(Path path) throws IOException {
    Files.write(path, new byte[random.nextInt(5000)], StandardOpenOption.APPEND);
  }

  private void truncate(Path path) throws IOException {
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.setLength(random.nextInt(2000));
    }
  }

  private void makeTree(Path path) throws IOException {
    for (int i = random.nextInt(4); i >= 0; i--) {
      Path directory = Files.createDirectories(path.resolve(name()).resolve(name()));
      Files.write(directory.resolve(name()), content());
    }
  }

  private void chmod(Path path) throws IOException {
    String[] modes = {"rwxr-xr-x", "rwx------", "rwxrwxrwx", "rwxr-x--x"};
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(modes[random.nextInt(modes.length)]));
  }

  private void setTime(Path path) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(OLD_TIMES[random.nextInt(OLD_TIMES.length)], null, null);
  }

  private void setAttribute(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return;
    }
    UserDefinedFileAttributeView view =
        Files.getFileAttributeView(path, UserDefinedFileAttributeView.class);
    if (random.nextInt(4) == 0) {
      view.delete("torture");
    } else {
      view.write("torture", ByteBuffer.wrap(content()));
    }
  }

  private void replaceLikeAnEditor(Path path) throws IOException {
    Path aside = path.resolveSibling("." + path.getFileName() + ".swp");
    Files.write(aside, content());
    Files.move(
        aside,
        path,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }

  private void makeAndRemove(Path path) throws IOException {
    Path file = path.resolveSibling("passing");
    Files.write(file, content());
    Files.delete(file);
  }

  private void link(Path path) throws IOException {
    try {
      Files.createSymbolicLink(path, Path.of("target" + random.nextInt(5)));
    } catch (FileAlreadyExistsException e) {
      Files.deleteIfExists(path);
    }
  }

  /** Both names exist and change places at once, whatever they are, or one of them is gone. */
  private static void exchange(Path one, Path other) {
    try {
      Posix.exchange(Posix.AT_FDCWD, bytes(one), Posix.AT_FDCWD, bytes(other));
    } catch (StoreException takenByAnotherWriter) {
      return;
    }
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  private Path somePath() {
    Path path = root;
    for (int depth = random.nextInt(3); depth >= 0; depth--) {
      path = path.resolve(name());
    }
    return path;
  }

  private String name() {
    return String.valueOf((char) ('a' + random.nextInt(7)));
  }

  private static void delete(Path top) throws IOException {
    if (!Files.isDirectory(top, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(top);
      return;
    }
    List<Path> all = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(top)) {
      walk.sorted(Comparator.reverseOrder()).forEach(all::add);
    } catch (java.io.UncheckedIOException changedMeanwhile) {
      throw changedMeanwhile.getCause();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }
}
