// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Keeps a vanished source from emptying a target: remembers which directory the source was, and
 * says whether it still is the same one.
 *
 * <p>A source that was moved away, unmounted or replaced shows as gone or as another directory, and
 * then nothing may be deleted on its behalf. Safe for several threads.
 */
final class SourceGuard implements Closeable {

  /** What stands at the source's place. */
  enum State {
    /** The directory that was there at the start. */
    PRESENT,
    /** Nothing, or nothing that can be looked at. */
    GONE,
    /** Another directory, for example the empty place below an unmounted file system. */
    REPLACED
  }

  private final LocalFiles files;
  private final byte[] root;
  private final FileAttributes original;
  private final UnmountedPlaces unmounted;

  /**
   * @param files where the source's path is resolved; nothing is held open in between, so that a
   *     file system can be unmounted
   * @throws IOException if the source cannot be looked at to begin with
   */
  SourceGuard(LocalFiles files, WatchSource source) throws IOException {
    this.files = files;
    this.root = source.root();
    this.original = look();
    this.unmounted = new UnmountedPlaces(source);
  }

  /**
   * The same options, which delete nothing where something was unmounted.
   *
   * @throws UncheckedIOException if the table of mounts cannot be read
   */
  TransferOptions protecting(TransferOptions options) {
    try {
      return unmounted.protecting(options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where something was mounted in the source that is not there any more. */
  List<TreePath> unmounted() throws IOException {
    return unmounted.places();
  }

  @Override
  public void close() throws IOException {
    unmounted.close();
  }

  State state() {
    try {
      FileAttributes now = look();
      if (!now.isDirectory()) {
        return State.GONE;
      }
      return now.isSameFile(original) ? State.PRESENT : State.REPLACED;
    } catch (IOException unreachable) {
      return State.GONE;
    }
  }

  private FileAttributes look() throws IOException {
    try (Workspace workspace = files.open()) {
      return workspace.stat(root, true);
    }
  }
}
