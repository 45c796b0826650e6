// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.DevicePolicy;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TemporaryName;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Files of this machine, every operation relative to an open handle of the parent directory and on
 * the very object named: nobody who renames, or swaps a directory for a link, while a transfer runs
 * can lead it out of the tree.
 *
 * <p>Everything a Linux file system can hold is represented. The process's umask applies to what is
 * made. Safe for several threads; operations run with the identity of the calling thread, except
 * that directories opened before stay open.
 */
public final class PosixFileTree implements FileTree {

  private static final byte[] DOT = {'.'};
  private static final int NAMES_TRIED = 100;

  private final PathResolver resolver;
  private final DirectoryHandles handles;
  private final int readFlags;
  private boolean hidesUnreadable;
  private final DevicePolicy devices;

  /**
   * @param root handle of the root directory, owned by the tree from now on
   */
  PosixFileTree(int root, PathResolver resolver) {
    this(root, resolver, false, DevicePolicy.DEVICES);
  }

  /**
   * @param root handle of the root directory, owned by the tree from now on
   * @param keepsAccessTimes whether reading leaves access times alone
   */
  PosixFileTree(int root, PathResolver resolver, boolean keepsAccessTimes, DevicePolicy devices) {
    this.resolver = resolver;
    this.handles = new DirectoryHandles(resolver, root);
    this.devices = devices;
    this.readFlags = Posix.O_RDONLY | (keepsAccessTimes ? Posix.O_NOATIME : 0);
  }

  /**
   * The tree below a directory, of which no symbolic link is followed on the way to a file.
   *
   * @param directory an absolute path, or one relative to the current directory; links in it are
   *     followed
   */
  public static PosixFileTree open(byte[] directory) throws StoreException {
    return open(directory, LinkPolicy.NEVER);
  }

  /**
   * As {@link #open(byte[])}.
   *
   * @param links which links below {@code directory} are followed on the way to a file: {@code
   *     NEVER}, {@code INSIDE} or {@code AS_ROOT}
   */
  public static PosixFileTree open(byte[] directory, LinkPolicy links) throws StoreException {
    if (!links.isConfined()) {
      throw new IllegalArgumentException("a tree cannot be open to " + links);
    }
    return open(directory, new PathResolver(links));
  }

  static PosixFileTree open(byte[] directory, PathResolver resolver) throws StoreException {
    int flags = Posix.O_PATH | Posix.openDirectory();
    return new PosixFileTree(Posix.openat(Posix.AT_FDCWD, directory, flags, 0), resolver);
  }

  /** The open directory at a path, behind links if they are passed. */
  DirectoryHandle directory(TreePath path) throws StoreException {
    return handles.open(path);
  }

  /** The open directory a path is in. */
  DirectoryHandle directoryOf(TreePath path) throws StoreException {
    return handles.open(path.parent());
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.allOf(Feature.class);
  }

  // Looking

  @Override
  public FileAttributes stat(TreePath path) throws StoreException {
    Posix.checked("stat", tryStat(path));
    return listed(path, Posix.statResult());
  }

