// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.ChmodRules;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/**
 * Which permission bits a file gets (rsync(1), --perms and --executability). Immutable.
 *
 * @param preserved whether those of the source are taken over
 * @param executability whether at least being executable is
 * @param fresh the most bits that new files get
 * @param last changes that a module makes to all of that
 */
public record Permissions(
    boolean preserved, boolean executability, OfNewFiles fresh, ChmodRules last) {
  /** The most bits that something new at a path gets. */
  @FunctionalInterface
  public interface OfNewFiles {
    int at(TreePath path) throws IOException;
  }

  private static final int ALL = 07777;
  private static final int PLAIN = 0777;
  private static final int EXECUTE = 0111;
  private static final int READ = 0444;
  private static final int SET_GID = 02000;

  /**
   * What the options of a transfer ask for.
   *
   * @param last changes that a module makes to all of that
   */
  public static Permissions of(
      TransferOptions options, OfNewFiles fresh, int umask, ChmodRules last) {
    TransferOptions.Preserve preserve = options.preserve();
    return new Permissions(
        preserve.perms(), preserve.executability(), fresh, last.underUmask(umask));
  }

  /**
   * The bits for an entry.
   *
   * @param existing what the entry replaces or updates, or {@link FileAttributes#MISSING}
   */
  public int forEntry(FileEntry entry, TreePath path, FileAttributes existing) throws IOException {
    return changed(entry, wanted(entry, path, existing));
  }

  /**
   * The bits for a directory that is about to be filled. One that has inherited the set-group-id
   * bit keeps it, unless permissions are preserved.
   *
   * @param existing what the entry updates, or {@link FileAttributes#MISSING}
   * @param now what is there by now
   * @param needed bits that whoever fills it cannot do without
   */
  public int forDirectory(
      FileEntry entry, TreePath path, FileAttributes existing, FileAttributes now, int needed)
      throws IOException {
    boolean inherits = existing.isMissing() && !preserved;
    int inherited = inherits ? now.mode() & SET_GID : 0;
    return changed(entry, wanted(entry, path, existing) | inherited | needed);
  }

  private int changed(FileEntry entry, int bits) {
    return last.apply(entry.mode() & FileType.MASK | bits) & ALL;
  }

  private int wanted(FileEntry entry, TreePath path, FileAttributes existing) throws IOException {
    if (preserved) {
      return entry.mode() & ALL;
    }
    boolean keeps = !existing.isMissing() && existing.isDirectory() == entry.isDirectory();
    return keeps ? kept(entry, existing.permissions()) : entry.mode() & PLAIN & fresh.at(path);
  }

  private int kept(FileEntry entry, int existing) {
    if (!executability || !entry.isRegular()) {
      return existing;
    }
    if ((entry.mode() & EXECUTE) == 0) {
      return existing & ~EXECUTE;
    }
    return (existing & EXECUTE) != 0 ? existing : existing | (existing & READ) >> 2;
  }

  /** As {@link #differ}, of the bits that an access control list does not carry. */
  boolean differInSpecialBits(FileEntry entry, FileAttributes existing) {
    return preserved && ((entry.mode() ^ existing.mode()) & ALL & ~PLAIN) != 0;
  }

  /** Whether a difference would be reported. */
  boolean differ(FileEntry entry, FileAttributes existing) {
    if (entry.isSymlink()) {
      return false;
    }
    if (preserved) {
      return ((entry.mode() ^ existing.mode()) & ALL) != 0;
    }
    return executability
        && entry.isRegular()
        && (entry.mode() & EXECUTE) == 0 != ((existing.mode() & EXECUTE) == 0);
  }
}
