// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A directory that a dry run does not make: nothing is in it and nothing can be put there. */
public final class EmptyTree implements FileTree {

  private static StoreException missing(String operation) {
    return new StoreException(operation, Errno.ENOENT);
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.allOf(Feature.class);
  }

  @Override
  public FileAttributes stat(TreePath path) throws StoreException {
    throw missing("stat");
  }

  @Override
  public FileAttributes statOrMissing(TreePath path) {
    return FileAttributes.MISSING;
  }

  @Override
  public FileAttributes statFollowing(TreePath path) throws StoreException {
    throw missing("stat");
  }

  @Override
  public void scan(TreePath directory, EntryVisitor visitor) throws StoreException {
    throw missing("opendir");
  }

  @Override
  public List<byte[]> names(TreePath directory) throws StoreException {
    throw missing("opendir");
  }

  @Override
  public SourceFile open(TreePath path) throws StoreException {
    throw missing("open");
  }

  @Override
  public StagedFile stage(TreePath target, int permissions) throws StoreException {
    throw missing("mkstemp");
  }

  @Override
  public StagedFile stageOpenly(TreePath target, int permissions) throws StoreException {
    throw missing("mkstemp");
  }

  @Override
  public StagedFile openInPlace(TreePath target, int permissions) throws StoreException {
    throw missing("open");
  }

  @Override
  public AttributeTarget attributes(TreePath path) {
    return StagedFile.DISCARD;
  }

  @Override
  public void makeDirectory(TreePath path, int permissions) throws StoreException {
    throw missing("mkdir");
  }

  @Override
  public void makeSymlink(TreePath path, byte[] target) throws StoreException {
    throw missing("symlink");
  }

  @Override
  public void makeNode(TreePath path, int mode, int rdevMajor, int rdevMinor)
      throws StoreException {
    throw missing("mknod");
  }

  @Override
  public void link(TreePath existing, TreePath newName) throws StoreException {
    throw missing("link");
  }

  @Override
  public void rename(TreePath from, TreePath to) throws StoreException {
    throw missing("rename");
  }

  @Override
  public void unlink(TreePath path) throws StoreException {
    throw missing("unlink");
  }

  @Override
  public void removeDirectory(TreePath path) throws StoreException {
    throw missing("rmdir");
  }

  @Override
  public byte[] readLink(TreePath path) throws StoreException {
    throw missing("readlink");
  }

  @Override
  public TreePath temporaryName(TreePath path) throws StoreException {
    throw missing("mktemp");
  }

  @Override
  public void close() {}
}
