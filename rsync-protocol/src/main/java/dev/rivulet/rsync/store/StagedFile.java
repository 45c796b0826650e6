// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.Closeable;
import java.io.IOException;

/**
 * A file being written: aside under a temporary name, or in place.
 *
 * <p>Ends by {@link #commit}, {@link #moveTo} or {@link #close} (which discards what was staged
 * aside and leaves what was written in place). Owned by one thread.
 */
public interface StagedFile extends AttributeTarget, Closeable {

  /** Swallows everything: for data that must be read from the wire but cannot be stored. */
  StagedFile DISCARD = new DiscardedFile();

  /** Writes at the current position and moves behind it. */
  void write(byte[] data, int offset, int length) throws IOException;

  /** Moves the current position forward without writing (bytes already in place, or a hole). */
  void skip(long length) throws IOException;

  /**
   * Moves the current position forward over bytes that are in place already.
   *
   * @param data the same bytes, for a file that may store them in less space
   */
  default void keep(byte[] data, int offset, int length) throws IOException {
    skip(length);
  }

  /**
   * Moves the current position forward over zeros, which take no space where the file system can do
   * without; data that was there is gone. A hole at the end counts only after {@link #truncate}.
   */
  void hole(long length) throws IOException;

  /**
   * Reserves space for a file of some length, whose end does not move; without effect where that is
   * not possible.
   */
  void allocate(long length) throws IOException;

  /** This file, with longer runs of zeros left out as holes; to be used in its place. */
  default StagedFile sparse() {
    return this == DISCARD ? this : new SparseFile(this);
  }

  /** The current position. */
  long position();

  /** Cuts or extends the file to end at the current position. */
  void truncate() throws IOException;

  /** Makes written data durable. */
  void sync() throws IOException;

  /** The name it is being written under, for messages. */
  TreePath path();

  /** Flushes, and moves a file staged aside to its final name; in place: just finishes. */
  void commit() throws IOException;

  /**
   * Flushes, and gives the file another name than the one it was staged for, replacing what is
   * there. If that fails the file is still where it was; after EXDEV it may be read there and
   * copied.
   */
  void moveTo(FileTree tree, TreePath path) throws IOException;

  @Override
  void close() throws IOException;
}
