// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.nio;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/** A file of a {@link NioFileTree} being written; its attributes are set by name. */
final class NioStagedFile implements StagedFile {
  private static final int ZEROS = 1 << 16;

  private final NioFileTree tree;
  private final TreePath path;
  private final TreePath target;
  private final SeekableByteChannel channel;
  private final AttributeTarget attributes;
  private long position;
  private boolean settled;

  NioStagedFile(NioFileTree tree, TreePath path, TreePath target, SeekableByteChannel channel) {
    this.tree = tree;
    this.path = path;
    this.target = target;
    this.channel = channel;
    this.attributes = tree.attributes(path);
    this.settled = path.equals(target);
  }

  @Override
  public FileAttributes attributes() throws IOException {
    return attributes.attributes();
  }

  @Override
  public void setOwner(int uid, int gid) throws IOException {
    attributes.setOwner(uid, gid);
  }

  @Override
  public void setMode(int permissions) throws IOException {
    attributes.setMode(permissions);
  }

  @Override
  public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos) throws IOException {
    attributes.setTimes(mtime, mtimeNanos, atime, atimeNanos);
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    writeAt(position, ByteBuffer.wrap(data, offset, length));
    position += length;
  }

  private void writeAt(long start, ByteBuffer source) throws StoreException {
    NioFailure.translated(
        "write",
        () -> {
          if (channel.position() != start) {
            channel.position(start);
          }
          while (source.hasRemaining()) {
            channel.write(source);
          }
          return null;
        });
  }

  @Override
  public void skip(long length) {
    position += length;
  }

  @Override
  public void hole(long length) throws IOException {
    long size = NioFailure.translated("ftruncate", channel::size);
    long old = Math.min(length, Math.max(0, size - position));
    ByteBuffer zeros = ByteBuffer.allocate((int) Math.min(ZEROS, old));
    for (long done = 0; done < old; done += zeros.limit()) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), old - done));
      writeAt(position + done, zeros);
    }
    position += length;
  }

  /** There is no portable way. */
  @Override
  public void allocate(long length) {}

  @Override
  public long position() {
    return position;
  }

  @Override
  public void truncate() throws StoreException {
    long size = NioFailure.translated("ftruncate", channel::size);
    if (size < position) {
      writeAt(position - 1, ByteBuffer.allocate(1));
    } else {
      NioFailure.translated("ftruncate", () -> channel.truncate(position));
    }
  }

  @Override
  public void sync() throws StoreException {
    NioFailure.translated(
        "fsync",
        () -> {
          if (channel instanceof FileChannel file) {
            file.force(true);
          }
          return null;
        });
  }

  @Override
  public TreePath path() {
    return path;
  }

  @Override
  public void commit() throws IOException {
    moveTo(tree, target);
  }

  @Override
  public void moveTo(FileTree newTree, TreePath newPath) throws IOException {
    finishWriting();
    if (newTree.undecorated() != tree || !newPath.equals(path)) {
      tree.rename(path, newTree, newPath);
    }
    settled = true;
  }

  private void finishWriting() throws StoreException {
    NioFailure.translated(
        "close",
        () -> {
          channel.close();
          return null;
        });
  }

  @Override
  public void close() throws IOException {
    finishWriting();
    if (!settled) {
      settled = true;
      if (!tree.statOrMissing(path).isMissing()) {
        tree.unlink(path);
      }
    }
  }
}
