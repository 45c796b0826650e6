// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;

/**
 * Where files are written until they are complete: beside their final place, or in one directory
 * for all (rsync(1), --temp-dir). Safe for the generator and the receiver.
 */
public final class TemporaryPlace implements Closeable {
  private final Destination destination;
  private final byte[] name;
  private final OptionDirectory directory;

  /**
   * @param name the value of the option; empty for none
   */
  TemporaryPlace(Workspace workspace, Destination destination, byte[] name) {
    this.destination = destination;
    this.name = name;
    this.directory = name.length == 0 ? null : new OptionDirectory(workspace, destination, name);
  }

  /** Whether the directory is missing that the user wants. */
  boolean isMissing() throws IOException {
    return directory != null && !directory.exists();
  }

  /** The value of the option. */
  byte[] name() {
    return name;
  }

  /** Starts a file that shall be at {@code path} when it is complete. */
  public StagedFile stage(TreePath path, int permissions) throws IOException {
    return directory == null
        ? destination.tree().stage(path, permissions)
        : directory.tree().stageOpenly(TreePath.ROOT.child(path.leaf()), permissions);
  }

  /** The tree that {@link #stage} makes files in. */
  public FileTree tree() throws IOException {
    return directory == null ? destination.tree() : directory.tree();
  }

  /** A path of {@link #tree} for messages. */
  public byte[] shown(TreePath path) {
    if (directory == null) {
      return destination.shown(path);
    }
    Text text = new Text().add(name[0] == '/' ? new byte[0] : destination.display());
    return text.add(name).add("/").add(path.bytes()).bytes();
  }

  /** The name a file would have had, as near as it is known when there is none. */
  public byte[] shownUnmade(TreePath path) {
    TreePath place = directory == null ? path.parent() : TreePath.ROOT;
    byte[] leaf =
        new Text().add(directory == null ? "." : "").add(path.leaf()).add(".XXXXXX").bytes();
    return shown(place.child(leaf));
  }

  @Override
  public void close() throws IOException {
    if (directory != null) {
      directory.close();
    }
  }
}
