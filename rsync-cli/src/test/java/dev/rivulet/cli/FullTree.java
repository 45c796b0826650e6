// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.testkit.RawName;
import dev.rivulet.testkit.SystemCommand;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * A tree with one of everything: each type of file this user can make, names, modes, owners, times
 * and links that are easy to get wrong; and a copy of it that is out of date in every way.
 *
 * <p>Its path must be short: it holds a socket.
 */
final class FullTree {
  /** A symbolic link that a daemon outside a chroot makes relative. */
  static final String ABSOLUTE_LINK = "absolute";

  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));
  private static final List<String> ODD_NAMES =
      List.of(
          "with blank",
          "-dash",
          "#hash",
          "%41",
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
          "..dots",
          "x".repeat(255));

  private final Path root;

  private FullTree(Path root) {
    this.root = root;
  }

  /** Makes the tree. */
  static void create(Path root) throws IOException {
    FullTree tree = new FullTree(root);
    tree.makeDirectories();
    tree.makeFiles();
    tree.makeOddNames();
    tree.makeLinks();
    tree.makeSpecials();
    tree.setModes();
    tree.setOwners();
    tree.setTimes();
  }

  /** Copies the tree and lets the copy fall behind. */
  static void createAged(Path source, Path copy) throws IOException {
    SystemCommand.run("cp", "-a", source.toString(), copy.toString());
    FullTree tree = new FullTree(copy);
    tree.removeSome();
    tree.editSome();
    tree.changeTypes();
    tree.changeLinks();
    tree.changeAttributes();
    tree.addStrangers();
  }

  private void makeDirectories() throws IOException {
    for (String name : List.of("d/nested/deep", "empty-d", "sticky", "setgid", "odd")) {
      Files.createDirectories(root.resolve(name));
    }
  }

  private void makeFiles() throws IOException {
    write("empty", new byte[0]);
    write("one-byte", new byte[] {7});
    write("small", "a few words\n".getBytes(UTF_8));
    write("large", randomBytes(700_001));
    write("text", "the same line again and again\n".repeat(9000).getBytes(UTF_8));
    write("zeros", new byte[300_000]);
    for (String name : List.of("d/file", "d/nested/file", "d/nested/deep/file", "setgid/file")) {
      write(name, randomBytes(name.length() * 997));
    }
    for (String name : List.of("read-only", "setuid", "setgid-file", "old", "future", "whole")) {
      write(name, name.getBytes(UTF_8));
    }
  }

  private void makeOddNames() throws IOException {
    for (String name : ODD_NAMES) {
      Files.write(child("odd", name.getBytes(UTF_8)), name.getBytes(UTF_8));
    }
    for (String name : List.of("\377", "a\200b", "\303", "\001\177")) {
      Files.write(child("odd", name.getBytes(ISO_8859_1)), new byte[1000]);
    }
    Files.createDirectory(child("odd", "dir\376".getBytes(ISO_8859_1)));
  }

  private void makeLinks() throws IOException {
    link("link", "small");
    link("dangling", "nowhere/at all");
    link(ABSOLUTE_LINK, "/nowhere");
    link("d/to-directory", "../empty-d");
    hardLink("d/large-again", "large");
    hardLink("d/nested/large-too", "large");
    hardLink("a-first", "text");
    hardLink("z-empty", "empty");
    hardLink("z-link", "link");
  }

  private void makeSpecials() throws IOException {
    SystemCommand.run("mkfifo", path("fifo").toString());
    hardLink("d/fifo-again", "fifo");
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(path("socket")));
    }
    if (ROOT) {
      SystemCommand.run("mknod", path("null").toString(), "c", "1", "3");
      SystemCommand.run("mknod", path("d/big-minor").toString(), "c", "300", "70000");
      SystemCommand.run("mknod", path("loop").toString(), "b", "7", "200");
    }
  }

  private void setModes() throws IOException {
    mode("read-only", 0400);
    mode("setuid", 04755);
    mode("setgid-file", 02711);
    mode("sticky", 01777);
    mode("setgid", 02750);
    mode("d/nested", 0700);
    mode("empty-d", 0555);
    SystemCommand.run("chmod", "622", path("fifo").toString());
    if (ROOT) {
      mode("whole", 0);
    }
  }

  private void setOwners() throws IOException {
    if (ROOT) {
      SystemCommand.run("chown", "1:1", path("small").toString(), path("d/nested").toString());
      SystemCommand.run("chown", "-h", "2:3", path("dangling").toString(), path("null").toString());
      SystemCommand.run("chown", "54321:65432", path("d/file").toString());
      mode("small", 0640);
      mode("d/nested", 0700);
    }
  }

  private void setTimes() throws IOException {
    SystemCommand.run(
        "find", root.toString(), "-exec", "touch", "-h", "-d", "2026-03-02T01:02:03.4Z", "{}", "+");
    time("small", "2026-03-01T12:00:00.000000001Z");
    time("large", "2026-03-01T12:00:00.999999999Z");
    time("text", "2026-03-01T12:00:00.123456789Z");
    time("whole", "2026-03-01T12:00:00Z");
    time("old", "1901-12-13T20:45:52Z");
    time("future", "2105-01-01T00:00:00.5Z");
    SystemCommand.run("touch", "-d", "2001-09-09T01:46:40.25Z", path("fifo").toString());
    SystemCommand.run("touch", "-h", "-d", "2001-09-09T01:46:40.75Z", path("link").toString());
    time("empty-d", "1999-12-31T23:59:59.75Z");
    time("d/nested/deep", "2026-03-01T12:00:00.1Z");
  }

  private void removeSome() throws IOException {
    for (String name : List.of("one-byte", "d/nested/deep/file", "link", "fifo", "whole")) {
      Files.delete(path(name));
    }
    Files.delete(child("odd", "\377".getBytes(ISO_8859_1)));
    Files.delete(path("empty-d"));
  }

  /** Inserts, overwrites and cuts; other names of the same file change with it. */
  private void editSome() throws IOException {
    byte[] large = Files.readAllBytes(path("large"));
    byte[] edited = new byte[large.length + 5];
    System.arraycopy(large, 0, edited, 0, 200_000);
    System.arraycopy(large, 200_000, edited, 200_005, large.length - 200_000);
    edited[500_000] ^= 1;
    write("large", edited);
    write("text", "another line\n".getBytes(UTF_8));
    write("zeros", new byte[250_000]);
    write("small", "A FEW WORDS\n".getBytes(UTF_8));
    time("small", "2026-02-01T12:00:00Z");
    Files.write(child("odd", "star*".getBytes(UTF_8)), new byte[3]);
  }

  private void changeTypes() throws IOException {
    Files.delete(path("d/file"));
    Files.createDirectory(path("d/file"));
    write("d/file/inside", new byte[10]);
    Files.delete(path(ABSOLUTE_LINK));
    write(ABSOLUTE_LINK, new byte[10]);
    Files.delete(path("socket"));
    link("socket", "small");
    Files.delete(path("sticky"));
    write("sticky", new byte[10]);
    Files.delete(path("future"));
    SystemCommand.run("mkfifo", path("future").toString());
  }

  private void changeLinks() throws IOException {
    Files.delete(path("dangling"));
    link("dangling", "elsewhere");
    Files.delete(path("d/large-again"));
    write("d/large-again", new byte[10]);
    Files.delete(path("z-empty"));
    hardLink("z-empty", "old");
  }

  private void changeAttributes() throws IOException {
    mode("setuid", 0755);
    mode("setgid", 0700);
    time("old", "2020-01-01T00:00:00Z");
    time("setgid-file", "2020-01-01T00:00:00.000000002Z");
    time("d/nested", "2020-01-01T00:00:00Z");
    if (ROOT) {
      SystemCommand.run("chown", "5:5", path("empty").toString());
      SystemCommand.run("chown", "-h", "5:6", path("d/to-directory").toString());
      Files.delete(path("loop"));
      SystemCommand.run("mknod", path("loop").toString(), "b", "7", "1");
    }
  }

  private void addStrangers() throws IOException {
    write("stranger", new byte[10]);
    link("d/strange-link", "x");
    Files.createDirectories(path("strange/full/of"));
    write("strange/full/of/files", new byte[10]);
    write("strange/full/z", new byte[10]);
    Files.write(child("odd", "strange\375".getBytes(ISO_8859_1)), new byte[1]);
  }

  private Path path(String name) {
    return root.resolve(name);
  }

  private Path child(String directory, byte[] name) {
    return RawName.in(path(directory), name);
  }

  private void write(String name, byte[] content) throws IOException {
    Files.write(path(name), content);
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(path(name), Path.of(target));
  }

  private void hardLink(String name, String existing) throws IOException {
    Files.createLink(path(name), path(existing));
  }

  /** Not for a fifo: the platform would open it, and wait. */
  private void mode(String name, int mode) throws IOException {
    Files.setAttribute(path(name), "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
  }

  private void time(String name, String instant) throws IOException {
    Files.setLastModifiedTime(path(name), FileTime.from(Instant.parse(instant)));
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
