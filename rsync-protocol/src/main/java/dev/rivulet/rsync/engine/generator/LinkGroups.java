// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The names that share an inode at the source, and how far each group has got at the destination.
 * Owned by the generator's thread.
 *
 * <p>One member becomes the leader: the first that is found up to date, or one whose data is
 * requested. The others are linked to it. A member of which nothing exists waits as long as a later
 * member is known that might have its data here already.
 */
final class LinkGroups {

  /** One group. */
  static final class Group {
    private int lastIndex;
    private TreePath leader;
    private byte[] leaderName;
    private FileAttributes leaderFile = FileAttributes.MISSING;
    private boolean transferring;

    /** Latest first. */
    private final Deque<FileEntry> waiting = new ArrayDeque<>();

    /** Where the leader is, or null as long as there is none. */
    TreePath leader() {
      return leader;
    }

    byte[] leaderName() {
      return leaderName;
    }

    /** The file of an alternate directory that the leader is linked to; missing if it is none. */
    FileAttributes leaderFile() {
      return leaderFile;
    }

    boolean isTransferring() {
      return transferring;
    }

    boolean isLast(FileEntry member) {
      return member.index() == lastIndex;
    }

    void setTransferring() {
      transferring = true;
    }

    void addWaiting(FileEntry member) {
      waiting.push(member);
    }

    /** The latest of the waiting members, or null. */
    FileEntry nextWaiting() {
      return waiting.poll();
    }

    /**
     * Makes a member the leader.
     *
     * @param file of an alternate directory that it is linked to, or {@link FileAttributes#MISSING}
     * @return those that waited for it, in the order in which the reference program links them:
     *     those in front of the leader backwards, then those behind it
     */
    List<FileEntry> lead(FileEntry member, TreePath path, FileAttributes file) {
      leaderFile = file;
      leader = path;
      leaderName = member.name();
      transferring = false;
      List<FileEntry> followers = new ArrayList<>(waiting.size());
      waiting.stream().filter(one -> one.index() < member.index()).forEach(followers::add);
      waiting
          .descendingIterator()
          .forEachRemaining(
              one -> {
                if (one.index() > member.index()) {
                  followers.add(one);
                }
              });
      waiting.clear();
      return followers;
    }

    void lost() {
      transferring = false;
    }
  }

  private final Map<Long, Group> groups = new HashMap<>();

  /** Takes note of the members in a list that has arrived. */
  void register(FileList list) {
    for (int position = 0; position < list.size(); position++) {
      FileEntry entry = list.entry(position);
      if (entry.isActive() && entry.hardLinkGroup() >= 0) {
        groups.computeIfAbsent(entry.hardLinkGroup(), number -> new Group()).lastIndex =
            entry.index();
      }
    }
  }

  /** The group of an entry, or null. */
  Group of(FileEntry entry) {
    return groups.isEmpty() || entry.hardLinkGroup() < 0 ? null : groups.get(entry.hardLinkGroup());
  }
}