  @Override
  public FileAttributes statOrMissing(TreePath path) throws StoreException {
    long result;
    try {
      result = tryStat(path);
    } catch (StoreException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return FileAttributes.MISSING;
      }
      throw e;
    }
    if (Posix.is(Errno.ENOENT, result)) {
      return FileAttributes.MISSING;
    }
    Posix.checked("stat", result);
    return listed(path, Posix.statResult());
  }

  private FileAttributes listed(TreePath path, FileAttributes seen) {
    return devices == DevicePolicy.FILES && seen.isDevice()
        ? asFile(path, seen).modifiedAt(System.currentTimeMillis() / 1000)
        : seen;
  }

  /** A device that cannot be opened fails when it is to be read. */
  private FileAttributes asFile(TreePath path, FileAttributes device) {
    try {
      return asOpened(path, device);
    } catch (StoreException e) {
      return device.asRegular(0);
    }
  }

  @Override
  public FileAttributes asOpened(TreePath path, FileAttributes seen) throws StoreException {
    if (devices == DevicePolicy.DEVICES || !seen.isDevice()) {
      return seen;
    }
    int handle = openFile(path, Posix.O_RDONLY, 0);
    try {
      return seen.asRegular(Posix.length(handle));
    } finally {
      Posix.close(handle);
    }
  }

  private long tryStat(TreePath path) throws StoreException {
    try (DirectoryHandle parent = directoryOf(path)) {
      byte[] bytes = path.bytes();
      return Posix.tryStat(
          parent.number(), bytes, path.leafStart(), bytes.length, Posix.AT_SYMLINK_NOFOLLOW);
    }
  }

  @Override
  public FileAttributes statFollowing(TreePath path) throws StoreException {
    FileAttributes seen = stat(path);
    if (!seen.isSymlink()) {
      return seen;
    }
    PathResolver following =
        resolver.links() == LinkPolicy.NEVER ? resolver.with(LinkPolicy.INSIDE) : resolver;
    try (DirectoryHandle root = handles.open(TreePath.ROOT)) {
      int handle = following.openFollowing(root.number(), path.bytes());
      try {
        return Posix.fstat(handle);
      } finally {
        Posix.close(handle);
      }
    }
  }

  @Override
  public boolean leadsToDirectory(TreePath link) throws StoreException {
    try (DirectoryHandle directory = directoryOf(link)) {
      return Posix.statat(directory.number(), link.leaf()).isDirectory();
    } catch (StoreException e) {
      if (e.isMissing()) {
        return false;
      }
      throw e;
    }
  }

  /** Before its first use: what may not be read is not listed. */
  PosixFileTree hidingUnreadable() {
    hidesUnreadable = true;
    return this;
  }

  @Override
  public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
    try (DirectoryHandle open = openToList(directory)) {
      byte[] batch;
      while ((batch = Posix.getdents(open.number())).length > 0) {
        DirectoryBatch entries = new DirectoryBatch(batch);
        while (entries.next()) {
          visit(open.number(), directory, entries.name(), visitor);
        }
      }
    }
  }

  private void visit(int number, TreePath directory, byte[] name, EntryVisitor visitor)
      throws IOException {
    long result = Posix.tryStat(number, name, 0, name.length, Posix.AT_SYMLINK_NOFOLLOW);
    if (result < 0) {
      visitor.failed(name, Posix.failure("stat", result));
      return;
    }
    FileAttributes seen = Posix.statResult();
    if (hidesUnreadable && !seen.isSymlink() && !Posix.isReadable(number, name)) {
      return;
    }
    if (devices == DevicePolicy.FILES && seen.isDevice()) {
      seen = listed(directory.child(name), seen);
    }
    visitor.entry(name, seen);
  }

  @Override
  public List<byte[]> names(TreePath directory) throws StoreException {
    List<byte[]> names = new ArrayList<>();
    try (DirectoryHandle open = openToList(directory)) {
      byte[] batch;
      while ((batch = Posix.getdents(open.number())).length > 0) {
        DirectoryBatch entries = new DirectoryBatch(batch);
        while (entries.next()) {
          names.add(entries.name());
        }
      }
    }
    return names;
  }

  @Override
  public List<byte[]> subdirectories(TreePath directory) throws StoreException {
    List<byte[]> names = new ArrayList<>();
    try (DirectoryHandle open = openToList(directory)) {
      byte[] batch;
      while ((batch = Posix.getdents(open.number())).length > 0) {
        DirectoryBatch entries = new DirectoryBatch(batch);
        while (entries.next()) {
          if (isDirectory(open.number(), entries)) {
            names.add(entries.name());
          }
        }
      }
    }
    return names;
  }

  private static boolean isDirectory(int number, DirectoryBatch entry) throws StoreException {
    Boolean known = entry.isDirectory();
    if (known != null) {
      return known;
    }
    byte[] name = entry.name();
    long result = Posix.tryStat(number, name, 0, name.length, Posix.AT_SYMLINK_NOFOLLOW);
    return result >= 0 && Posix.statResult().isDirectory();
  }

  /** Opens a directory anew, as a listing has a position, and keeps it: its files come next. */
  private DirectoryHandle openToList(TreePath directory) throws StoreException {
    int flags = readFlags | Posix.openDirectory() | Posix.openNoFollow();
    int seenChanges = handles.changes();
    int number;
    if (directory.isRoot() || resolver.links() != LinkPolicy.NEVER) {
      try (DirectoryHandle self = handles.open(directory)) {
        number = Posix.openat(self.number(), DOT, flags, 0);
      }
    } else {
      try (DirectoryHandle parent = directoryOf(directory)) {
        byte[] bytes = directory.bytes();
        number =
            (int)
                Posix.checked(
                    "opendir",
                    Posix.tryOpenat(
                        parent.number(), bytes, directory.leafStart(), bytes.length, flags, 0));
      }
    }
    return handles.keep(directory, number, seenChanges);
  }

  @Override
  public byte[] readLink(TreePath path) throws StoreException {
    try (DirectoryHandle parent = directoryOf(path)) {
      return Posix.readlinkat(parent.number(), path.bytes(), path.leafStart(), path.bytes().length);
    }
  }

  // Reading and writing

  @Override
  public SourceFile open(TreePath path) throws StoreException {
    int handle = openFile(path, readFlags, 0);
    return new PosixSourceFile(handle, regularOrClose(handle));
  }

  private int openFile(TreePath path, int flags, int permissions) throws StoreException {
    try (DirectoryHandle parent = directoryOf(path)) {
      return openFile(parent, path, flags, permissions);
    }
  }

  /** Not blocking, so that a fifo in the place of the file cannot hold us. */
  private static int openFile(DirectoryHandle parent, TreePath path, int flags, int permissions)
      throws StoreException {
    byte[] bytes = path.bytes();
    return (int)
        Posix.checked(
            "open",
            Posix.tryOpenat(
                parent.number(),
                bytes,
                path.leafStart(),
                bytes.length,
                flags | Posix.openNoFollow() | Posix.O_NONBLOCK,
                permissions));
  }

  private FileAttributes regularOrClose(int handle) throws StoreException {
    FileAttributes seen = FileAttributes.MISSING;
    try {
      seen = Posix.fstat(handle);
      if (devices != DevicePolicy.DEVICES && seen.isDevice()) {
        seen = seen.asRegular(Posix.length(handle));
      }
      if (!seen.isRegular()) {
        throw new StoreException("open", seen.isDirectory() ? Errno.EISDIR : Errno.EINVAL);
      }
      return seen;
    } finally {
      if (!seen.isRegular()) {
        Posix.close(handle);
      }
    }
  }

  @Override
  public StagedFile stage(TreePath target, int permissions) throws StoreException {
    return stage(target, permissions, true);
  }

  @Override
  public StagedFile stageOpenly(TreePath target, int permissions) throws StoreException {
    return stage(target, permissions, false);
  }

  private StagedFile stage(TreePath target, int permissions, boolean hidden) throws StoreException {
    DirectoryHandle parent = directoryOf(target);
    try {
      int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_EXCL;
      for (int i = 0; ; i++) {
        TreePath aside = target.parent().child(TemporaryName.random(target.leaf(), hidden));
        try {
          int handle = openFile(parent, aside, flags, permissions);
          DirectoryHandle held = parent;
          parent = null;
          return new PosixStagedFile(this, held, aside, target, handle);
        } catch (StoreException e) {
          if (e.errno() != Errno.EEXIST || i == NAMES_TRIED) {
            throw e;
          }
        }
      }
    } finally {
      if (parent != null) {
        parent.close();
      }
    }
  }

  @Override
  public StagedFile openInPlace(TreePath target, int permissions) throws StoreException {
    DirectoryHandle parent = directoryOf(target);
    try {
      int handle = openFile(parent, target, Posix.O_WRONLY | Posix.O_CREAT, permissions);
      regularOrClose(handle);
      DirectoryHandle held = parent;
      parent = null;
      return new PosixStagedFile(this, held, target, target, handle);
    } finally {
      if (parent != null) {
        parent.close();
      }
    }
  }

  /** A handle of an object that only names it, so that no right to read it is needed. */
  int openToName(TreePath path) throws StoreException {
    return openFile(path, Posix.O_PATH, 0);
  }

  @Override
  public AttributeTarget attributes(TreePath path) {
    return new PosixAttributeTarget(this, path);
  }

  @Override
  public AttributeTarget attributesBehind(TreePath link) {
    return new PosixLinkedTarget(this, link);
  }

  // Making, renaming, removing

  @Override
  public void makeDirectory(TreePath path, int permissions) throws StoreException {
    try (DirectoryHandle parent = directoryOf(path)) {
      Posix.mkdirat(parent.number(), path.leaf(), permissions);
    }
    // One of this name that was held before is gone: another tree has removed it.
    handles.forget(path);
  }

  @Override
  public void makeSymlink(TreePath path, byte[] target) throws StoreException {
    try (DirectoryHandle parent = directoryOf(path)) {
      Posix.symlinkat(target, parent.number(), path.leaf());
    }
  }

  @Override
  public void makeNode(TreePath path, int mode, int rdevMajor, int rdevMinor)
      throws StoreException {
    try (DirectoryHandle parent = directoryOf(path)) {
      Posix.mknodat(parent.number(), path.leaf(), mode, rdevMajor, rdevMinor);
    }
  }

  @Override
  public void link(TreePath existing, TreePath newName) throws StoreException {
    link(existing, this, newName);
  }

  @Override
  public void link(TreePath existing, FileTree tree, TreePath newName) throws StoreException {
    try (DirectoryHandle from = directoryOf(existing);
        DirectoryHandle to = ofSameKind("link", tree).directoryOf(newName)) {
      Posix.linkat(from.number(), existing.leaf(), to.number(), newName.leaf());
    }
  }

  @Override
  public void rename(TreePath from, TreePath to) throws StoreException {
    rename(from, this, to);
  }

  @Override
  public void rename(TreePath from, FileTree tree, TreePath to) throws StoreException {
    PosixFileTree other = ofSameKind("rename", tree);
    try (DirectoryHandle old = directoryOf(from);
        DirectoryHandle fresh = other.directoryOf(to)) {
      Posix.renameat(old.number(), from.leaf(), fresh.number(), to.leaf());
    }
    handles.forget(from);
    other.handles.forget(to);
  }

  private static PosixFileTree ofSameKind(String operation, FileTree tree) throws StoreException {
    if (tree.undecorated() instanceof PosixFileTree same) {
      return same;
    }
    throw new StoreException(operation, Errno.EXDEV);
  }

  /** Gives a file, named in an open directory, a name in some tree. */
  static void move(DirectoryHandle parent, TreePath from, FileTree tree, TreePath to)
      throws StoreException {
    try (DirectoryHandle directory = ofSameKind("rename", tree).directoryOf(to)) {
      Posix.renameat(parent.number(), from.leaf(), directory.number(), to.leaf());
    }
  }

  @Override
  public void unlink(TreePath path) throws StoreException {
    try (DirectoryHandle parent = directoryOf(path)) {
      Posix.unlinkat(parent.number(), path.leaf());
    }
    if (resolver.links() != LinkPolicy.NEVER) {
      handles.forget(path);
    }
  }

  @Override
  public void removeDirectory(TreePath path) throws StoreException {
    try (DirectoryHandle parent = directoryOf(path)) {
      Posix.rmdirat(parent.number(), path.leaf());
    }
    handles.forget(path);
  }

  @Override
  public TreePath temporaryName(TreePath path) throws StoreException {
    for (int i = 0; i < NAMES_TRIED; i++) {
      TreePath candidate = path.parent().child(TemporaryName.numbered(path.leaf(), i));
      if (statOrMissing(candidate).isMissing()) {
        return candidate;
      }
    }
    throw new StoreException("mktemp", Errno.EEXIST);
  }

  @Override
  public void close() throws StoreException {
    handles.close();
  }
}
