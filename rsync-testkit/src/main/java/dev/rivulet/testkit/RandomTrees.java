// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Directory trees made at random from a seed: every type of file this user can make, odd names,
 * hard links, times with nanoseconds; and aged copies of them, as a destination looks after a
 * while.
 *
 * <p>Equal seeds make equal trees, apart from what the system decides. Owned by one thread.
 */
public final class RandomTrees {
  private static final long EPOCH = Instant.parse("2026-03-01T12:00:00Z").getEpochSecond();
  private static final int MOST_DEPTH = 4;
  private static final String[] ODD_NAMES = {
    "with blank",
    "-dash",
    "+plus",
    "#hash",
    "%41percent",
    "tab\there",
    "line\nend",
    "back\\slash",
    "star*",
    "quest?ion",
    "br[ack]et",
    "quote'\"",
    "~tilde",
    ".hidden",
    "end.",
    "ünïcode",
    "$dollar",
    "\\#101",
    "a:b",
    "@at",
    "!bang",
    "..dots"
  };
  private static final String[] PLAIN_NAMES = {
    "a",
    "b",
    "c",
    "d",
    "data",
    "notes.txt",
    "main.c",
    "main.o",
    "Makefile",
    "x.tar",
    "log",
    "src",
    "lib",
    "README",
    "z"
  };
  private static final int[] FILE_MODES = {0644, 0600, 0755, 0664, 0400, 0640, 04755, 02750, 0711};
  private static final int[] DIRECTORY_MODES = {0755, 0700, 0775, 02755, 01777, 0750};

  private final Random random;
  private final Path scratch;
  private final boolean root = "root".equals(System.getProperty("user.name"));

  /**
   * A generator.
   *
   * @param scratch an empty directory of its own on the file system of the trees, with a short path
   */
  public RandomTrees(long seed, Path scratch) {
    this.random = new Random(seed);
    this.scratch = scratch;
  }

  /** Makes {@code tree} and fills it. */
  public void create(Path tree) throws IOException {
    Files.createDirectory(tree);
    List<Path> files = new ArrayList<>();
    fill(tree, 0, 2 + random.nextInt(6), files);
    settleDirectories(tree);
  }

  /** A directory's contents; files made so far may get further names. */
  private void fill(Path directory, int depth, int entries, List<Path> files) throws IOException {
    for (int i = 0; i < entries; i++) {
      Path path = freeName(directory);
      int kind = random.nextInt(100);
      if (kind < 50) {
        makeFile(path);
        files.add(path);
      } else if (kind < 72 && depth < MOST_DEPTH) {
        Files.createDirectory(path);
        fill(path, depth + 1, random.nextInt(6), files);
      } else if (kind < 82) {
        Files.createSymbolicLink(path, Path.of(randomTarget()));
      } else if (kind < 92 && !files.isEmpty()) {
        Files.createLink(path, files.get(random.nextInt(files.size())));
      } else {
        makeSpecial(path);
      }
    }
  }

