// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A source in memory that can fail where a test wants it to. Paths are those of a workspace;
 * writing is not supported.
 */
final class FakeSource implements Workspace {
  private static final byte[] NO_BYTES = {};

  private final Map<String, FileAttributes> attributes = new TreeMap<>();
  private final Map<String, byte[]> contents = new TreeMap<>();
  private final Map<String, Errno> failures = new TreeMap<>();
  private int nextInode = 100;
  private int openTrees;

  FakeSource() {
    attributes.put("", attributes(040755, 1, 0, 1, nextInode++));
  }

  private static FileAttributes attributes(
      int mode, long device, long size, int links, long inode) {
    return new FileAttributes(
        mode, size, 1_700_000_000, 5, 1_600_000_000, 0, 0, 0, 1, 2, links, device, inode, 0, 0);
  }

  FakeSource directory(String path) {
    return directory(path, 1);
  }

  FakeSource directory(String path, long device) {
    attributes.put(path, attributes(040755, device, 4096, 2, nextInode++));
    return this;
  }

  FakeSource file(String path, String content) {
    contents.put(path, Drafts.bytes(content));
    attributes.put(path, attributes(0100644, 1, content.length(), 1, nextInode++));
    return this;
  }

  FakeSource symlink(String path, String target) {
    contents.put(path, Drafts.bytes(target));
    attributes.put(path, attributes(0120777, 1, target.length(), 1, nextInode++));
    return this;
  }

  /** Several names of one file. */
  FakeSource links(int count, String... paths) {
    int inode = nextInode++;
    for (String path : paths) {
      contents.put(path, NO_BYTES);
      attributes.put(path, attributes(0100644, 1, 0, count, inode));
    }
    return this;
  }

  /** Makes every look at a path fail; a directory is found and cannot be read. */
  FakeSource failing(String path, Errno errno) {
    failures.put(path, errno);
    return this;
  }

  int openTrees() {
    return openTrees;
  }

  private static String normal(byte[] path) {
    String text = new String(path, StandardCharsets.UTF_8);
    String clean = text.replaceAll("/+", "/").replaceAll("^/|/$", "");
    return clean.equals(".") ? "" : clean;
  }

  private FileAttributes look(String path) throws StoreException {
    FileAttributes found = attributes.get(path);
    if (found == null) {
      throw new StoreException("lstat", Errno.ENOENT);
    }
    if (failures.containsKey(path) && !found.isDirectory()) {
      throw new StoreException("lstat", failures.get(path));
    }
    return found;
  }

  @Override
  public FileAttributes stat(byte[] path, boolean follow) throws IOException {
    FileAttributes found = attributes.getOrDefault(normal(path), FileAttributes.MISSING);
    return found.isSymlink() && follow ? FileAttributes.MISSING : found;
  }

  @Override
  public FileTree open(byte[] directory) throws IOException {
    FileAttributes found = look(normal(directory));
    if (!found.isDirectory()) {
      throw new StoreException("open", Errno.ENOTDIR);
    }
    openTrees++;
    return new Tree(normal(directory));
  }

  @Override
  public FileTree open(byte[] directory, LinkPolicy inside) throws IOException {
    return open(directory);
  }

  @Override
  public void makeDirectory(byte[] path, int permissions) {
    throw new UnsupportedOperationException();
  }

  @Override
  public IdMapper ids() {
    return FakeIds.debian();
  }

  @Override
  public void close() {}

  /** A directory of the source. */
  private final class Tree implements FileTree {
    private final String root;

    Tree(String root) {
      this.root = root;
    }

    private String full(TreePath path) {
      String below = path.isRoot() ? "" : path.toString();
      return root.isEmpty() ? below : below.isEmpty() ? root : root + "/" + below;
    }

    @Override
    public Set<Feature> features() {
      return EnumSet.allOf(Feature.class);
    }

    @Override
    public FileAttributes stat(TreePath path) throws IOException {
      return look(full(path));
    }

    @Override
    public FileAttributes statOrMissing(TreePath path) {
      return attributes.getOrDefault(full(path), FileAttributes.MISSING);
    }

    @Override
    public FileAttributes statFollowing(TreePath path) throws IOException {
      return look(full(path));
    }

    @Override
    public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
      String path = full(directory);
      if (failures.containsKey(path)) {
        throw new StoreException("opendir", failures.get(path));
      }
      look(path);
      String prefix = path.isEmpty() ? "" : path + "/";
      for (String each : attributes.keySet()) {
        String base = each.startsWith(prefix) ? each.substring(prefix.length()) : "";
        if (base.isEmpty() || base.contains("/")) {
          continue;
        }
        try {
          visitor.entry(Drafts.bytes(base), look(each));
        } catch (StoreException e) {
          visitor.failed(Drafts.bytes(base), e);
        }
      }
    }

    @Override
    public List<byte[]> names(TreePath directory) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SourceFile open(TreePath path) throws IOException {
      FileAttributes found = look(full(path));
      byte[] content = contents.get(full(path));
      return new SourceFile() {
        @Override
        public FileAttributes attributes() {
          return found;
        }

        @Override
        public int read(long position, byte[] buffer, int offset, int length) {
          int count = (int) Math.min(length, content.length - position);
          if (count <= 0) {
            return -1;
          }
          System.arraycopy(content, (int) position, buffer, offset, count);
          return count;
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public byte[] readLink(TreePath path) throws IOException {
      look(full(path));
      return contents.get(full(path)).clone();
    }

    @Override
    public StagedFile stage(TreePath target, int permissions) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StagedFile stageOpenly(TreePath target, int permissions) {
      throw new UnsupportedOperationException();
    }

    @Override
    public StagedFile openInPlace(TreePath target, int permissions) {
      throw new UnsupportedOperationException();
    }

    @Override
    public AttributeTarget attributes(TreePath path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void makeDirectory(TreePath path, int permissions) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void makeSymlink(TreePath path, byte[] target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void makeNode(TreePath path, int mode, int rdevMajor, int rdevMinor) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void link(TreePath existing, TreePath newName) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void rename(TreePath from, TreePath to) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void unlink(TreePath path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void removeDirectory(TreePath path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public TreePath temporaryName(TreePath path) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      openTrees--;
    }
  }
}
