// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The names of files that have several: under --hard-links all of them must be in one transfer, or
 * the target gets a file of its own for each.
 *
 * <p>An event tells of one name only, so the others are looked up here. The table holds nothing but
 * files with several names; it is filled by one walk over the source when a file turns up whose
 * names are not all known, and every look adds to it. Names outside the source are never found; the
 * walk is not repeated for their sake. Owned by one worker.
 */
public final class LinkedNames {
  private final TreePath source;
  private final Map<FileId, Group> groups = new HashMap<>();

  private record FileId(long device, long inode) {
    static FileId of(FileAttributes found) {
      return new FileId(found.device(), found.inode());
    }
  }

  /** One file. */
  private static final class Group {
    final Set<TreePath> names = new LinkedHashSet<>();

    /** How many names the file had when the source was last walked for it; 0 if never. */
    int linksAtWalk;
  }

  /**
   * @param source the watched directory below the base of the source
   */
  public LinkedNames(TreePath source) {
    this.source = source;
  }

  /** Told that a complete comparison settles everything; what is known may be out of date. */
  void forget() {
    groups.clear();
  }

  /**
   * All names in the source of a file that is there now, the given one included.
   *
   * @throws IOException if the source cannot be walked
   */
  Set<TreePath> namesOf(FileTree base, TreePath path, FileAttributes found) throws IOException {
    note(path, found);
    Group group = groups.get(FileId.of(found));
    dropOthers(base, group, FileId.of(found));
    if (group.names.size() < found.links() && group.linksAtWalk != found.links()) {
      walk(base, source, this::note);
      group.linksAtWalk = found.links();
    }
    return Set.copyOf(group.names);
  }

  /**
   * The names of all files that have a name in a directory and another one outside of it.
   *
   * @throws IOException if a directory cannot be walked
   */
  List<TreePath> reachingOutOf(FileTree base, TreePath directory) throws IOException {
    Map<TreePath, FileAttributes> inside = new HashMap<>();
    walk(base, directory, inside::put);
    Map<FileId, Integer> counts = new HashMap<>();
    inside.values().forEach(found -> counts.merge(FileId.of(found), 1, Integer::sum));
    Set<TreePath> names = new LinkedHashSet<>();
    for (Map.Entry<TreePath, FileAttributes> entry : inside.entrySet()) {
      FileAttributes found = entry.getValue();
      if (counts.get(FileId.of(found)) < found.links()) {
        names.addAll(namesOf(base, entry.getKey(), found));
      }
    }
    return new ArrayList<>(names);
  }

  private void note(TreePath path, FileAttributes found) {
    groups.computeIfAbsent(FileId.of(found), id -> new Group()).names.add(path);
  }

  /** Forgets the names that belong to another file by now, or to none. */
  private static void dropOthers(FileTree base, Group group, FileId id) throws IOException {
    List<TreePath> gone = new ArrayList<>();
    for (TreePath name : group.names) {
      if (!isName(base, name, id)) {
        gone.add(name);
      }
    }
    if (group.names.removeAll(Set.copyOf(gone))) {
      group.linksAtWalk = 0;
    }
  }

  private static boolean isName(FileTree base, TreePath name, FileId id) throws IOException {
    try {
      FileAttributes found = base.statOrMissing(name);
      return !found.isMissing() && FileId.of(found).equals(id);
    } catch (StoreException unreachable) {
      return false;
    }
  }

  @FunctionalInterface
  private interface Visitor {
    void visit(TreePath path, FileAttributes found);
  }

  /** Visits every file with several names below a directory; what cannot be read is left out. */
  private static void walk(FileTree base, TreePath top, Visitor visitor) throws IOException {
    Deque<TreePath> open = new ArrayDeque<>();
    open.push(top);
    while (!open.isEmpty()) {
      TreePath directory = open.pop();
      try {
        base.scan(
            directory,
            new EntryVisitor() {
              @Override
              public void entry(byte[] name, FileAttributes found) {
                if (found.isDirectory()) {
                  open.push(directory.child(name));
                } else if (found.links() > 1) {
                  visitor.visit(directory.child(name), found);
                }
              }

              @Override
              public void failed(byte[] name, StoreException reason) {
                // Gone, or not to be looked at: then it is not to be sent either.
              }
            });
      } catch (StoreException unreadable) {
        // Gone, or not to be read: its names cannot be sent either.
      }
    }
  }
}