  /** A name that is not taken; one in eight is not even UTF-8. */
  private Path freeName(Path directory) {
    Path path;
    do {
      path = RawName.in(directory, randomName());
    } while (Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    return path;
  }

  private byte[] randomName() {
    int kind = random.nextInt(8);
    if (kind == 0) {
      return new byte[] {
        'r', (byte) (0x80 + random.nextInt(0x80)), (byte) ('0' + random.nextInt(10))
      };
    }
    String name =
        kind < 3
            ? ODD_NAMES[random.nextInt(ODD_NAMES.length)]
            : PLAIN_NAMES[random.nextInt(PLAIN_NAMES.length)]
                + (random.nextBoolean() ? "" : random.nextInt(30));
    return name.getBytes(StandardCharsets.UTF_8);
  }

  private String randomTarget() {
    return switch (random.nextInt(4)) {
      case 0 -> "a";
      case 1 -> "../b";
      case 2 -> "/nowhere/at all";
      default -> "d/" + PLAIN_NAMES[random.nextInt(PLAIN_NAMES.length)];
    };
  }

  private void makeFile(Path path) throws IOException {
    Files.write(path, randomContent());
    settle(path, FILE_MODES[random.nextInt(FILE_MODES.length)]);
  }

  private byte[] randomContent() {
    int length =
        switch (random.nextInt(6)) {
          case 0 -> 0;
          case 1 -> 1 + random.nextInt(20);
          case 2, 3 -> random.nextInt(2000);
          case 4 -> random.nextInt(20_000);
          default -> random.nextInt(200_000);
        };
    byte[] content = new byte[length];
    if (random.nextBoolean()) {
      random.nextBytes(content);
    } else {
      for (int i = 0; i < length; i++) {
        content[i] = (byte) ("lorem ipsum dolor ".charAt(i % 18) + (i / 4096) % 3);
      }
    }
    return content;
  }

  /** Made under a plain name first, which a command and a socket address can say. */
  private void makeSpecial(Path path) throws IOException {
    Path plain = scratch.resolve("special");
    switch (random.nextInt(root ? 4 : 2)) {
      case 0 -> SystemCommand.run("mkfifo", plain.toString());
      case 1 -> makeSocket(plain);
      case 2 ->
          SystemCommand.run("mknod", plain.toString(), "c", "1", "" + (3 + random.nextInt(3)));
      default -> SystemCommand.run("mknod", plain.toString(), "b", "7", "" + random.nextInt(4));
    }
    SystemCommand.run("touch", "-h", "-d", "@" + EPOCH, plain.toString());
    Files.move(plain, path);
  }

  private static void makeSocket(Path path) throws IOException {
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(path));
    }
  }

  private void settle(Path path, int mode) throws IOException {
    if (root && random.nextInt(3) == 0) {
      Files.setAttribute(path, "unix:uid", random.nextInt(3) * 1000, LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(path, "unix:gid", random.nextInt(3) * 1000, LinkOption.NOFOLLOW_LINKS);
    }
    Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
    Files.setLastModifiedTime(path, randomTime());
  }

  private FileTime randomTime() {
    long seconds = EPOCH - random.nextInt(20_000_000);
    long nanos = random.nextInt(3) == 0 ? 0 : random.nextInt(1_000_000_000);
    return FileTime.from(Instant.ofEpochSecond(seconds, nanos));
  }

  /** Directories last, the deepest first: filling them touched them. */
  private void settleDirectories(Path tree) throws IOException {
    List<Path> directories;
    try (Stream<Path> all = Files.walk(tree)) {
      directories =
          new ArrayList<>(
              all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList());
    }
    directories.sort(
        Comparator.comparing(Path::getNameCount).reversed().thenComparing(Path::toUri));
    for (Path directory : directories) {
      settle(directory, DIRECTORY_MODES[random.nextInt(DIRECTORY_MODES.length)]);
    }
  }

  /**
   * Makes {@code copy} a copy of {@code tree} that is out of date: some things are missing,
   * changed, of another type, or no longer at the source.
   */
  public void createAged(Path tree, Path copy) throws IOException {
    SystemCommand.run("cp", "-a", tree.toString(), copy.toString());
    List<Path> paths;
    try (Stream<Path> all = Files.walk(copy)) {
      paths = new ArrayList<>(all.filter(path -> !path.equals(copy)).toList());
    }
    paths.sort(Comparator.comparing(Path::toUri));
    for (Path path : paths) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && random.nextInt(3) == 0) {
        age(path);
      }
    }
    fill(copy, MOST_DEPTH, random.nextInt(4), new ArrayList<>());
    if (random.nextBoolean()) {
      Path extra = freeName(copy);
      Files.createDirectory(extra);
      fill(extra, 1, random.nextInt(4), new ArrayList<>());
    }
  }

  private void age(Path path) throws IOException {
    boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
    boolean plain = file || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    switch (random.nextInt(6)) {
      case 0 -> delete(path);
      case 1 -> replace(path);
      case 2 -> {
        if (plain) {
          Files.setLastModifiedTime(path, randomTime());
        }
      }
      case 3 -> {
        if (plain) {
          int[] modes = file ? FILE_MODES : DIRECTORY_MODES;
          int mode = modes[random.nextInt(modes.length)];
          Files.setAttribute(path, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        }
      }
      default -> {
        if (file && Files.isWritable(path)) {
          edit(path);
        }
      }
    }
  }

  /** Another type of file under the same name. */
  private void replace(Path path) throws IOException {
    delete(path);
    switch (random.nextInt(3)) {
      case 0 -> makeFile(path);
      case 1 -> Files.createSymbolicLink(path, Path.of(randomTarget()));
      default -> {
        Files.createDirectory(path);
        fill(path, MOST_DEPTH, random.nextInt(3), new ArrayList<>());
      }
    }
  }

  /** Changes some bytes, adds some in the middle, or cuts the file. */
  private void edit(Path path) throws IOException {
    byte[] content = Files.readAllBytes(path);
    FileTime time = Files.getLastModifiedTime(path);
    if (content.length == 0) {
      Files.write(path, randomContent());
    } else {
      int at = random.nextInt(content.length);
      switch (random.nextInt(3)) {
        case 0 -> {
          content[at] ^= 0x55;
          Files.write(path, content, StandardOpenOption.TRUNCATE_EXISTING);
        }
        case 1 -> {
          byte[] longer = new byte[content.length + 7];
          System.arraycopy(content, 0, longer, 0, at);
          System.arraycopy(content, at, longer, at + 7, content.length - at);
          Files.write(path, longer, StandardOpenOption.TRUNCATE_EXISTING);
        }
        default -> Files.write(path, Arrays.copyOf(content, at));
      }
    }
    Files.setLastModifiedTime(path, random.nextInt(4) == 0 ? time : randomTime());
  }

  private static void delete(Path path) throws IOException {
    List<Path> paths;
    try (Stream<Path> all = Files.walk(path)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : paths) {
      Files.delete(each);
    }
  }
}
