// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.nio;

import dev.rivulet.rsync.store.AttributeTarget;
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
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Files of any {@link FileSystem} of Java: other platforms, archives to read from, files in memory
 * or far away.
 *
 * <p>What the file system cannot do fails with EOPNOTSUPP; writing in place is for the default one
 * only, as others may begin a new file instead. Names are text in UTF-8; a name that is none fails
 * with EINVAL, and the platform may tidy the slashes in targets of links. The way to a file is
 * checked for symbolic links before each operation, but not held while it is done: on a machine
 * where others may change the tree meanwhile, {@code PosixFileTree} is the one that cannot be led
 * astray. Safe for several threads if the file system is.
 */
public final class NioFileTree implements FileTree {

  private static final int NAMES_TRIED = 100;
  private static final int MOST_LINKS = 40;
  private static final int LONGEST_NAME = 255;
  private static final LinkOption NOT_FOLLOWED = LinkOption.NOFOLLOW_LINKS;

  private final Path root;
  private final LinkPolicy links;
  private final NioAttributes attributes;
  private final Set<Feature> features;
  private volatile boolean closed;

  /**
   * A tree of which no symbolic link is passed on the way to a file.
   *
   * @param root a directory; links on the way to it are followed
   */
  public NioFileTree(Path root) throws StoreException {
    this(root, LinkPolicy.NEVER);
  }

  /**
   * As {@link #NioFileTree(Path)}.
   *
   * @param links {@link LinkPolicy#NEVER}, or anything else to pass links that stay inside
   */
  public NioFileTree(Path root, LinkPolicy links) throws StoreException {
    this.links = links;
    this.root = NioFailure.translated("open", root::toRealPath);
    this.attributes = NioAttributes.of(root.getFileSystem());
    this.features = features(root.getFileSystem(), attributes);
    if (!look(this.root).isDirectory()) {
      throw new StoreException("open", Errno.ENOTDIR);
    }
  }

  /** By the views it has: those that have "unix" are systems with all kinds of links. */
  private static Set<Feature> features(FileSystem fileSystem, NioAttributes attributes) {
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    boolean ofSystem = fileSystem.equals(FileSystems.getDefault());
    if (attributes != NioAttributes.BASIC) {
      features.add(Feature.PERMISSIONS);
    }
    if (attributes == NioAttributes.UNIX) {
      features.add(Feature.OWNERSHIP);
    }
    if (attributes == NioAttributes.UNIX || ofSystem) {
      features.add(Feature.SYMLINKS);
      features.add(Feature.HARD_LINKS);
    }
    if (attributes == NioAttributes.UNIX && ofSystem) {
      features.add(Feature.SYMLINK_TIMES);
      features.add(Feature.NANOSECOND_TIMES);
    }
    return features;
  }

  @Override
  public Set<Feature> features() {
    return EnumSet.copyOf(features);
  }

  // Finding

  /** The platform's path, when no directory on the way is a symbolic link. */
  private Path locate(String operation, TreePath path) throws StoreException {
    if (closed) {
      throw new StoreException(operation, Errno.EBADF);
    }
    if (path.isRoot()) {
      return root;
    }
    if (path.bytes().length - path.leafStart() > LONGEST_NAME) {
      throw new StoreException(operation, Errno.ENAMETOOLONG);
    }
    if (links == LinkPolicy.NEVER) {
      checkWay(operation, path.parent());
    } else {
      checkEnd(operation, path.parent());
    }
    return NameCodec.resolve(root, path.bytes());
  }

  private void checkWay(String operation, TreePath directory) throws StoreException {
    if (directory.isRoot()) {
      return;
    }
    checkWay(operation, directory.parent());
    FileAttributes seen = look(NameCodec.resolve(root, directory.bytes()));
    if (seen.isSymlink()) {
      throw new StoreException(operation, Errno.ELOOP);
    }
    if (!seen.isDirectory()) {
      throw new StoreException(operation, Errno.ENOTDIR);
    }
  }

  private void checkEnd(String operation, TreePath directory) throws StoreException {
    Path located = NameCodec.resolve(root, directory.bytes());
    if (!NioFailure.translated(operation, located::toRealPath).startsWith(root)) {
      throw new StoreException(operation, Errno.EXDEV);
    }
  }

  private FileAttributes look(Path path) throws StoreException {
    return NioFailure.translated("stat", () -> attributes.look(path, NOT_FOLLOWED));
  }

  private Path locateDirectory(String operation, TreePath path) throws StoreException {
    Path located = locate(operation, path);
    if (links != LinkPolicy.NEVER) {
      checkEnd(operation, path);
    } else if (!look(located).isDirectory()) {
      throw new StoreException(operation, Errno.ENOTDIR);
    }
    return located;
  }

  private Path locateFree(String operation, TreePath path) throws StoreException {
    Path located = locate(operation, path);
    if (!statOrMissing(path).isMissing()) {
      throw new StoreException(operation, Errno.EEXIST);
    }
    return located;
  }

  // Looking

  @Override
  public FileAttributes stat(TreePath path) throws StoreException {
    return look(locate("stat", path));
  }

