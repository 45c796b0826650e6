// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.nio;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Path arguments in any file system of Java, relative to a directory of it.
 *
 * <p>A confined one takes its directory as the root: {@code ..} stops there, and what a symbolic
 * link leads to outside is refused with EXDEV.
 */
public final class NioWorkspace implements Workspace {

  private final Path start;
  private final boolean confined;
  private final IdMapper ids;
  private final NioAttributes attributes;

  private NioWorkspace(Path start, boolean confined, IdMapper ids) throws StoreException {
    this.start = NioFailure.translated("open", start::toRealPath);
    this.confined = confined;
    this.ids = ids;
    this.attributes = NioAttributes.of(start.getFileSystem());
  }

  /** Arguments are relative to a directory, or absolute. */
  public static NioWorkspace at(Path directory, IdMapper ids) throws StoreException {
    return new NioWorkspace(directory, false, ids);
  }

  /** Arguments stay below a directory. */
  public static NioWorkspace confinedTo(Path root, IdMapper ids) throws StoreException {
    return new NioWorkspace(root, true, ids);
  }

  private Path located(byte[] argument) throws StoreException {
    if (!confined) {
      return NameCodec.resolve(start, argument);
    }
    int from = 0;
    while (from < argument.length && argument[from] == '/') {
      from++;
    }
    byte[] relative = Arrays.copyOfRange(argument, from, argument.length);
    Path way = start.getFileSystem().getPath("/").resolve(NameCodec.text(relative)).normalize();
    return start.resolve(way.getRoot().relativize(way).toString()).normalize();
  }

  /** Refuses what links lead out of a confined place; {@code path} need not exist. */
  private void checkInside(Path path) throws StoreException {
    if (confined && !NioFailure.translated("open", path::toRealPath).startsWith(start)) {
      throw new StoreException("open", Errno.EXDEV);
    }
  }

  @Override
  public FileAttributes stat(byte[] argument, boolean follow) throws StoreException {
    Path path = located(argument);
    try {
      if (!path.equals(start)) {
        checkInside(follow ? path : path.getParent());
      }
      return NioFailure.translated(
          "stat",
          () -> follow ? attributes.look(path) : attributes.look(path, LinkOption.NOFOLLOW_LINKS));
    } catch (StoreException e) {
      if (e.isMissing()) {
        return FileAttributes.MISSING;
      }
      throw e;
    }
  }

  @Override
  public FileTree open(byte[] directory, LinkPolicy links) throws StoreException {
    Path path = located(directory);
    checkInside(path);
    return new NioFileTree(path, links);
  }

  @Override
  public void makeDirectory(byte[] argument, int permissions) throws StoreException {
    Path path = located(argument);
    checkInside(path.equals(start) ? start : path.getParent());
    NioFailure.translated(
        "mkdir", () -> Files.createDirectory(path, attributes.creation(permissions)));
  }

  @Override
  public IdMapper ids() {
    return ids;
  }

  /** The file system stays open; it belongs to whoever opened it. */
  @Override
  public void close() {}
}
