// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A tree that looks like another one but for what is overridden. */
public abstract class ForwardingTree implements FileTree {
  /** The tree that has the files. */
  protected final FileTree tree;

  /**
   * @param tree is closed with this
   */
  protected ForwardingTree(FileTree tree) {
    this.tree = tree;
  }

  @Override
  public Set<Feature> features() {
    return tree.features();
  }

  @Override
  public FileTree undecorated() {
    return tree.undecorated();
  }

  @Override
  public FileAttributes stat(TreePath path) throws IOException {
    return tree.stat(path);
  }

  @Override
  public FileAttributes statOrMissing(TreePath path) throws IOException {
    return tree.statOrMissing(path);
  }

  @Override
  public FileAttributes statFollowing(TreePath path) throws IOException {
    return tree.statFollowing(path);
  }

  @Override
  public FileAttributes asOpened(TreePath path, FileAttributes seen) throws IOException {
    return tree.asOpened(path, seen);
  }

  @Override
  public AttributeTarget attributes(TreePath path) {
    return tree.attributes(path);
  }

  @Override
  public AttributeTarget attributesBehind(TreePath link) {
    return tree.attributesBehind(link);
  }

  @Override
  public boolean leadsToDirectory(TreePath link) throws IOException {
    return tree.leadsToDirectory(link);
  }

  @Override
  public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
    tree.scan(directory, visitor);
  }

  @Override
  public List<byte[]> names(TreePath directory) throws IOException {
    return tree.names(directory);
  }

  @Override
  public SourceFile open(TreePath path) throws IOException {
    return tree.open(path);
  }

  @Override
  public StagedFile stage(TreePath target, int permissions) throws IOException {
    return tree.stage(target, permissions);
  }

  @Override
  public StagedFile stageOpenly(TreePath target, int permissions) throws IOException {
    return tree.stageOpenly(target, permissions);
  }

  @Override
  public StagedFile openInPlace(TreePath target, int permissions) throws IOException {
    return tree.openInPlace(target, permissions);
  }

  @Override
  public void makeDirectory(TreePath path, int permissions) throws IOException {
    tree.makeDirectory(path, permissions);
  }

  @Override
  public void makeSymlink(TreePath path, byte[] target) throws IOException {
    tree.makeSymlink(path, target);
  }

  @Override
  public void makeNode(TreePath path, int mode, int rdevMajor, int rdevMinor) throws IOException {
    tree.makeNode(path, mode, rdevMajor, rdevMinor);
  }

  @Override
  public void link(TreePath existing, TreePath newName) throws IOException {
    tree.link(existing, newName);
  }

  @Override
  public void link(TreePath existing, FileTree other, TreePath newName) throws IOException {
    tree.link(existing, other, newName);
  }

  @Override
  public void rename(TreePath from, TreePath to) throws IOException {
    tree.rename(from, to);
  }

  @Override
  public void rename(TreePath from, FileTree other, TreePath to) throws IOException {
    tree.rename(from, other, to);
  }

  @Override
  public void unlink(TreePath path) throws IOException {
    tree.unlink(path);
  }

  @Override
  public void removeDirectory(TreePath path) throws IOException {
    tree.removeDirectory(path);
  }

  @Override
  public byte[] readLink(TreePath path) throws IOException {
    return tree.readLink(path);
  }

  @Override
  public boolean hasLinkTo(TreePath path, byte[] target) throws IOException {
    return tree.hasLinkTo(path, target);
  }

  @Override
  public TreePath temporaryName(TreePath path) throws IOException {
    return tree.temporaryName(path);
  }

  @Override
  public void close() throws IOException {
    tree.close();
  }
}
