// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.options.Backup;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where backups are kept and what they are called: beside the files with a suffix, or in a
 * hierarchy of their own (rsync(1), --backup, --suffix, --backup-dir). Safe for the generator and
 * the receiver.
 */
public final class BackupPlace implements Closeable {
  private static final int PLAIN = 0777;

  private final Backup options;
  private final Destination destination;
  private final OptionDirectory directory;

  BackupPlace(Workspace workspace, Destination destination, Backup options) {
    this.options = options;
    this.destination = destination;
    this.directory =
        options.on() && options.hasDirectory()
            ? new OptionDirectory(workspace, destination, options.directory())
            : null;
  }

  /** Whether backups are kept at all. */
  boolean isUsed() {
    return options.on();
  }

  /** Whether backups have a hierarchy of their own. */
  boolean hasDirectory() {
    return directory != null;
  }

  /** Whether the hierarchy exists already. */
  boolean exists() throws IOException {
    return directory.exists();
  }

  /** The name of the hierarchy for messages. */
  byte[] name() {
    byte[] name = options.directory();
    int end = name.length;
    while (end > 1 && name[end - 1] == '/') {
      end--;
    }
    return Arrays.copyOf(name, end);
  }

  /** The tree that has the backups; the hierarchy is made if it is missing. */
  FileTree tree() throws IOException {
    return directory == null ? destination.tree() : directory.makeWithParents(PLAIN);
  }

  /** Leaves the hierarchy if it is no longer where it was: it was in the way of a deletion. */
  boolean leaveIfGone() throws IOException {
    boolean gone = !directory.exists();
    if (gone) {
      directory.leave();
    }
    return gone;
  }

  /** Leaves the hierarchy, to be entered anew. */
  void leave() {
    directory.leave();
  }

  /** The path of the backup of a path, in {@link #tree}. */
  TreePath path(TreePath file) {
    byte[] suffix = options.suffix();
    if (suffix.length == 0) {
      return file;
    }
    byte[] leaf = file.leaf();
    byte[] name = Arrays.copyOf(leaf, leaf.length + suffix.length);
    System.arraycopy(suffix, 0, name, leaf.length, suffix.length);
    return file.parent().child(name);
  }

  /** Whether a file is itself a backup, of which none is made when it is deleted. */
  boolean isBackup(TreePath file) {
    byte[] suffix = options.suffix();
    byte[] leaf = file.leaf();
    int start = leaf.length - suffix.length;
    return directory == null
        && start > 0
        && Arrays.equals(leaf, start, leaf.length, suffix, 0, suffix.length);
  }

  /** A path of the backups for messages, relative to the destination as the option is. */
  byte[] shown(TreePath backup) {
    return directory == null
        ? backup.bytes()
        : new Text().add(name()).add("/").add(backup.bytes()).bytes();
  }

  @Override
  public void close() throws IOException {
    if (directory != null) {
      directory.close();
    }
  }
}
