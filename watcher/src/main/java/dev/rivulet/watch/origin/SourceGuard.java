// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.system.FileIdentity;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps a vanished source from emptying a target: remembers which directory the source was, and
 * says whether it still is the same one.
 *
 * <p>A source that was moved away, unmounted or replaced shows as gone or as another directory, and
 * then nothing may be deleted on its behalf, until somebody accepts it as it is. Safe for several
 * threads.
 */
public final class SourceGuard implements Closeable {

  /** What stands at the source's place. */
  public enum State {
    /** The directory that was there at the start. */
    PRESENT,
    /** Nothing, or nothing that can be looked at. */
    GONE,
    /** Another directory, for example the empty place below an unmounted file system. */
    REPLACED
  }

  private final WatchSource source;
  private final byte[] root;
  private final UnmountedPlaces unmounted;
  private volatile FileIdentity original;

  /**
   * Nothing is held open in between, so that a file system can be unmounted.
   *
   * @throws IOException if the source cannot be looked at to begin with
   */
  public SourceGuard(WatchSource source) throws IOException {
    this.source = source;
    this.root = source.root();
    this.original = FileIdentity.of(root);
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

  /**
   * What the source consists of: the numbers of its mounts. As long as they are the same, and the
   * source is {@link State#PRESENT}, nothing in it was missing for a moment only because of a
   * mount.
   */
  public List<Long> mounts() throws IOException {
    List<Long> mounts = new ArrayList<>(unmounted.mounts());
    try {
      mounts.add(FileIdentity.of(root).mount());
    } catch (StoreException gone) {
      // The state tells.
    }
    return mounts;
  }

  /**
   * What the source consists of now. To be asked for before the options of a transfer are: of a
   * mount that is gone either the options know, or whoever reads through this.
   */
  public StandingPlaces standing() throws IOException {
    Map<TreePath, FileIdentity> places = new HashMap<>();
    for (TreePath place : unmounted.standing()) {
      try {
        places.put(place, FileIdentity.of(WatchSource.join(root, place.bytes())));
      } catch (StoreException gone) {
        // The next options know.
      }
    }
    places.put(TreePath.ROOT, original);
    return new StandingPlaces(source, places);
  }

  /**
   * Takes the source for what it is now: another directory in its place, and places in it where
   * something was unmounted.
   *
   * @return whether there was anything to accept
   * @throws UncheckedIOException if the table of mounts cannot be read
   */
  public boolean accept() {
    try {
      FileIdentity now = FileIdentity.of(root);
      boolean replaced = now.directory() && !now.isSameFile(original);
      boolean places = unmounted.accept();
      original = replaced ? now : original;
      return replaced || places;
    } catch (StoreException gone) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public State state() {
    try {
      FileIdentity now = FileIdentity.of(root);
      if (!now.directory()) {
        return State.GONE;
      }
      return now.isSameFile(original) ? State.PRESENT : State.REPLACED;
    } catch (StoreException unreachable) {
      return State.GONE;
    }
  }

  @Override
  public void close() throws IOException {
    unmounted.close();
  }
}
