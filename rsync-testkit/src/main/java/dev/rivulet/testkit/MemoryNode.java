// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** One object of a {@link MemoryFileTree}, whatever its type; guarded by the tree. */
final class MemoryNode {

  final long inode;

  /** Entries of a directory by name, one character per byte; in order of their making. */
  final Map<String, MemoryNode> entries = new LinkedHashMap<>();

  /** Extended attributes by name, one character per byte. */
  final Map<String, byte[]> extended = new TreeMap<>();

  Acl accessAcl = Acl.NONE;
  Acl defaultAcl = Acl.NONE;
  int mode;
  int uid;
  int gid;
  int links = 1;
  Instant mtime;
  Instant atime;
  byte[] target = {};
  int rdevMajor;
  int rdevMinor;
  private byte[] content = {};
  private int size;

  MemoryNode(long inode, int mode, Instant now) {
    this.inode = inode;
    this.mode = mode;
    this.mtime = now;
    this.atime = now;
  }

  FileAttributes attributes() {
    long length = FileType.isSymlink(mode) ? target.length : size;
    return new FileAttributes(
        mode,
        length,
        mtime.getEpochSecond(),
        mtime.getNano(),
        atime.getEpochSecond(),
        atime.getNano(),
        mtime.getEpochSecond(),
        mtime.getNano(),
        uid,
        gid,
        links,
        1,
        inode,
        rdevMajor,
        rdevMinor);
  }

  boolean isDirectory() {
    return FileType.isDirectory(mode);
  }

  boolean isSymlink() {
    return FileType.isSymlink(mode);
  }

  int read(long position, byte[] buffer, int offset, int length) {
    if (position >= size) {
      return length == 0 ? 0 : -1;
    }
    int part = (int) Math.min(length, size - position);
    System.arraycopy(content, (int) position, buffer, offset, part);
    return part;
  }

  void write(long position, byte[] data, int offset, int length) {
    int end = Math.toIntExact(position + length);
    if (end > content.length) {
      content = Arrays.copyOf(content, Math.max(end, 2 * content.length));
    }
    System.arraycopy(data, offset, content, (int) position, length);
    size = Math.max(size, end);
  }

  int size() {
    return size;
  }

  void setSize(long length) {
    content = Arrays.copyOf(content, Math.toIntExact(length));
    size = (int) length;
  }
}
