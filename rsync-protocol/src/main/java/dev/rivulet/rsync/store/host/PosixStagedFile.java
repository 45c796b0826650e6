// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.WriteBuffers;

/**
 * A file being written through a handle, in a directory that is held open until it is done.
 *
 * <p>Writes are gathered into one buffer; attributes are set on the handle, after what was written.
 */
final class PosixStagedFile implements StagedFile {

  private static final int CLOSED = -1;

  private final PosixFileTree tree;
  private final DirectoryHandle parent;
  private final TreePath path;
  private final TreePath target;
  private int handle;

  private WriteBuffers.Buffer buffer;
  private long written;
  private int gathered;
  private boolean settled;
  private boolean allocated;
  private boolean released;

  /**
   * @param parent of the file, given back at the end
   * @param path the name it is written under
   * @param target its name when finished, equal to {@code path} when written in place
   */
  PosixStagedFile(
      PosixFileTree tree, DirectoryHandle parent, TreePath path, TreePath target, int handle) {
    this.tree = tree;
    this.parent = parent;
    this.path = path;
    this.target = target;
    this.handle = handle;
    this.settled = path.equals(target);
  }

  private int open(String operation) throws StoreException {
    if (handle == CLOSED) {
      throw new StoreException(operation, Errno.EBADF);
    }
    return handle;
  }

  @Override
  public FileAttributes attributes() throws StoreException {
    flush();
    return Posix.fstat(open("fstat"));
  }

  @Override
  public void setOwner(int uid, int gid) throws StoreException {
    flush();
    Posix.fchown(open("chown"), uid, gid);
  }

  @Override
  public void setMode(int permissions) throws StoreException {
    flush();
    Posix.fchmod(open("chmod"), permissions);
  }

  @Override
  public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos)
      throws StoreException {
    flush();
    Posix.futimens(open("utimes"), atime, atimeNanos, mtime, mtimeNanos);
  }

  @Override
  public ExtendedAttributes extended() throws StoreException {
    flush();
    return new PosixExtendedAttributes(open("xattr"), false);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws StoreException {
    open("write");
    if (buffer == null && length > 0) {
      buffer = WriteBuffers.OF_PROCESS.borrow();
    }
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, WriteBuffers.CAPACITY - gathered);
      buffer.bytes().put(gathered, data, offset + done, part);
      gathered += part;
      done += part;
      if (gathered == WriteBuffers.CAPACITY) {
        flush();
      }
    }
  }

  /** What cannot be written is given up, so that what was written before can still be kept. */
  private void flush() throws StoreException {
    if (gathered > 0) {
      int length = gathered;
      gathered = 0;
      Posix.pwrite(open("write"), written, buffer.address(), length);
      written += length;
    }
  }

  @Override
  public void skip(long length) throws StoreException {
    flush();
    written += length;
  }

  /** What is in the way of a hole in a file that has, or may have, data there is taken out. */
  @Override
  public void hole(long length) throws StoreException {
    flush();
    boolean mayHaveData = allocated || path.equals(target);
    if (!mayHaveData || punch(length)) {
      written += length;
    } else {
      byte[] zeros = new byte[(int) Math.min(WriteBuffers.CAPACITY, length)];
      for (long done = 0; done < length; done += zeros.length) {
        write(zeros, 0, (int) Math.min(zeros.length, length - done));
      }
    }
  }

  private boolean punch(long length) throws StoreException {
    if (allocated) {
      // Reserved space behind the end of a file cannot be given back.
      long size = Posix.fstat(open("fstat")).size();
      Posix.ftruncate(open("ftruncate"), Math.max(size, written + length));
    }
    int mode = Posix.FALLOC_FL_PUNCH_HOLE | Posix.FALLOC_FL_KEEP_SIZE;
    return fallocate(mode, written, length);
  }

  @Override
  public void allocate(long length) throws StoreException {
    allocated = length > 0 && fallocate(Posix.FALLOC_FL_KEEP_SIZE, 0, length);
  }

  /** False where the file system, or the kernel, cannot do it. */
  private boolean fallocate(int mode, long offset, long length) throws StoreException {
    try {
      Posix.fallocate(open("fallocate"), mode, offset, length);
      return true;
    } catch (StoreException e) {
      if (e.errno() == Errno.EOPNOTSUPP || e.errno() == Errno.ENOSYS) {
        return false;
      }
      throw e;
    }
  }

  @Override
  public long position() {
    return written + gathered;
  }

  @Override
  public void truncate() throws StoreException {
    if (attributes().isRegular()) {
      Posix.ftruncate(open("ftruncate"), written);
    }
  }

  @Override
  public void sync() throws StoreException {
    flush();
    Posix.fsync(open("fsync"));
  }

  @Override
  public TreePath path() {
    return path;
  }

  @Override
  public void commit() throws StoreException {
    finishWriting();
    if (!settled) {
      Posix.renameat(parent.number(), path.leaf(), parent.number(), target.leaf());
      settled = true;
    }
    release();
  }

  @Override
  public void moveTo(FileTree newTree, TreePath newPath) throws StoreException {
    finishWriting();
    if (newTree.undecorated() != tree || !newPath.equals(path)) {
      PosixFileTree.move(parent, path, newTree, newPath);
    }
    settled = true;
    release();
  }

  /** Closes before the file gets its name: a network file system may report a full disk here. */
  private void finishWriting() throws StoreException {
    flush();
    closeHandle();
  }

  private void closeHandle() throws StoreException {
    if (handle != CLOSED) {
      int closing = handle;
      handle = CLOSED;
      Posix.close(closing);
    }
  }

  @Override
  public void close() throws StoreException {
    if (released) {
      return;
    }
    try {
      if (settled) {
        flush();
      } else {
        gathered = 0;
        discard();
      }
    } finally {
      release();
    }
  }

  private void discard() throws StoreException {
    try {
      Posix.unlinkat(parent.number(), path.leaf());
    } catch (StoreException e) {
      if (!e.isMissing()) {
        throw e;
      }
    }
  }

  private void release() throws StoreException {
    if (released) {
      return;
    }
    released = true;
    if (buffer != null) {
      WriteBuffers.OF_PROCESS.giveBack(buffer);
      buffer = null;
    }
    try {
      closeHandle();
    } finally {
      parent.close();
    }
  }
}
