// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import static dev.rivulet.rsync.engine.Entries.FILE;
import static dev.rivulet.rsync.engine.Entries.MTIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.engine.Entries;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkGroupsTest {
  private FileList list;
  private LinkGroups groups;

  /** Four names of one file and one that is alone. */
  @BeforeEach
  void makeGroup() {
    list =
        Entries.list(
            first("a"),
            other("b"),
            other("c"),
            other("d"),
            new Entries.Spec("e", FILE, 1, MTIME, 0, Entries.NOT_LINKED));
    groups = new LinkGroups();
    groups.register(list);
  }

  private static Entries.Spec first(String name) {
    return new Entries.Spec(name, FILE, 1, MTIME, 0, Entries.LEADS);
  }

  private static Entries.Spec other(String name) {
    return new Entries.Spec(name, FILE, 1, MTIME, 0, 0);
  }

  @Test
  void knowsWhoBelongsTogether() {
    assertThat(groups.of(list.entry(0))).isSameAs(groups.of(list.entry(3))).isNotNull();
    assertThat(groups.of(list.entry(4))).isNull();
  }

  @Test
  void knowsTheLastMember() {
    assertThat(groups.of(list.entry(0)).isLast(list.entry(3))).isTrue();
    assertThat(groups.of(list.entry(0)).isLast(list.entry(2))).isFalse();
  }

  @Test
  void linksBackwardsFromTheLeaderThenForwards() {
    LinkGroups.Group group = groups.of(list.entry(0));
    group.addWaiting(list.entry(0));
    group.addWaiting(list.entry(1));
    group.addWaiting(list.entry(3));

    List<FileEntry> followers = group.lead(list.entry(2), TreePath.of("c"), FileAttributes.MISSING);

    assertThat(Entries.names(followers)).containsExactly("b", "a", "d");
    assertThat(group.leader()).isEqualTo(TreePath.of("c"));
    assertThat(group.nextWaiting()).isNull();
  }
}
