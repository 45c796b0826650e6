// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static dev.rivulet.rsync.flist.Drafts.draft;
import static dev.rivulet.rsync.flist.Drafts.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Indexes, directories and dropping. */
class FileListsTest {

  private static FileList list(int firstIndex, int directory, String... names)
      throws RsyncException {
    FileListBuilder builder = new FileListBuilder(true, firstIndex, directory);
    for (String name : names) {
      builder.add(draft(name));
    }
    return builder.build(0);
  }

  private static FileLists incremental() throws RsyncException {
    FileLists lists = new FileLists(true);
    lists.add(list(1, -1, "./", "f", "b/", "a/"));
    lists.add(list(6, 1, "a/x", "a/y"));
    lists.add(list(9, 2));
    return lists;
  }

  @Test
  void findsEntriesByIndexAcrossSegments() throws ProtocolException, RsyncException {
    FileLists lists = incremental();

    assertThat(name(lists.entry(1))).isEqualTo("./");
    assertThat(name(lists.entry(2))).isEqualTo("f");
    assertThat(name(lists.entry(3))).isEqualTo("a/");
    assertThat(name(lists.entry(6))).isEqualTo("a/x");
    assertThat(name(lists.entry(7))).isEqualTo("a/y");
    assertThat(lists.total()).isEqualTo(6);
    assertThat(lists.live()).isEqualTo(3);
  }

  @Test
  void indexesAndNumbersOfDirectoriesCountArrivalsWhereNamesAreTranslated()
      throws ProtocolException, RsyncException {
    FileListBuilder builder = new FileListBuilder(true, 1, -1).countingArrivals(true);
    for (String name : List.of("b/", "./", "f", "a/")) {
      builder.add(draft(name));
    }
    FileLists lists = new FileLists(true);
    lists.add(builder.build(0));

    assertThat(name(lists.entry(1))).isEqualTo("b/");
    assertThat(name(lists.entry(4))).isEqualTo("a/");
    assertThat(name(lists.directory(2))).isEqualTo("a/");
    FileList list = lists.oldest();
    assertThat(List.of(list.entry(0).index(), list.entry(1).index(), list.entry(2).index()))
        .containsExactly(2, 3, 4);
    assertThat(list.directoryNumbers(0)).containsExactly(1, -1, 2, 0);
  }

  @Test
  void theIndexBeforeASegmentIsItsDirectory() throws ProtocolException, RsyncException {
    FileLists lists = incremental();

    assertThat(name(lists.entry(5))).isEqualTo("a/");
    assertThat(lists.entry(5).index()).isEqualTo(5);
    assertThat(name(lists.entry(8))).isEqualTo("b/");
    assertThat(lists.listOf(8).firstIndex()).isEqualTo(9);
    assertThat(name(lists.entry(0))).isEqualTo("./");
    assertThat(lists.entry(0).index()).isZero();
  }

  @Test
  void countsTheEntriesInFrontOfAnother() throws ProtocolException, RsyncException {
    FileLists lists = incremental();

    assertThat(lists.position(1)).isZero();
    assertThat(lists.position(6)).isEqualTo(4);
    lists.dropOldest();
    assertThat(lists.position(7)).isEqualTo(5);
  }

  @Test
  void indexZeroIsNothingWithoutARoot() throws RsyncException {
    FileLists lists = new FileLists(true);
    lists.add(list(1, -1, "a/"));

    assertThatThrownBy(() -> lists.entry(0)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void directoriesAreNumberedAcrossListsInSortedOrderAndStay()
      throws ProtocolException, RsyncException {
    FileLists lists = incremental();
    lists.dropOldest();
    lists.dropOldest();

    assertThat(name(lists.directory(0))).isEqualTo("./");
    assertThat(name(lists.directory(1))).isEqualTo("a/");
    assertThat(name(lists.directory(2))).isEqualTo("b/");
    assertThat(name(lists.entry(8))).isEqualTo("b/");
    assertThat(lists.oldest().firstIndex()).isEqualTo(9);
    assertThat(lists.total()).isEqualTo(6);
  }

  @Test
  void refusesIndexesOfNoLiveSegment() throws RsyncException {
    FileLists lists = incremental();
    lists.dropOldest();

    for (int index : new int[] {-1, 0, 3, 9, 10, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> lists.entry(index))
          .as("index %d", index)
          .isInstanceOfSatisfying(
              ProtocolException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PROTOCOL))
          .hasMessage("File-list index " + index + " not in 5 - 8 (read_ndx_and_attrs)");
    }
  }

  @Test
  void withoutIncrementalRecursionThereIsOneSegmentFromZero()
      throws ProtocolException, RsyncException {
    FileLists lists = new FileLists(false);
    lists.add(list(0, -1, "./", "f"));

    assertThat(name(lists.entry(0))).isEqualTo("./");
    assertThat(name(lists.entry(1))).isEqualTo("f");
    assertThatThrownBy(() -> lists.entry(-1)).isInstanceOf(ProtocolException.class);
    assertThatThrownBy(() -> lists.entry(2))
        .hasMessage("File-list index 2 not in 0 - 1 (read_ndx_and_attrs)");
  }

  @Test
  void manySegmentsComeAndGo() throws ProtocolException, RsyncException {
    FileLists lists = new FileLists(true);
    int first = 1;
    for (int i = 0; i < 1000; i++) {
      lists.add(list(first, i == 0 ? -1 : 0, "d/", "f" + i));
      first += 3;
      if (i >= 20) {
        lists.dropOldest();
      }
      assertThat(name(lists.entry(first - 3))).isEqualTo("f" + i);
    }
    assertThat(lists.live()).isEqualTo(20);
    assertThat(name(lists.entry(lists.oldest().firstIndex()))).isEqualTo("f980");
  }
}
