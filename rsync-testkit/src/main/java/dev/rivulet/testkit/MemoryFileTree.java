// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A complete file tree in memory, as root sees it: owners and devices can be set, permissions are
 * kept but not enforced.
 *
 * <p>Time is a counter: it starts at 2020-01-01 and moves one microsecond with every change. Safe
 * for several threads. Closing ends the use as a {@link FileTree} only through this object; {@link
 * #reopen} gives another view of the same files.
 */
public final class MemoryFileTree implements FileTree {

  private static final Instant BEGINNING = Instant.parse("2020-01-01T00:00:00Z");
  private static final int LONGEST_NAME = 255;
  private static final int MOST_LINKS = 40;

  /** The files and what counts for all views of them; also the lock. */
  private static final class Files {
    private final MemoryNode root = new MemoryNode(1, FileType.DIRECTORY | 0755, BEGINNING);
    private Instant now = BEGINNING;
    private long lastInode = 1;
    private int open;
    private int temporaryNames;

    private Instant tick() {
      now = now.plusNanos(1000);
      return now;
    }

    private MemoryNode make(int mode) {
      return new MemoryNode(++lastInode, mode, tick());
    }
  }

  private final Files files;
  private final MemoryNode root;
  private boolean closed;

  /** An empty tree. */
  public MemoryFileTree() {
    this(new Files());
  }

  private MemoryFileTree(Files files) {
    this(files, files.root);
  }

  private MemoryFileTree(Files files, MemoryNode root) {
    this.files = files;
    this.root = root;
  }

  /** Another tree on the same files. */
  public MemoryFileTree reopen() {
    return new MemoryFileTree(files, root);
  }

  /** The tree that has one of this tree's directories as its root. */
  public MemoryFileTree below(TreePath directory) throws StoreException {
    synchronized (files) {
      return new MemoryFileTree(files, findDirectory("open", directory));
    }
  }

  // For tests

  /** How many source and staged files are open. */
  public int openFiles() {
    synchronized (files) {
      return files.open;
    }
  }

  /** Makes or replaces a regular file, and the directories above it. */
  public MemoryFileTree with(String path, byte[] content) throws IOException {
    TreePath file = TreePath.of(path);
    withDirectory(file.parent());
    try (StagedFile staged = stage(file, 0644)) {
      staged.write(content, 0, content.length);
      staged.commit();
    }
    return this;
  }

  /** As {@link #with(String, byte[])}, with text in UTF-8. */
  public MemoryFileTree with(String path, String content) throws IOException {
    return with(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Makes a directory, and those above it, where missing. */
  public MemoryFileTree withDirectory(String path) throws IOException {
    withDirectory(TreePath.of(path));
    return this;
  }

  private void withDirectory(TreePath path) throws IOException {
    if (!path.isRoot() && statOrMissing(path).isMissing()) {
      withDirectory(path.parent());
      makeDirectory(path, 0755);
    }
  }

  /** What a regular file holds. */
  public byte[] content(String path) throws IOException {
    try (SourceFile file = open(TreePath.of(path))) {
      byte[] content = new byte[(int) file.attributes().size()];
      if (content.length > 0) {
        file.read(0, content, 0, content.length);
      }
      return content;
    }
  }

  // Finding

  private MemoryNode directoryOf(String operation, TreePath path) throws StoreException {
    if (closed) {
      throw new StoreException(operation, Errno.EBADF);
    }
    MemoryNode node = root;
    TreePath parent = path.parent();
    if (parent.isRoot()) {
      return node;
    }
    for (String name : text(parent.bytes()).split("/")) {
      node = entry(operation, node, name);
      if (node.isSymlink()) {
        throw new StoreException(operation, Errno.ELOOP);
      }
      if (!node.isDirectory()) {
        throw new StoreException(operation, Errno.ENOTDIR);
      }
    }
    return node;
  }

  private static MemoryNode entry(String operation, MemoryNode directory, String name)
      throws StoreException {
    if (name.length() > LONGEST_NAME) {
      throw new StoreException(operation, Errno.ENAMETOOLONG);
    }
    MemoryNode node = directory.entries.get(name);
    if (node == null) {
      throw new StoreException(operation, Errno.ENOENT);
    }
    return node;
  }

  private MemoryNode find(String operation, TreePath path) throws StoreException {
    MemoryNode parent = directoryOf(operation, path);
    return path.isRoot() ? parent : entry(operation, parent, text(path.leaf()));
  }

  private MemoryNode findDirectory(String operation, TreePath path) throws StoreException {
    MemoryNode node = find(operation, path);
    if (!node.isDirectory()) {
      throw new StoreException(operation, Errno.ENOTDIR);
    }
    return node;
  }

  private MemoryNode findFollowing(TreePath path) throws StoreException {
    TreePath at = path;
    for (int i = 0; i < MOST_LINKS; i++) {
      MemoryNode node = find("stat", at);
      if (!node.isSymlink()) {
        return node;
      }
      at = landing(at.parent(), text(node.target));
    }
    throw new StoreException("stat", Errno.ELOOP);
  }

  /** Where a link in {@code directory} leads; outside of the tree nothing is reached. */
  private static TreePath landing(TreePath directory, String target) throws StoreException {
    if (target.startsWith("/")) {
      throw new StoreException("stat", Errno.EXDEV);
    }
    TreePath at = directory;
    for (String name : target.split("/")) {
      if (name.equals("..")) {
        if (at.isRoot()) {
          throw new StoreException("stat", Errno.EXDEV);
        }
        at = at.parent();
      } else if (!name.isEmpty() && !name.equals(".")) {
        at = at.child(bytes(name));
      }
    }
    return at;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  // Looking

  @Override
  public Set<Feature> features() {
    return EnumSet.allOf(Feature.class);
  }

  @Override
  public FileAttributes stat(TreePath path) throws StoreException {
    synchronized (files) {
      return find("stat", path).attributes();
    }
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
    synchronized (files) {
      return findFollowing(path).attributes();
    }
  }

  @Override
  public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
    List<Map.Entry<String, FileAttributes>> seen = new ArrayList<>();
    synchronized (files) {
      findDirectory("opendir", directory)
          .entries
          .forEach((name, node) -> seen.add(Map.entry(name, node.attributes())));
    }
    for (Map.Entry<String, FileAttributes> entry : seen) {
      visitor.entry(bytes(entry.getKey()), entry.getValue());
    }
  }

  @Override
  public List<byte[]> names(TreePath directory) throws IOException {
    List<byte[]> names = new ArrayList<>();
    scan(
        directory,
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) {
            names.add(name);
          }

          @Override
          public void failed(byte[] name, StoreException reason) {
            names.add(name);
          }
        });
    return names;
  }

  @Override
  public byte[] readLink(TreePath path) throws StoreException {
    synchronized (files) {
      MemoryNode node = find("readlink", path);
      if (!node.isSymlink()) {
        throw new StoreException("readlink", Errno.EINVAL);
      }
      return node.target.clone();
    }
  }

  // Reading and writing

  @Override
  public SourceFile open(TreePath path) throws StoreException {
    synchronized (files) {
      MemoryNode node = regular(find("open", path));
      files.open++;
      return new Reading(node);
    }
  }

  private static MemoryNode regular(MemoryNode node) throws StoreException {
    if (FileType.isRegular(node.mode)) {
      return node;
    }
    if (node.isSymlink()) {
      throw new StoreException("open", Errno.ELOOP);
    }
    throw new StoreException("open", node.isDirectory() ? Errno.EISDIR : Errno.EINVAL);
  }

  @Override
  public StagedFile stage(TreePath target, int permissions) throws StoreException {
    synchronized (files) {
      return stage(temporaryName(target), target, permissions);
    }
  }

  @Override
  public StagedFile stageOpenly(TreePath target, int permissions) throws StoreException {
    synchronized (files) {
      String name = text(target.leaf());
      String cut = name.substring(0, Math.min(name.length(), LONGEST_NAME - 7));
      String aside = cut + String.format(".%06d", files.temporaryNames++);
      return stage(target.parent().child(bytes(aside)), target, permissions);
    }
  }

  private StagedFile stage(TreePath aside, TreePath target, int permissions) throws StoreException {
    MemoryNode node = put("open", aside, FileType.REGULAR | (permissions & 07777));
    files.open++;
    return new Writing(node, aside, target);
  }

  @Override
  public StagedFile openInPlace(TreePath target, int permissions) throws StoreException {
    synchronized (files) {
      MemoryNode node =
          statOrMissing(target).isMissing()
              ? put("open", target, FileType.REGULAR | (permissions & 07777))
              : regular(find("open", target));
      files.open++;
      return new Writing(node, target, target);
    }
  }

  @Override
  public TreePath temporaryName(TreePath path) throws StoreException {
    synchronized (files) {
      String name = text(path.leaf());
      String base = name.startsWith(".") ? name.substring(1) : name;
      String cut = base.substring(0, Math.min(base.length(), LONGEST_NAME - 8));
      while (true) {
        String candidate = "." + cut + "." + String.format("%06d", files.temporaryNames++);
        TreePath aside = path.parent().child(bytes(candidate));
        if (statOrMissing(aside).isMissing()) {
          return aside;
        }
      }
    }
  }

  @Override
  public AttributeTarget attributes(TreePath path) {
    return new Named(path);
  }

  // Making, renaming, removing

  private MemoryNode put(String operation, TreePath path, int mode) throws StoreException {
    MemoryNode node = files.make(mode);
    put(operation, path, node);
    return node;
  }

  private void put(String operation, TreePath path, MemoryNode node) throws StoreException {
    MemoryNode parent = directoryOf(operation, path);
    String name = text(path.leaf());
    if (name.length() > LONGEST_NAME) {
      throw new StoreException(operation, Errno.ENAMETOOLONG);
    }
    if (path.isRoot() || parent.entries.putIfAbsent(name, node) != null) {
      throw new StoreException(operation, Errno.EEXIST);
    }
    parent.mtime = files.tick();
  }

  private MemoryNode remove(TreePath path) throws StoreException {
    MemoryNode parent = directoryOf("unlink", path);
    MemoryNode node = parent.entries.remove(text(path.leaf()));
    node.links--;
    parent.mtime = files.tick();
    return node;
  }

  @Override
  public void makeDirectory(TreePath path, int permissions) throws StoreException {
    synchronized (files) {
      put("mkdir", path, FileType.DIRECTORY | (permissions & 07777));
    }
  }

  @Override
  public void makeSymlink(TreePath path, byte[] target) throws StoreException {
    synchronized (files) {
      if (target.length == 0) {
        throw new StoreException("symlink", Errno.ENOENT);
      }
      put("symlink", path, FileType.SYMLINK | 0777).target = target.clone();
    }
  }

  @Override
  public void makeNode(TreePath path, int mode, int rdevMajor, int rdevMinor)
      throws StoreException {
    synchronized (files) {
      if (FileType.isDirectory(mode) || FileType.isSymlink(mode) || !FileType.isKnown(mode)) {
        throw new StoreException("mknod", Errno.EINVAL);
      }
      MemoryNode node = put("mknod", path, mode);
      if (FileType.isDevice(mode)) {
        node.rdevMajor = rdevMajor;
        node.rdevMinor = rdevMinor;
      }
    }
  }

  @Override
  public void link(TreePath existing, TreePath newName) throws StoreException {
    link(existing, this, newName);
  }

  @Override
  public void link(TreePath existing, FileTree tree, TreePath newName) throws StoreException {
    synchronized (files) {
      MemoryFileTree other = ofSameFiles("link", tree);
      MemoryNode node = find("link", existing);
      if (node.isDirectory()) {
        throw new StoreException("link", Errno.EPERM);
      }
      other.put("link", newName, node);
      node.links++;
    }
  }

  /** Another view of the same files. */
  private MemoryFileTree ofSameFiles(String operation, FileTree tree) throws StoreException {
    if (tree.undecorated() instanceof MemoryFileTree same && same.files == files) {
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
    synchronized (files) {
      MemoryFileTree other = ofSameFiles("rename", tree);
      MemoryNode node = find("rename", from);
      MemoryNode newParent = other.directoryOf("rename", to);
      MemoryNode replaced = newParent.entries.get(text(to.leaf()));
      if (from.isRoot() || to.isRoot()) {
        throw new StoreException("rename", Errno.EBUSY);
      }
      if (node.isDirectory() && other == this && to.startsWith(from) && !to.equals(from)) {
        throw new StoreException("rename", Errno.EINVAL);
      }
      if (replaced == node) {
        return;
      }
      if (replaced != null) {
        checkReplaceable(node, replaced);
        other.remove(to);
      }
      remove(from);
      other.put("rename", to, node);
      node.links++;
    }
  }

  private static void checkReplaceable(MemoryNode node, MemoryNode replaced) throws StoreException {
    if (replaced.isDirectory() && !node.isDirectory()) {
      throw new StoreException("rename", Errno.EISDIR);
    }
    if (!replaced.isDirectory() && node.isDirectory()) {
      throw new StoreException("rename", Errno.ENOTDIR);
    }
    if (!replaced.entries.isEmpty()) {
      throw new StoreException("rename", Errno.ENOTEMPTY);
    }
  }

  @Override
  public void unlink(TreePath path) throws StoreException {
    synchronized (files) {
      if (find("unlink", path).isDirectory()) {
        throw new StoreException("unlink", Errno.EISDIR);
      }
      remove(path);
    }
  }

  @Override
  public void removeDirectory(TreePath path) throws StoreException {
    synchronized (files) {
      if (!findDirectory("rmdir", path).entries.isEmpty()) {
        throw new StoreException("rmdir", Errno.ENOTEMPTY);
      }
      if (path.isRoot()) {
        throw new StoreException("rmdir", Errno.EINVAL);
      }
      remove(path);
    }
  }

  @Override
  public void close() {
    synchronized (files) {
      closed = true;
    }
  }

  // What is lent

  private abstract class Target implements AttributeTarget {

    /** The object meant; called with the lock held. */
    abstract MemoryNode node(String operation) throws StoreException;

    @Override
    public FileAttributes attributes() throws StoreException {
      synchronized (files) {
        return node("stat").attributes();
      }
    }

    @Override
    public void setOwner(int uid, int gid) throws StoreException {
      synchronized (files) {
        MemoryNode node = node("chown");
        node.uid = uid == -1 ? node.uid : uid;
        node.gid = gid == -1 ? node.gid : gid;
      }
    }

    @Override
    public void setMode(int permissions) throws StoreException {
      synchronized (files) {
        MemoryNode node = node("chmod");
        if (node.isSymlink()) {
          throw new StoreException("chmod", Errno.EOPNOTSUPP);
        }
        node.mode = (node.mode & FileType.MASK) | (permissions & FileType.PERMISSIONS);
      }
    }

    @Override
    public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos)
        throws StoreException {
      synchronized (files) {
        MemoryNode node = node("utimes");
        node.mtime = Instant.ofEpochSecond(mtime, mtimeNanos);
        node.atime = Instant.ofEpochSecond(atime, atimeNanos);
      }
    }

    @Override
    public ExtendedAttributes extended() throws StoreException {
      synchronized (files) {
        return new MemoryExtendedAttributes(files, node("xattr"));
      }
    }
  }

  private final class Named extends Target {
    private final TreePath path;

    Named(TreePath path) {
      this.path = path;
    }

    @Override
    MemoryNode node(String operation) throws StoreException {
      return find(operation, path);
    }
  }

  private final class Reading implements SourceFile {
    private final MemoryNode node;
    private boolean done;

    Reading(MemoryNode node) {
      this.node = node;
    }

    @Override
    public FileAttributes attributes() {
      synchronized (files) {
        return node.attributes();
      }
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws StoreException {
      synchronized (files) {
        if (done) {
          throw new StoreException("read", Errno.EBADF);
        }
        return node.read(position, buffer, offset, length);
      }
    }

    @Override
    public void close() {
      synchronized (files) {
        files.open -= done ? 0 : 1;
        done = true;
      }
    }
  }

  private final class Writing extends Target implements StagedFile {
    private final MemoryNode node;
    private final TreePath path;
    private final TreePath target;
    private long position;
    private boolean settled;
    private boolean done;

    Writing(MemoryNode node, TreePath path, TreePath target) {
      this.node = node;
      this.path = path;
      this.target = target;
      this.settled = path.equals(target);
    }

    @Override
    MemoryNode node(String operation) throws StoreException {
      if (done) {
        throw new StoreException(operation, Errno.EBADF);
      }
      return node;
    }

    @Override
    public void write(byte[] data, int offset, int length) throws StoreException {
      synchronized (files) {
        node("write").write(position, data, offset, length);
        position += length;
        node.mtime = files.tick();
      }
    }

    @Override
    public void skip(long length) {
      position += length;
    }

    @Override
    public void hole(long length) throws StoreException {
      synchronized (files) {
        long behind = Math.min(position + length, node("fallocate").size());
        int zeros = (int) Math.max(0, behind - position);
        node.write(position, new byte[zeros], 0, zeros);
        position += length;
      }
    }

    @Override
    public void allocate(long length) {}

    @Override
    public long position() {
      return position;
    }

    @Override
    public void truncate() throws StoreException {
      synchronized (files) {
        node("ftruncate").setSize(position);
      }
    }

    @Override
    public void sync() throws StoreException {
      synchronized (files) {
        node("fsync");
      }
    }

    @Override
    public TreePath path() {
      return path;
    }

    @Override
    public void commit() throws StoreException {
      moveTo(MemoryFileTree.this, target);
    }

    @Override
    public void moveTo(FileTree tree, TreePath newPath) throws StoreException {
      synchronized (files) {
        node("close");
        if (tree.undecorated() != MemoryFileTree.this || !newPath.equals(path)) {
          rename(path, tree, newPath);
        }
        settled = true;
        close();
      }
    }

    @Override
    public void close() throws StoreException {
      synchronized (files) {
        if (done) {
          return;
        }
        done = true;
        files.open--;
        if (!settled && !statOrMissing(path).isMissing()) {
          unlink(path);
        }
      }
    }
  }
}
