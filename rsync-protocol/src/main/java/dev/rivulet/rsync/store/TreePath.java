// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A path relative to the root of a {@link FileTree}: bytes, validated once, immutable.
 *
 * <p>No leading slash, no empty, {@code .} or {@code ..} component, no NUL. The root itself is
 * {@link #ROOT}. There is no limit on the length; the system judges the components.
 */
public final class TreePath implements Comparable<TreePath> {

  private static final byte[] DOT = {'.'};
  private static final byte[] UP = {'.', '.'};

  /** The root of a tree; its bytes are those of {@code .}. */
  public static final TreePath ROOT = new TreePath(DOT, 0, null);

  private final byte[] bytes;
  private final int leafStart;

  /** Made when first asked for, shared by the children that came from {@link #child}. */
  private TreePath parent;

  /** 0 until computed; racing threads compute the same value. */
  private int hash;

  private TreePath(byte[] bytes, int leafStart, TreePath parent) {
    this.bytes = bytes;
    this.leafStart = leafStart;
    this.parent = parent;
  }

  /**
   * Takes the bytes of a clean relative path; {@code .} and the empty path are the root. The array
   * belongs to the path from now on.
   *
   * @throws IllegalArgumentException if the path is not clean; paths from a peer are cleaned and
   *     judged by the file-list decoder before
   */
  public static TreePath of(byte[] path) {
    if (path.length == 0 || (path.length == 1 && path[0] == '.')) {
      return ROOT;
    }
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        checkComponent(path, start, i);
        if (i < path.length) {
          start = i + 1;
        }
      }
    }
    return new TreePath(path, start, null);
  }

  /**
   * Takes any path, as an option names it, as one below the root: empty and {@code .} components
   * mean nothing, and {@code ..} takes back the component before it but does not lead above the
   * root.
   *
   * @throws IllegalArgumentException if there is a NUL in it
   */
  public static TreePath cleaned(byte[] path) {
    TreePath clean = ROOT;
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        byte[] name = Arrays.copyOfRange(path, start, i);
        if (Arrays.equals(name, UP)) {
          clean = clean.parent();
        } else if (name.length > 0 && !Arrays.equals(name, DOT)) {
          clean = clean.child(name);
        }
        start = i + 1;
      }
    }
    return clean;
  }

  /** UTF-8 convenience for tests and configuration. */
  public static TreePath of(String path) {
    return of(path.getBytes(StandardCharsets.UTF_8));
  }

  private static void checkComponent(byte[] path, int start, int end) {
    int length = end - start;
    if (length == 0) {
      throw unclean("empty component", path);
    }
    if (path[start] == '.' && (length == 1 || (length == 2 && path[start + 1] == '.'))) {
      throw unclean("'.' or '..' component", path);
    }
    for (int i = start; i < end; i++) {
      if (path[i] == 0) {
        throw unclean("NUL byte", path);
      }
    }
  }

  private static IllegalArgumentException unclean(String what, byte[] path) {
    return new IllegalArgumentException(what + " in path \"" + escape(path) + '"');
  }

  public boolean isRoot() {
    return this == ROOT;
  }

  /** The bytes, {@code .} for the root; not to be changed by the caller. */
  public byte[] bytes() {
    return bytes;
  }

  /** The last component; {@code .} for the root. */
  public byte[] leaf() {
    return leafStart == 0 ? bytes : Arrays.copyOfRange(bytes, leafStart, bytes.length);
  }

  /** Where the last component begins in {@link #bytes}. */
  public int leafStart() {
    return leafStart;
  }

  /** The directory it is in; the root for a single component and for the root. */
  public TreePath parent() {
    if (leafStart == 0) {
      return ROOT;
    }
    TreePath known = parent;
    if (known == null) {
      int end = leafStart - 1;
      int start = end;
      while (start > 0 && bytes[start - 1] != '/') {
        start--;
      }
      known = new TreePath(Arrays.copyOf(bytes, end), start, null);
      parent = known;
    }
    return known;
  }

  /**
   * This directory's entry {@code name}, one component.
   *
   * @throws IllegalArgumentException if {@code name} is not one clean component
   */
  public TreePath child(byte[] name) {
    for (byte b : name) {
      if (b == '/') {
        throw unclean("slash", name);
      }
    }
    checkComponent(name, 0, name.length);
    return isRoot() ? new TreePath(name.clone(), 0, null) : join(name, 0, this);
  }

  /** This path followed by another. */
  public TreePath resolve(TreePath below) {
    if (below.isRoot()) {
      return this;
    }
    return isRoot() ? below : join(below.bytes, below.leafStart, null);
  }

  private TreePath join(byte[] tail, int tailLeafStart, TreePath knownParent) {
    byte[] joined = Arrays.copyOf(bytes, bytes.length + 1 + tail.length);
    joined[bytes.length] = '/';
    System.arraycopy(tail, 0, joined, bytes.length + 1, tail.length);
    return new TreePath(joined, bytes.length + 1 + tailLeafStart, knownParent);
  }

  /** Whether this is {@code other} or below it. */
  public boolean startsWith(TreePath other) {
    if (other.isRoot()) {
      return true;
    }
    int length = other.bytes.length;
    return bytes.length >= length
        && Arrays.equals(bytes, 0, length, other.bytes, 0, length)
        && (bytes.length == length || bytes[length] == '/');
  }

  /**
   * The name as rsync prints it: control characters (but tabs) and bytes that are no valid UTF-8 as
   * {@code \#ooo} with three octal digits, and a backslash in front of such a sequence as well
   * (rsync(1), {@code --8-bit-output}).
   */
  public String escaped() {
    return escape(bytes);
  }

  /** {@link #escaped} for bytes that are not, or not yet, a path. */
  public static String escape(byte[] name) {
    return NameEscape.escape(name);
  }

  /** Unsigned byte order. */
  @Override
  public int compareTo(TreePath other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof TreePath path
            && hashCode() == path.hashCode()
            && Arrays.equals(bytes, path.bytes));
  }

  @Override
  public int hashCode() {
    int known = hash;
    if (known == 0) {
      known = Arrays.hashCode(bytes);
      hash = known;
    }
    return known;
  }

  /** For display: UTF-8 where valid, replacement characters elsewhere. */
  @Override
  public String toString() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
