// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.engine.attribute.AttributeApplier;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.AlternateBasis;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;

/** Links the members of hard-link groups to their leaders. Owned by the generator's thread. */
final class HardLinker {

  /** Handles a member that has waited in vain, now by itself. */
  @FunctionalInterface
  interface Successor {
    void handle(FileEntry member) throws IOException;
  }

  private static final byte[] NO_NAME = {};

  private final Workbench bench;
  private final AlternateSearch alternates;
  private final Progress progress;
  private final LinkGroups groups;
  private final Successor successor;

  HardLinker(
      Workbench bench,
      AlternateSearch alternates,
      Progress progress,
      LinkGroups groups,
      Successor successor) {
    this.bench = bench;
    this.alternates = alternates;
    this.progress = progress;
    this.groups = groups;
    this.successor = successor;
  }

  /** Links a member if its leader is there, or lets it wait for one that is on its way. */
  boolean follows(FileEntry entry, TreePath path, FileAttributes now) throws IOException {
    LinkGroups.Group group = groups.of(entry);
    if (group == null) {
      return false;
    }
    if (group.leader() != null) {
      link(entry, path, now, group, now.isMissing() ? alternate(entry, path, group) : null);
      return true;
    }
    if (group.isTransferring()) {
      await(entry, group);
      return true;
    }
    return false;
  }

  /** Lets a member of which nothing exists wait for a later one, if there is one. */
  boolean holds(FileEntry entry) {
    LinkGroups.Group group = groups.of(entry);
    if (group == null || group.isLast(entry)) {
      return false;
    }
    await(entry, group);
    return true;
  }

  private void await(FileEntry entry, LinkGroups.Group group) {
    group.addWaiting(entry);
    progress.of(entry.index()).opened();
  }

  /** The data of a member has been requested. */
  void requested(FileEntry entry) {
    LinkGroups.Group group = groups.of(entry);
    if (group != null) {
      group.setTransferring();
    }
  }

  /** A member is in place: it leads, and the others are linked to it. */
  void inPlace(FileEntry entry) throws IOException {
    inPlace(entry, FileAttributes.MISSING);
  }

  /**
   * A member is in place as another name of a file elsewhere, or would be but for a dry run.
   *
   * @param file that file
   */
  void inPlace(FileEntry entry, FileAttributes file) throws IOException {
    LinkGroups.Group group = groups.of(entry);
    if (group == null || group.leader() != null) {
      return;
    }
    for (FileEntry member : group.lead(entry, bench.destination().path(entry), file)) {
      progress.of(member.index()).closed();
      TreePath path = bench.destination().path(member);
      link(member, path, bench.lookOrMissing(path), group, null);
    }
  }

  /** A member is left alone; if it was the last hope of those that wait, another one is needed. */
  void skipped(FileEntry entry) throws IOException {
    LinkGroups.Group group = groups.of(entry);
    if (group != null && group.leader() == null && group.isLast(entry)) {
      replace(group);
    }
  }

  /** The data of a member will not come. */
  void lost(FileEntry entry) throws IOException {
    LinkGroups.Group group = groups.of(entry);
    if (group != null && group.leader() == null) {
      group.lost();
      replace(group);
    }
  }

  private void replace(LinkGroups.Group group) throws IOException {
    FileEntry member = group.isTransferring() ? null : group.nextWaiting();
    if (member != null) {
      progress.of(member.index()).closed();
      successor.handle(member);
    }
  }

  /**
   * What an alternate directory has for a member that the destination does not have. With
   * --link-dest only another name of the leader counts.
   */
  private AlternateMatch alternate(FileEntry entry, TreePath path, LinkGroups.Group group)
      throws IOException {
    if (bench.alternates().kind() == AlternateBasis.Kind.LINK) {
      return alternates.findSameFile(path, group.leaderFile());
    }
    AlternateMatch match = entry.isRegular() ? alternates.find(entry, path, NO_NAME) : null;
    return match != null && match.isUnchanged() ? match : null;
  }

