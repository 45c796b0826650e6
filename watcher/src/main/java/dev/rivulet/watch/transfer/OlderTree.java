// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.ForwardingTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/** A tree that shows {@link OlderFiles} alone. */
final class OlderTree extends ForwardingTree {
  private final OlderFiles older;

  OlderTree(FileTree tree, OlderFiles older) {
    super(tree);
    this.older = older;
  }

  @Override
  public FileAttributes stat(TreePath path) throws IOException {
    FileAttributes found = tree.stat(path);
    requireOld("lstat", found);
    return found;
  }

  @Override
  public FileAttributes statOrMissing(TreePath path) throws IOException {
    FileAttributes found = tree.statOrMissing(path);
    return older.shows(found) ? found : FileAttributes.MISSING;
  }

  @Override
  public FileAttributes statFollowing(TreePath path) throws IOException {
    FileAttributes found = tree.statFollowing(path);
    requireOld("stat", found);
    return found;
  }

  @Override
  public void scan(TreePath directory, EntryVisitor visitor) throws IOException {
    tree.scan(
        directory,
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) throws IOException {
            if (older.shows(attributes)) {
              visitor.entry(name, attributes);
            }
          }

          @Override
          public void failed(byte[] name, StoreException reason) throws IOException {
            visitor.failed(name, reason);
          }
        });
  }

  @Override
  public byte[] readLink(TreePath path) throws IOException {
    byte[] target = tree.readLink(path);
    requireOld("readlink", tree.stat(path));
    return target;
  }

  @Override
  public SourceFile open(TreePath path) throws IOException {
    SourceFile file = tree.open(path);
    try {
      requireOld("open", file.attributes());
      return new Unchanged(file, path);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  private void requireOld(String call, FileAttributes found) throws StoreException {
    if (!older.shows(found)) {
      throw new StoreException(call, Errno.ENOENT);
    }
  }

  /** Looks after each piece whether the name still has the file, and as it was. */
  private final class Unchanged implements SourceFile {
    private final SourceFile file;
    private final TreePath path;

    Unchanged(SourceFile file, TreePath path) {
      this.file = file;
      this.path = path;
    }

    @Override
    public FileAttributes attributes() throws IOException {
      return file.attributes();
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
      int read = file.read(position, buffer, offset, length);
      requireOld("read", tree.stat(path));
      return read;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }
}