  @Override
  public FileAttributes statOrMissing(TreePath path) throws StoreException {
    try {
      return stat(path);
    } catch (StoreException e) {
      if (e.errno() == Errno.ENOENT || e.errno() == Errno.ENOTDIR) {
        return FileAttributes.MISSING;
      }
      throw e;
    }
  }

  @Override
  public FileAttributes statFollowing(TreePath path) throws StoreException {
    TreePath at = path;
    for (int i = 0; i < MOST_LINKS; i++) {
      FileAttributes seen = stat(at);
      if (!seen.isSymlink()) {
        return seen;
      }
      at = landing(at.parent(), readLink(at));
    }
    throw new StoreException("stat", Errno.ELOOP);
  }

  /** Where a link found in {@code directory} leads, as long as that is inside. */
  private static TreePath landing(TreePath directory, byte[] target) throws StoreException {
    String text = NameCodec.text(target);
    if (text.startsWith("/")) {
      throw new StoreException("stat", Errno.EXDEV);
    }
    TreePath at = directory;
    for (String name : text.split("/")) {
      if (name.equals("..")) {
        if (at.isRoot()) {
          throw new StoreException("stat", Errno.EXDEV);
        }
        at = at.parent();
      } else if (!name.isEmpty() && !name.equals(".")) {
        at = at.child(NameCodec.bytes(name));
      }
    }
    return at;
  }

