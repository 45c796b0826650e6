// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.EventCalls;
import dev.rivulet.rsync.store.system.FileIdentity;
import dev.rivulet.rsync.store.system.Posix;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is mounted below a directory (proc(5), mountinfo), and whether that has changed since it was
 * last asked. Safe for several threads.
 */
public final class MountTable implements Closeable {
  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final int POINT = 4;

  private final byte[] root;
  private final int changes;
  private boolean closed;

  /**
   * A mount.
   *
   * @param point where it is, below the directory
   * @param number by which the kernel tells it from any other; before Linux 6.8 it is given again
   *     to the next mount after its end, and an end and a new beginning between two looks are not
   *     seen
   * @param type of its file system, as a word
   */
  public record Mount(TreePath point, long number, String type) {}

  /**
   * @param root a directory, a path as the system knows it
   * @throws StoreException if there is no such directory
   */
  public MountTable(byte[] root) throws IOException {
    this.root = canonical(root);
    byte[] table = TABLE.toString().getBytes(StandardCharsets.US_ASCII);
    this.changes = Posix.openat(Posix.AT_FDCWD, table, Posix.O_RDONLY, 0);
  }

  /** The path of an existing directory without symbolic links. */
  static byte[] canonical(byte[] path) throws StoreException {
    int handle = Posix.openat(Posix.AT_FDCWD, path, Posix.O_PATH | Posix.openDirectory(), 0);
    try {
      byte[] link = ("/proc/self/fd/" + handle).getBytes(StandardCharsets.US_ASCII);
      return Posix.readlinkat(Posix.AT_FDCWD, link);
    } finally {
      Posix.close(handle);
    }
  }

  /** Whether anything was mounted or unmounted, anywhere, since the last call. */
  public synchronized boolean hasChanged() throws StoreException {
    return !closed && EventCalls.hasChanged(changes);
  }

  /** The mounts below the directory, by place; of several at one place the uppermost. */
  public Map<TreePath, Mount> mounts() throws IOException {
    Map<TreePath, Mount> mounts = new TreeMap<>();
    for (String line : Files.readAllLines(TABLE, StandardCharsets.ISO_8859_1)) {
      List<String> words = List.of(line.split(" "));
      TreePath point = below(root, unescaped(words.get(POINT)));
      if (point != null && !point.isRoot()) {
        String type = words.get(words.indexOf("-") + 1);
        mounts.put(point, new Mount(point, number(words), type));
      }
    }
    return new LinkedHashMap<>(mounts);
  }

  /** The number in the table is given again; the other one is far above it. */
  private static long number(List<String> words) {
    try {
      long number = FileIdentity.of(unescaped(words.get(POINT))).mount();
      return number == 0 ? Long.parseLong(words.get(0)) : number;
    } catch (StoreException hiddenOrGone) {
      return Long.parseLong(words.get(0));
    }
  }

  /** In the table, four characters are octal. */
  private static byte[] unescaped(String word) {
    String point = word;
    for (String octal : List.of("\\040", "\\011", "\\012", "\\134")) {
      char character = (char) Integer.parseInt(octal.substring(1), 8);
      point = point.replace(octal, String.valueOf(character));
    }
    return point.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A path relative to a directory; null for one that is not below it. */
  static TreePath below(byte[] directory, byte[] path) {
    int length = directory.length == 1 ? 0 : directory.length;
    if (path.length < length || !Arrays.equals(path, 0, length, directory, 0, length)) {
      return null;
    }
    if (path.length == length || (path.length == 1 && length == 0)) {
      return TreePath.ROOT;
    }
    return path[length] == '/'
        ? TreePath.of(Arrays.copyOfRange(path, length + 1, path.length))
        : null;
  }

  @Override
  public synchronized void close() throws StoreException {
    if (!closed) {
      closed = true;
      Posix.close(changes);
    }
  }
}
