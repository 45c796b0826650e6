// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

/** The file whose bytes nobody wants. */
final class DiscardedFile implements StagedFile {
  @Override
  public FileAttributes attributes() {
    return FileAttributes.MISSING;
  }

  @Override
  public void setOwner(int uid, int gid) {}

  @Override
  public void setMode(int permissions) {}

  @Override
  public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos) {}

  @Override
  public void write(byte[] data, int offset, int length) {}

  @Override
  public void skip(long length) {}

  @Override
  public void hole(long length) {}

  @Override
  public void allocate(long length) {}

  @Override
  public long position() {
    return 0;
  }

  @Override
  public void truncate() {}

  @Override
  public void sync() {}

  @Override
  public TreePath path() {
    return TreePath.ROOT;
  }

  @Override
  public void commit() {}

  @Override
  public void moveTo(FileTree tree, TreePath path) {}

  @Override
  public void close() {}
}
