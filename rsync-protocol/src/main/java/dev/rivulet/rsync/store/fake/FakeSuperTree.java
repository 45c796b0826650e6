// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.fake;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Files that pretend to have any owner, type and permissions, so that somebody without rights can
 * keep a true copy of a system (rsync(1), --fake-super). Devices, specials and symbolic links are
 * regular files that say what they are; a link's target is its content, and nothing follows it.
 */
final class FakeSuperTree implements FileTree {
  private static final int PRIVATE = FileType.REGULAR | 0600;
  private static final int OWNER_READS_AND_WRITES = 0600;
  private static final int OWNER_ALL = 0700;
  private static final int LINK_BITS = 0777;
  private static final int LONGEST_TARGET = 4095;

  private final FileTree real;

  FakeSuperTree(FileTree real) {
    this.real = real;
  }

  /** The tree below the pretence. */
  static FileTree real(FileTree tree) {
    return tree instanceof FakeSuperTree fake ? fake.real : tree;
  }

  @Override
  public Set<Feature> features() {
    Set<Feature> features = EnumSet.copyOf(real.features());
    features.addAll(
        EnumSet.of(Feature.OWNERSHIP, Feature.SYMLINKS, Feature.DEVICES, Feature.SPECIALS));
    return features;
  }

  private FakeAttributeTarget object(TreePath path) {
    return new FakeAttributeTarget(real.attributes(path), path.escaped());
  }

  @Override
  public AttributeTarget attributes(TreePath path) {
    return object(path);
  }

  @Override
  public boolean leadsToDirectory(TreePath link) throws IOException {
    return real.leadsToDirectory(link);
  }

  @Override
  public AttributeTarget attributesBehind(TreePath link) {
    return new FakeAttributeTarget(real.attributesBehind(link), link.toString());
  }

  // Looking

  @Override
  public FileAttributes stat(TreePath path) throws IOException {
    return object(path).pretended(real.stat(path));
  }

  @Override
  public FileAttributes statOrMissing(TreePath path) throws IOException {
    FileAttributes seen = real.statOrMissing(path);
    return seen.isMissing() ? seen : object(path).pretended(seen);
  }

  @Override
  public FileAttributes statFollowing(TreePath path) throws IOException {
    return real.stat(path).isSymlink() ? real.statFollowing(path) : stat(path);
  }

  @Override
  public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
    real.scan(
        directory,
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes seen) throws IOException {
            visitor.entry(name, object(directory.child(name)).pretended(seen));
          }

          @Override
          public void failed(byte[] name, StoreException reason) throws IOException {
            visitor.failed(name, reason);
          }
        });
  }

  @Override
  public List<byte[]> names(TreePath directory) throws IOException {
    return real.names(directory);
  }

  @Override
  public byte[] readLink(TreePath path) throws IOException {
    if (!real.stat(path).isRegular()) {
      return real.readLink(path);
    }
    if (!stat(path).isSymlink()) {
      throw new StoreException("readlink", Errno.EINVAL);
    }
    try (SourceFile file = real.open(path)) {
      byte[] target = new byte[(int) Math.min(LONGEST_TARGET, file.attributes().size())];
      file.read(0, target, 0, target.length);
      return target;
    }
  }

  /** A real link is none of those that this tree makes. */
  @Override
  public boolean hasLinkTo(TreePath path, byte[] target) throws IOException {
    return real.stat(path).isRegular() && Arrays.equals(readLink(path), target);
  }

  // Reading and writing

  @Override
  public SourceFile open(TreePath path) throws IOException {
    requireFile(path);
    return real.open(path);
  }

  /** What pretends to be something else is not opened, whatever it is. */
  private void requireFile(TreePath path) throws IOException {
    FileAttributes seen = statOrMissing(path);
    if (seen.isSymlink()) {
      throw new StoreException("open", Errno.ELOOP);
    }
    if (seen.isDevice() || seen.isSpecial()) {
      throw new StoreException("open", Errno.EINVAL);
    }
  }

  @Override
  public StagedFile stage(TreePath target, int permissions) throws IOException {
    return new FakeStagedFile(real.stage(target, permissions | OWNER_READS_AND_WRITES));
  }

  @Override
  public StagedFile stageOpenly(TreePath target, int permissions) throws IOException {
    return new FakeStagedFile(real.stageOpenly(target, permissions | OWNER_READS_AND_WRITES));
  }

  @Override
  public StagedFile openInPlace(TreePath target, int permissions) throws IOException {
    requireFile(target);
    return new FakeStagedFile(real.openInPlace(target, permissions | OWNER_READS_AND_WRITES));
  }

  // Making, renaming, removing

  @Override
  public void makeDirectory(TreePath path, int permissions) throws IOException {
    real.makeDirectory(path, permissions | OWNER_ALL);
  }

  @Override
  public void makeSymlink(TreePath path, byte[] target) throws IOException {
    make(path, FileType.SYMLINK | LINK_BITS, 0, 0, target);
  }

  @Override
  public void makeNode(TreePath path, int mode, int rdevMajor, int rdevMinor) throws IOException {
    make(path, mode, rdevMajor, rdevMinor, new byte[0]);
  }

  private void make(TreePath path, int mode, int rdevMajor, int rdevMinor, byte[] content)
      throws IOException {
    real.makeNode(path, PRIVATE, 0, 0);
    if (content.length > 0) {
      try (StagedFile file = real.openInPlace(path, OWNER_READS_AND_WRITES)) {
        file.write(content, 0, content.length);
        file.commit();
      }
    }
    FileAttributes made = real.stat(path);
    object(path).become(new FakeStat(mode, rdevMajor, rdevMinor, made.uid(), made.gid()));
  }

  @Override
  public FileTree undecorated() {
    return real.undecorated();
  }

  @Override
  public void link(TreePath existing, TreePath newName) throws IOException {
    real.link(existing, newName);
  }

  @Override
  public void link(TreePath existing, FileTree tree, TreePath newName) throws IOException {
    real.link(existing, real(tree), newName);
  }

  @Override
  public void rename(TreePath from, TreePath to) throws IOException {
    real.rename(from, to);
  }

  @Override
  public void rename(TreePath from, FileTree tree, TreePath to) throws IOException {
    real.rename(from, real(tree), to);
  }

  @Override
  public void unlink(TreePath path) throws IOException {
    real.unlink(path);
  }

  @Override
  public void removeDirectory(TreePath path) throws IOException {
    real.removeDirectory(path);
  }

  @Override
  public TreePath temporaryName(TreePath path) throws IOException {
    return real.temporaryName(path);
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