  @Override
  public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
    Path located = locateDirectory("opendir", directory);
    for (Path entry : entries(located)) {
      byte[] name = name(entry);
      FileAttributes seen;
      try {
        checkSpeakable(located, entry, name);
        seen = look(entry);
      } catch (StoreException e) {
        visitor.failed(name, e);
        continue;
      }
      visitor.entry(name, seen);
    }
  }

  /** A name that is no text cannot be spoken of again, and so is not one of this tree. */
  private static void checkSpeakable(Path directory, Path entry, byte[] name)
      throws StoreException {
    Path spoken = NameCodec.resolve(directory, name);
    if (!spoken.getFileName().equals(entry.getFileName())) {
      throw new StoreException("stat", Errno.EINVAL);
    }
  }

  @Override
  public List<byte[]> names(TreePath directory) throws StoreException {
    List<byte[]> names = new ArrayList<>();
    for (Path entry : entries(locateDirectory("opendir", directory))) {
      names.add(name(entry));
    }
    return names;
  }

  private static List<Path> entries(Path directory) throws StoreException {
    return NioFailure.translated(
        "opendir",
        () -> {
          List<Path> entries = new ArrayList<>();
          try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entries::add);
          }
          return entries;
        });
  }

  /** Archives end the names of their directories in a slash. */
  private static byte[] name(Path entry) {
    String text = entry.getFileName().toString();
    return NameCodec.bytes(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  @Override
  public byte[] readLink(TreePath path) throws StoreException {
    Path located = locate("readlink", path);
    return NioFailure.translated(
        "readlink", () -> NameCodec.bytes(Files.readSymbolicLink(located).toString()));
  }

  // Reading and writing

  @Override
  public SourceFile open(TreePath path) throws StoreException {
    Path located = locate("open", path);
    FileAttributes seen = regular(look(located));
    return new NioSourceFile(channel(located, StandardOpenOption.READ), seen);
  }

  private static FileAttributes regular(FileAttributes seen) throws StoreException {
    if (seen.isRegular()) {
      return seen;
    }
    if (seen.isSymlink()) {
      throw new StoreException("open", Errno.ELOOP);
    }
    throw new StoreException("open", seen.isDirectory() ? Errno.EISDIR : Errno.EINVAL);
  }

  private SeekableByteChannel channel(Path path, OpenOption option) throws StoreException {
    Set<OpenOption> options =
        features.contains(Feature.SYMLINKS) ? Set.of(option, NOT_FOLLOWED) : Set.of(option);
    return NioFailure.translated("open", () -> Files.newByteChannel(path, options));
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
    for (int i = 0; ; i++) {
      TreePath aside = target.parent().child(TemporaryName.random(target.leaf(), hidden));
      try {
        return new NioStagedFile(this, aside, target, create(aside, permissions));
      } catch (StoreException e) {
        if (e.errno() != Errno.EEXIST || i == NAMES_TRIED) {
          throw e;
        }
      }
    }
  }

  private SeekableByteChannel create(TreePath path, int permissions) throws StoreException {
    Path located = locate("open", path);
    return NioFailure.translated(
        "open",
        () ->
            Files.newByteChannel(
                located,
                Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW),
                attributes.creation(permissions)));
  }

  @Override
  public StagedFile openInPlace(TreePath target, int permissions) throws StoreException {
    FileAttributes seen = statOrMissing(target);
    if (seen.isMissing()) {
      return new NioStagedFile(this, target, target, create(target, permissions));
    }
    regular(seen);
    if (!root.getFileSystem().equals(FileSystems.getDefault())) {
      throw new StoreException("open", Errno.EOPNOTSUPP);
    }
    SeekableByteChannel channel = channel(locate("open", target), StandardOpenOption.WRITE);
    return new NioStagedFile(this, target, target, channel);
  }

  @Override
  public AttributeTarget attributes(TreePath path) {
    return new Named(path);
  }

  private final class Named implements AttributeTarget {
    private final TreePath path;

    Named(TreePath path) {
      this.path = path;
    }

    @Override
    public FileAttributes attributes() throws StoreException {
      return stat(path);
    }

    @Override
    public void setOwner(int uid, int gid) throws StoreException {
      Path located = locate("chown", path);
      NioFailure.translated(
          "chown",
          () -> {
            attributes.setOwner(located, uid, gid);
            return null;
          });
    }

    @Override
    public void setMode(int permissions) throws StoreException {
      Path located = locate("chmod", path);
      if (look(located).isSymlink()) {
        throw new StoreException("chmod", Errno.EOPNOTSUPP);
      }
      NioFailure.translated(
          "chmod",
          () -> {
            attributes.setMode(located, permissions);
            return null;
          });
    }

    @Override
    public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos)
        throws StoreException {
      Path located = locate("utimes", path);
      Instant modified = instant(mtime, mtimeNanos);
      Instant accessed = instant(atime, atimeNanos);
      NioFailure.translated(
          "utimes",
          () -> {
            attributes.setTimes(located, modified, accessed);
            return null;
          });
    }

    private static Instant instant(long seconds, int nanos) throws StoreException {
      try {
        return Instant.ofEpochSecond(seconds, nanos);
      } catch (DateTimeException e) {
        throw new StoreException("utimes", Errno.EINVAL);
      }
    }
  }

  // Making, renaming, removing

  @Override
  public void makeDirectory(TreePath path, int permissions) throws StoreException {
    Path located = locateFree("mkdir", path);
    NioFailure.translated(
        "mkdir", () -> Files.createDirectory(located, attributes.creation(permissions)));
  }

  @Override
  public void makeSymlink(TreePath path, byte[] target) throws StoreException {
    requires(Feature.SYMLINKS, "symlink");
    Path located = locateFree("symlink", path);
    Path text = NameCodec.resolve(root.getFileSystem().getPath(""), target);
    NioFailure.translated("symlink", () -> Files.createSymbolicLink(located, text));
  }

  @Override
  public void makeNode(TreePath path, int mode, int rdevMajor, int rdevMinor)
      throws StoreException {
    throw new StoreException("mknod", Errno.EOPNOTSUPP);
  }

  @Override
  public void link(TreePath existing, TreePath newName) throws StoreException {
    link(existing, this, newName);
  }

  @Override
  public void link(TreePath existing, FileTree tree, TreePath newName) throws StoreException {
    requires(Feature.HARD_LINKS, "link");
    Path from = locate("link", existing);
    Path to = ofSameKind("link", tree).locateFree("link", newName);
    NioFailure.translated("link", () -> Files.createLink(to, from));
  }

  private void requires(Feature feature, String operation) throws StoreException {
    if (!features.contains(feature)) {
      throw new StoreException(operation, Errno.EOPNOTSUPP);
    }
  }

  /** Another tree of the same file system. */
  private NioFileTree ofSameKind(String operation, FileTree tree) throws StoreException {
    if (tree.undecorated() instanceof NioFileTree same
        && same.root.getFileSystem().equals(root.getFileSystem())) {
      return same;
    }
    throw new StoreException(operation, Errno.EXDEV);
  }

  @Override
  public void rename(TreePath from, TreePath to) throws StoreException {
    rename(from, this, to);
  }

  @Override
  public void rename(TreePath from, FileTree tree, TreePath to) throws StoreException {
    NioFileTree other = ofSameKind("rename", tree);
    Path old = locate("rename", from);
    Path fresh = other.locate("rename", to);
    FileAttributes moved = look(old);
    FileAttributes replaced = other.statOrMissing(to);
    if (!replaced.isMissing() && moved.isDirectory() != replaced.isDirectory()) {
      throw new StoreException("rename", moved.isDirectory() ? Errno.ENOTDIR : Errno.EISDIR);
    }
    NioFailure.translated("rename", () -> move(old, fresh));
  }

  private static Path move(Path from, Path to) throws IOException {
    try {
      return Files.move(
          from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException | UnsupportedOperationException e) {
      return Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void unlink(TreePath path) throws StoreException {
    Path located = locate("unlink", path);
    if (look(located).isDirectory()) {
      throw new StoreException("unlink", Errno.EISDIR);
    }
    delete("unlink", located);
  }

  @Override
  public void removeDirectory(TreePath path) throws StoreException {
    Path located = locate("rmdir", path);
    if (!look(located).isDirectory()) {
      throw new StoreException("rmdir", Errno.ENOTDIR);
    }
    delete("rmdir", located);
  }

  private static void delete(String operation, Path path) throws StoreException {
    NioFailure.translated(
        operation,
        () -> {
          Files.delete(path);
          return null;
        });
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
  public void close() {
    closed = true;
  }
}
