// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import dev.rivulet.rsync.store.TreePath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One source argument, taken apart: a base directory that stands for the root of the destination,
 * and the watched directory below it.
 *
 * <p>{@code src/} is the base itself; {@code dir/src} has the base {@code dir} and is sent as
 * {@code src}; with --relative the whole path (or what follows {@code /./}) is kept (rsync(1),
 * section USAGE and option --relative). Immutable.
 *
 * @param argument the source as the user typed it
 * @param base the base directory, as an argument
 * @param directory the watched directory, relative to the base
 */
public record WatchSource(byte[] argument, byte[] base, TreePath directory) {

  /** Takes a source argument apart. */
  public static WatchSource of(byte[] argument, boolean relative) {
    if (relative) {
      return relative(argument);
    }
    byte[] path = argument.length == 0 ? bytes(".") : argument;
    int end = path.length;
    while (end > 1 && path[end - 1] == '/') {
      end--;
    }
    boolean contents = end < path.length || endsWithDots(path, end);
    if (contents || (end == 1 && path[0] == '/')) {
      return new WatchSource(argument, path, TreePath.ROOT);
    }
    int slash = lastSlash(path, end);
    byte[] parent = slash < 0 ? bytes(".") : Arrays.copyOf(path, Math.max(1, slash));
    return new WatchSource(argument, parent, TreePath.of(Arrays.copyOfRange(path, slash + 1, end)));
  }

  private static WatchSource relative(byte[] argument) {
    int marker = indexOfMarker(argument);
    byte[] base;
    byte[] rest;
    if (marker >= 0) {
      base = marker == 0 ? bytes("/") : Arrays.copyOf(argument, marker);
      rest = Arrays.copyOfRange(argument, marker + 3, argument.length);
    } else {
      base = bytes(argument.length > 0 && argument[0] == '/' ? "/" : ".");
      rest = argument;
    }
    return new WatchSource(argument, base, clean(rest));
  }

  /** The path of the watched directory as the system knows it. */
  public byte[] root() {
    return pathOf(directory);
  }

  /**
   * Where a directory stands that a transfer reads, below the base: nowhere unless it is the base
   * or the watched directory.
   *
   * @param path as an argument
   */
  public Optional<TreePath> positionOf(byte[] path) {
    if (isSamePath(path, base)) {
      return Optional.of(TreePath.ROOT);
    }
    return isSamePath(path, root()) ? Optional.of(directory) : Optional.empty();
  }

  /** The argument that sends one thing alone, under its last name. */
  public byte[] pathOf(TreePath path) {
    return path.isRoot() ? base : join(base, path.bytes());
  }

  /** The argument that sends one directory below the base with its name kept. */
  public byte[] relativeArgument(TreePath path) {
    byte[] below = path.isRoot() ? new byte[0] : join(nameOf(path), new byte[0]);
    return join(join(base, bytes(".")), below);
  }

  /**
   * The name of a path for a transfer with --relative from the base. Where the base is the watched
   * directory itself the name begins with {@code ./}, which makes rsync send the attributes of the
   * base too: its time changes with every entry made in it.
   */
  public byte[] nameOf(TreePath path) {
    return directory.isRoot() && !path.isRoot() ? join(bytes("."), path.bytes()) : path.bytes();
  }

  private static boolean isSamePath(byte[] left, byte[] right) {
    return Arrays.equals(withoutTail(left), withoutTail(right));
  }

  /** Without slashes and dots at the end that lead to the same directory. */
  private static byte[] withoutTail(byte[] path) {
    int end = path.length;
    while (end > 0 && (path[end - 1] == '/' || isDot(path, end - 1))) {
      end--;
    }
    boolean absolute = path.length > 0 && path[0] == '/';
    return end == 0 && absolute ? new byte[] {'/'} : Arrays.copyOf(path, end);
  }

  private static boolean isDot(byte[] path, int at) {
    return path[at] == '.' && (at == 0 || path[at - 1] == '/');
  }

  private static boolean endsWithDots(byte[] path, int end) {
    int slash = lastSlash(path, end);
    String leaf = new String(path, slash + 1, end - slash - 1, StandardCharsets.ISO_8859_1);
    return leaf.equals(".") || leaf.equals("..");
  }

  private static int lastSlash(byte[] path, int end) {
    int at = end - 1;
    while (at >= 0 && path[at] != '/') {
      at--;
    }
    return at;
  }

  private static int indexOfMarker(byte[] path) {
    for (int i = 0; i + 2 < path.length; i++) {
      if (path[i] == '/' && path[i + 1] == '.' && path[i + 2] == '/') {
        return i;
      }
    }
    return -1;
  }

  private static TreePath clean(byte[] path) {
    List<byte[]> components = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        byte[] component = Arrays.copyOfRange(path, start, i);
        if (component.length > 0 && !Arrays.equals(component, bytes("."))) {
          components.add(component);
        }
        start = i + 1;
      }
    }
    TreePath cleaned = TreePath.ROOT;
    for (byte[] component : components) {
      cleaned = cleaned.child(component);
    }
    return cleaned;
  }

  public static byte[] join(byte[] left, byte[] right) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream(left.length + right.length + 1);
    joined.writeBytes(left);
    if (left.length > 0 && left[left.length - 1] != '/') {
      joined.write('/');
    }
    joined.writeBytes(right);
    return joined.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof WatchSource that && Arrays.equals(argument, that.argument);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(argument);
  }

  @Override
  public String toString() {
    return new String(argument, StandardCharsets.UTF_8);
  }
}
