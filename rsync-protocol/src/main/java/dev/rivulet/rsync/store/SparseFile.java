// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.IOException;
import java.util.Arrays;

/**
 * A file being written in which runs of zeros become holes (rsync(1), --sparse): those of {@value
 * #SHORTEST_HOLE} bytes and more, and shorter ones where two writes meet.
 *
 * <p>Zeros at the end of what was written wait until it is known what follows them.
 */
final class SparseFile implements StagedFile {
  private static final int SHORTEST_HOLE = 1 << 10;
  private static final byte[] ZEROS = new byte[1 << 15];

  private final StagedFile file;

  /** Zeros behind the position of the file that are not in it yet. */
  private long pending;

  SparseFile(StagedFile file) {
    this.file = file;
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    take(data, offset, offset + length, file::write);
  }

  @Override
  public void keep(byte[] data, int offset, int length) throws IOException {
    take(data, offset, offset + length, file::keep);
  }

  /** What is done with bytes that are no hole. */
  @FunctionalInterface
  private interface Store {
    void store(byte[] data, int offset, int length) throws IOException;
  }

  private void take(byte[] data, int from, int end, Store store) throws IOException {
    int begin = from;
    int at = from;
    while (at < end) {
      int zeros = zerosAt(data, at, end);
      boolean atEdge = at == begin || at + zeros == end;
      if (zeros > 0 && (atEdge || zeros >= SHORTEST_HOLE)) {
        put(data, begin, at, store);
        pending += zeros;
        begin = at + zeros;
      }
      at = nextZero(data, at + zeros, end);
    }
    put(data, begin, end, store);
  }

  private void put(byte[] data, int from, int to, Store store) throws IOException {
    if (from < to) {
      dig();
      store.store(data, from, to - from);
    }
  }

  private static int zerosAt(byte[] data, int from, int end) {
    int at = from;
    while (at < end) {
      int length = Math.min(end - at, ZEROS.length);
      int equal = Arrays.mismatch(data, at, at + length, ZEROS, 0, length);
      if (equal >= 0) {
        return at + equal - from;
      }
      at += length;
    }
    return end - from;
  }

  private static int nextZero(byte[] data, int from, int end) {
    int at = from;
    while (at < end && data[at] != 0) {
      at++;
    }
    return at;
  }

  private void dig() throws IOException {
    if (pending > 0) {
      file.hole(pending);
      pending = 0;
    }
  }

  /** Everything written is in the file, its length included. */
  private void settle() throws IOException {
    if (pending > 0) {
      truncate();
    }
  }

  /** Cutting the file and making it longer again leaves nothing in the hole at its end. */
  @Override
  public void truncate() throws IOException {
    file.truncate();
    if (pending > 0) {
      file.skip(pending);
      pending = 0;
      file.truncate();
    }
  }

  @Override
  public void skip(long length) throws IOException {
    dig();
    file.skip(length);
  }

  @Override
  public void hole(long length) {
    pending += length;
  }

  @Override
  public void allocate(long length) throws IOException {
    file.allocate(length);
  }

  @Override
  public StagedFile sparse() {
    return this;
  }

  @Override
  public long position() {
    return file.position() + pending;
  }

  @Override
  public void sync() throws IOException {
    settle();
    file.sync();
  }

  @Override
  public TreePath path() {
    return file.path();
  }

  @Override
  public FileAttributes attributes() throws IOException {
    settle();
    return file.attributes();
  }

  @Override
  public void setOwner(int uid, int gid) throws IOException {
    settle();
    file.setOwner(uid, gid);
  }

  @Override
  public void setMode(int permissions) throws IOException {
    settle();
    file.setMode(permissions);
  }

  @Override
  public void canonicalize(int permissions) throws IOException {
    settle();
    file.canonicalize(permissions);
  }

  @Override
  public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos) throws IOException {
    settle();
    file.setTimes(mtime, mtimeNanos, atime, atimeNanos);
  }

  @Override
  public ExtendedAttributes extended() throws IOException {
    settle();
    return file.extended();
  }

  @Override
  public void commit() throws IOException {
    settle();
    file.commit();
  }

  @Override
  public void moveTo(FileTree tree, TreePath path) throws IOException {
    settle();
    file.moveTo(tree, path);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
