// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.TreePath;
import java.util.Arrays;

/** A file that is an array: to read, to write, or both at once as in-place updates do. */
final class MemoryFile implements SourceFile, StagedFile {
  private static final int REGULAR = 0100644;

  private final long announcedSize;
  private byte[] content;
  private int length;
  private int position;
  private long skipped;
  private int reads;
  private int writes;

  MemoryFile(byte[] content) {
    this(content, content.length);
  }

  /** A file whose length was {@code announcedSize} when it was opened. */
  MemoryFile(byte[] content, long announcedSize) {
    this.content = content.clone();
    this.length = content.length;
    this.announcedSize = announcedSize;
  }

  static MemoryFile empty() {
    return new MemoryFile(new byte[0]);
  }

  byte[] bytes() {
    return Arrays.copyOf(content, length);
  }

  /** Bytes that were passed over, not written. */
  long skipped() {
    return skipped;
  }

  int reads() {
    return reads;
  }

  int writes() {
    return writes;
  }

  @Override
  public FileAttributes attributes() {
    return new FileAttributes(REGULAR, announcedSize, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0);
  }

  @Override
  public int read(long at, byte[] buffer, int offset, int wanted) {
    reads++;
    if (at >= length) {
      return -1;
    }
    int taken = (int) Math.min(wanted, length - at);
    System.arraycopy(content, (int) at, buffer, offset, taken);
    return taken;
  }

  @Override
  public void write(byte[] data, int offset, int count) {
    writes++;
    ensureLength(position + count);
    System.arraycopy(data, offset, content, position, count);
    position += count;
  }

  @Override
  public void skip(long count) {
    ensureLength((int) (position + count));
    position += (int) count;
    skipped += count;
  }

  @Override
  public void hole(long count) {
    ensureLength((int) (position + count));
    Arrays.fill(content, position, (int) (position + count), (byte) 0);
    position += (int) count;
  }

  @Override
  public void allocate(long count) {}

  private void ensureLength(int needed) {
    if (needed > content.length) {
      content = Arrays.copyOf(content, Math.max(needed, 2 * content.length));
    }
    length = Math.max(length, needed);
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public void truncate() {
    length = position;
  }

  @Override
  public TreePath path() {
    return TreePath.of("some/file");
  }

  @Override
  public void setOwner(int uid, int gid) {}

  @Override
  public void setMode(int permissions) {}

  @Override
  public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos) {}

  @Override
  public void sync() {}

  @Override
  public void commit() {}

  @Override
  public void moveTo(FileTree tree, TreePath path) {}

  @Override
  public void close() {}
}