  /**
   * Links a member.
   *
   * @param match what an alternate directory has for it, or null
   */
  private void link(
      FileEntry entry,
      TreePath path,
      FileAttributes now,
      LinkGroups.Group group,
      AlternateMatch match)
      throws IOException {
    FileAttributes file = group.leaderFile();
    FileAttributes leader = file.isMissing() ? bench.lookOrMissing(group.leader()) : file;
    if (!now.isMissing() && !leader.isMissing() && now.isSameFile(leader)) {
      int flags = bench.flags(entry, path, now, 0) | ItemFlags.LOCAL_CHANGE;
      bench.items().noteLink(entry, flags, NO_NAME);
      bench.items().upToDate(entry, AttributeApplier.Result.UNCHANGED);
      return;
    }
    boolean known = match != null && bench.alternates().kind() == AlternateBasis.Kind.LINK;
    int flags = known ? asKnown(entry) : flags(entry, path, now, match);
    FileAttributes before = now;
    if (now.isDirectory()) {
      if (!bench.deletions().makeRoom(path, now, LocalObjects.kindOf(entry))) {
        return;
      }
      before = FileAttributes.MISSING;
    }
    if (!makeLink(path, before, group.leader())) {
      return;
    }
    if (known) {
      bench.items().noteKnownLink(entry, flags, group.leaderName());
      bench.items().upToDate(entry, AttributeApplier.Result.UNCHANGED);
      return;
    }
    int changes = match == null ? asLinked(flags, entry, path, now) : flags;
    bench.items().noteLink(entry, changes, group.leaderName());
    bench.items().inPlace(entry);
  }

  /** How a member differs from what is there before it is linked. */
  private int flags(FileEntry entry, TreePath path, FileAttributes now, AlternateMatch match)
      throws IOException {
    if (match == null) {
      return bench.flags(entry, path, now, ItemFlags.LOCAL_CHANGE);
    }
    return bench
        .itemizer()
        .flags(entry, match.attributes(), match.object(), ItemFlags.LOCAL_CHANGE);
  }

  /** Another name of the leader's file differs in nothing, but for a time that is not kept. */
  private int asKnown(FileEntry entry) {
    boolean timed = bench.times().apply(entry);
    return timed ? ItemFlags.LOCAL_CHANGE : ItemFlags.LOCAL_CHANGE | ItemFlags.REPORT_TIME;
  }

  /**
   * The same flags now that the link is made: rsync reads the extended attributes and the access
   * control list from it. It finds the leader's list, which is set by then, and the leader's
   * attributes, which the receiver may not have set yet. Where a symbolic link was, it reads no
   * list.
   *
   * @param before what the link has replaced
   */
  private int asLinked(int flags, FileEntry entry, TreePath path, FileAttributes before)
      throws IOException {
    if (bench.dryRun()) {
      return flags;
    }
    boolean readsList = !before.isSymlink() && !before.isDirectory();
    int own = flags & ~(ItemFlags.REPORT_XATTR | (readsList ? ItemFlags.REPORT_ACL : 0));
    boolean differ =
        !before.isMissing()
            && bench.attributes().xattrsDiffer(entry, before, bench.tree().attributes(path));
    return differ ? own | ItemFlags.REPORT_XATTR : own;
  }

  private boolean makeLink(TreePath path, FileAttributes before, TreePath leader)
      throws IOException {
    try {
      bench.put(path, before, at -> bench.tree().link(leader, at));
      return true;
    } catch (StoreException e) {
      bench
          .reports()
          .errorTransfer(
              new Text()
                  .add("rsync: [generator] link ")
                  .add(bench.reports().quoted(bench.destination().shown(path)))
                  .add(" => ")
                  .add(leader.bytes())
                  .add(" failed: ")
                  .addReason(e)
                  .bytes());
      return false;
    }
  }
}
