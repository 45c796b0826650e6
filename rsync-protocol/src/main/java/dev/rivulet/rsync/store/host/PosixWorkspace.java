// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.DevicePolicy;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.NamedFile;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Path arguments resolved from an open directory under one {@link LinkPolicy}. */
abstract class PosixWorkspace implements Workspace {

  private static final byte[] DOT = {'.'};

  private final int start;
  private final PathResolver resolver;
  private final IdMapper ids;
  private boolean keepsAccessTimes;
  private boolean hidesUnreadable;
  private DevicePolicy devices = DevicePolicy.DEVICES;

  /**
   * @param start handle of the directory that relative arguments start at, owned from now on, or
   *     {@link Posix#AT_FDCWD}
   */
  PosixWorkspace(int start, PathResolver resolver, IdMapper ids) {
    this.start = start;
    this.resolver = resolver;
    this.ids = ids;
  }

  PathResolver resolver() {
    return resolver;
  }

  /** Of the directory that relative arguments start at. */
  int handle() {
    return start;
  }

  /** The argument as this place understands it; the empty one is the starting directory. */
  abstract byte[] understood(byte[] argument);

  /** The argument as a path, which is never empty. */
  byte[] path(byte[] argument) {
    byte[] understood = understood(argument);
    return understood.length == 0 ? DOT : understood;
  }

  @Override
  public FileAttributes stat(byte[] argument, boolean follow) throws StoreException {
    byte[] path = path(argument);
    int handle;
    try {
      handle =
          follow ? resolver.openFollowing(start, path) : resolver.openNotFollowing(start, path);
    } catch (StoreException e) {
      if (e.isMissing()) {
        return FileAttributes.MISSING;
      }
      throw e;
    }
    try {
      return Posix.fstat(handle);
    } finally {
      Posix.close(handle);
    }
  }

  @Override
  public FileTree open(byte[] directory, LinkPolicy links) throws StoreException {
    byte[] path = path(directory);
    return tree(resolver.openDirectory(start, path, 0, path.length), links);
  }

  /** The tree below an open directory, which it owns. */
  FileTree tree(int handle, LinkPolicy links) {
    PosixFileTree tree = new PosixFileTree(handle, resolver.with(links), keepsAccessTimes, devices);
    return hidesUnreadable ? tree.hidingUnreadable() : tree;
  }

  @Override
  public void takeDevicesFor(DevicePolicy policy) {
    devices = policy;
  }

  @Override
  public void keepAccessTimes() {
    keepsAccessTimes = true;
  }

  @Override
  public void hideUnreadable() {
    hidesUnreadable = true;
  }

  @Override
  public byte[] read(byte[] argument, int most) throws IOException {
    int named = resolver.openFollowing(start, path(argument));
    try {
      FileAttributes attributes = Posix.fstat(named);
      if (!attributes.isRegular()) {
        throw new StoreException("open", attributes.isDirectory() ? Errno.EISDIR : Errno.EINVAL);
      }
      byte[] itself = ("/proc/self/fd/" + named).getBytes(StandardCharsets.US_ASCII);
      int handle = Posix.openat(Posix.AT_FDCWD, itself, Posix.O_RDONLY | Posix.O_NOCTTY, 0);
      try (SourceFile file = new PosixSourceFile(handle, attributes)) {
        return NamedFile.contents(file, most);
      }
    } finally {
      Posix.close(named);
    }
  }

  @Override
  public void makeDirectory(byte[] argument, int permissions) throws StoreException {
    byte[] path = path(argument);
    int end = path.length;
    while (end > 1 && path[end - 1] == '/') {
      end--;
    }
    int leaf = end;
    while (leaf > 0 && path[leaf - 1] != '/') {
      leaf--;
    }
    byte[] parent = leaf == 0 ? DOT : Arrays.copyOf(path, leaf);
    int handle = openParent(argument, parent);
    try {
      Posix.mkdirat(handle, Arrays.copyOfRange(path, leaf, end), permissions);
    } finally {
      Posix.close(handle);
    }
  }

  /** A directory that exists may be reached by a way that does not lead through its parent. */
  private int openParent(byte[] argument, byte[] parent) throws StoreException {
    try {
      return resolver.openDirectory(start, parent, 0, parent.length);
    } catch (StoreException e) {
      if (e.errno() == Errno.ELOOP && stat(argument, true).isDirectory()) {
        throw new StoreException("mkdir", Errno.EEXIST);
      }
      throw e;
    }
  }

  @Override
  public IdMapper ids() {
    return ids;
  }

  @Override
  public int umask() throws StoreException {
    return Posix.umask();
  }

  @Override
  public void close() throws StoreException {
    if (start != Posix.AT_FDCWD) {
      Posix.close(start);
    }
  }
}
