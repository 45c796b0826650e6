// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

/**
 * A path relative to the root of a {@link FileTree}: bytes, validated once, immutable.
 *
 * <p>No leading slash, no empty, {@code .} or {@code ..} component, no NUL. The root itself is
 * {@link #ROOT}.
 */
public final class TreePath implements Comparable<TreePath> {

  /** The root of a tree; its bytes are those of {@code .}. */
  public static final TreePath ROOT = new TreePath();

  private TreePath() {}

  /**
   * Takes the bytes of a clean relative path; {@code .} and the empty path are the root.
   *
   * @throws IllegalArgumentException if the path is not clean; paths from a peer are cleaned and
   *     judged by the file-list decoder before
   */
  public static TreePath of(byte[] path) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** UTF-8 convenience for tests and configuration. */
  public static TreePath of(String path) {
    throw new UnsupportedOperationException("skeleton");
  }

  public boolean isRoot() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The bytes, {@code .} for the root; not to be changed by the caller. */
  public byte[] bytes() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The last component; {@code .} for the root. */
  public byte[] leaf() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The directory it is in; the root for a single component and for the root. */
  public TreePath parent() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** This directory's entry {@code name}, one component. */
  public TreePath child(byte[] name) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** This path followed by another. */
  public TreePath resolve(TreePath below) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether this is {@code other} or below it. */
  public boolean startsWith(TreePath other) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Unsigned byte order. */
  @Override
  public int compareTo(TreePath other) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** For display: UTF-8 where valid, replacement characters elsewhere. */
  @Override
  public String toString() {
    throw new UnsupportedOperationException("skeleton");
  }
}
