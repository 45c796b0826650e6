// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.flist.PendingList.Context;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Adds what directories hold to a list. Owned by the sender's thread. */
final class DirectoryLister {
  private final WalkOptions options;
  private final WalkMessages messages;
  private final WalkOrigins origins;
  private final SourceFollower follower;
  private final ArgumentLookup lookup;
  private final EntryAdder entries;

  DirectoryLister(
      WalkOptions options,
      WalkMessages messages,
      WalkOrigins origins,
      SourceFollower follower,
      ArgumentLookup lookup,
      EntryAdder entries) {
    this.options = options;
    this.messages = messages;
    this.origins = origins;
    this.follower = follower;
    this.lookup = lookup;
    this.entries = entries;
  }

  /** Everything below a directory that is in the list, without recursion only what is in it. */
  void addTree(PendingList list, int top) throws IOException {
    EntryColumns columns = list.builder().columns();
    Deque<Integer> directories = new ArrayDeque<>();
    directories.push(top);
    while (!directories.isEmpty()) {
      int row = directories.pop();
      int first = list.builder().size();
      WalkOrigin origin = origins.get(columns.origin(row));
      byte[] name = columns.name(row);
      tellEntering(origin, name);
      addContents(list, origin, name, list.context(row));
      for (int added = list.builder().size() - 1; added >= first; added--) {
        if (columns.has(added, EntryFlag.CONTENT)) {
          directories.push(added);
        }
      }
    }
  }

  /** Lets the observer know that a directory is about to be listed. */
  void tellEntering(WalkOrigin origin, byte[] name) {
    if (messages.followDirectories()) {
      messages.entering(lookup.fullName(origin, origin.path(name)));
    }
  }

  /** What is in one directory. */
  void addContents(PendingList list, WalkOrigin parent, byte[] name, Context context)
      throws IOException {
    WalkOrigin origin = parent;
    TreePath path = parent.path(name);
    try {
      if (follower.followsAny() && origin.tree().stat(path).isSymlink()) {
        origin = origins.open(parent.argument(path), name.length + 1);
        path = TreePath.ROOT;
      }
      DirectoryFilters inside =
          context.filters().enter(origin.argument(path), ListedName.path(name).bytes());
      list.enter(new Context(inside, context.device()));
      byte[] prefix = ListedName.prefix(name);
      origin
          .tree()
          .scan(
              path, new DirectoryScan(this, list, origin, path, prefix, inside, context.device()));
    } catch (StoreException e) {
      if (e.isMissing()) {
        messages.directoryVanished(name, fullName(origin, path));
      } else {
        messages.callFailed("opendir", name, fullName(origin, path), e.errno());
      }
    }
  }

  // What a scan of a directory asks of the walk.

  WalkMessages messages() {
    return messages;
  }

  byte[] fullName(WalkOrigin origin, TreePath path) {
    return lookup.fullName(origin, path);
  }

  boolean followsAny() {
    return follower.followsAny();
  }

  FileAttributes look(WalkOrigin origin, TreePath path, byte[] name, FileAttributes link)
      throws IOException {
    return follower.look(origin, path, name, link);
  }

  boolean recurses() {
    return options.recurse();
  }

  boolean leavesFileSystem(FileAttributes directory, long device) {
    return options.oneFileSystem() > 0 && directory.device() != device;
  }

  boolean skipsMountPoints() {
    return options.oneFileSystem() > 1;
  }

  void add(
      PendingList list,
      WalkOrigin origin,
      byte[] name,
      int length,
      FileAttributes attributes,
      int flags)
      throws IOException {
    entries.add(list, origin, name, length, attributes, flags, WalkObserver.BY_ALL_RULES);
  }
}
