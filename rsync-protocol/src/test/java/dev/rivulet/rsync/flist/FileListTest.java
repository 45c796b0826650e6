// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static dev.rivulet.rsync.flist.Drafts.activeNames;
import static dev.rivulet.rsync.flist.Drafts.bytes;
import static dev.rivulet.rsync.flist.Drafts.draft;
import static dev.rivulet.rsync.flist.Drafts.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Order, duplicates and columns of lists. */
class FileListTest {
  private static final List<String> FILES_FIRST =
      List.of(
          "./",
          "Zf",
          "a.txt",
          "ab.c",
          "zz..",
          "é",
          "Z/",
          "_d/",
          "a-b/",
          "a-b/x",
          "a.d/",
          "a.d/q",
          "a/",
          "a/.h",
          "a/x",
          "a/zz",
          "a/-sub/",
          "a/-sub/1",
          "a/sub/",
          "a/sub/1",
          "ab/");
  private static final List<String> BY_BYTES =
      List.of(
          "./",
          "Z/",
          "Zf",
          "_d/",
          "a/",
          "a-b/",
          "a-b/x",
          "a.d/",
          "a.d/q",
          "a.txt",
          "a/-sub/",
          "a/-sub/1",
          "a/.h",
          "a/sub/",
          "a/sub/1",
          "a/x",
          "a/zz",
          "ab/",
          "ab.c",
          "zz..",
          "é");

  private static FileList shuffled(boolean filesFirst, List<String> names, long seed)
      throws RsyncException {
    List<String> order = new ArrayList<>(names);
    Collections.shuffle(order, new Random(seed));
    return Drafts.builder(filesFirst, order.toArray(String[]::new)).build(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sortsFilesBeforeDirectoriesAndDirectoriesBeforeTheirContents(long seed)
      throws RsyncException {
    assertThat(names(shuffled(true, FILES_FIRST, seed))).isEqualTo(FILES_FIRST);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void sortsWholeNamesByBytesBelowProtocol29(long seed) throws RsyncException {
    assertThat(names(shuffled(false, BY_BYTES, seed))).isEqualTo(BY_BYTES);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void sortsRandomNamesAsTheRulesSayComponentByComponent(long seed) throws RsyncException {
    Random random = new Random(seed);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder name = new StringBuilder();
      for (int depth = random.nextInt(3); depth >= 0; depth--) {
        name.append(List.of("a", "a-b", "a.d", "b", "ab", "Z", "a0").get(random.nextInt(7)));
        name.append(depth > 0 || random.nextBoolean() ? "/" : "");
      }
      names.add(name.toString());
    }
    List<String> expected = new ArrayList<>(names);
    expected.sort(FileListTest::compareByRules);

    assertThat(names(Drafts.builder(true, names.toArray(String[]::new)).build(0)))
        .as("seed %d", seed)
        .isEqualTo(expected);
  }

  /** The rules of the file list's order written down as they read. */
  private static int compareByRules(String a, String b) {
    String[] left = a.split("(?<=/)");
    String[] right = b.split("(?<=/)");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      if (!left[i].equals(right[i])) {
        boolean leftIsDirectory = left[i].endsWith("/");
        boolean rightIsDirectory = right[i].endsWith("/");
        return leftIsDirectory != rightIsDirectory
            ? (leftIsDirectory ? 1 : -1)
            : left[i].compareTo(right[i]);
      }
    }
    return Comparator.<Integer>naturalOrder().compare(left.length, right.length);
  }

  @Test
  void findsEveryNameOfEitherKind() throws RsyncException {
    for (boolean filesFirst : new boolean[] {true, false}) {
      FileList list = shuffled(filesFirst, FILES_FIRST, 7);
      for (String name : FILES_FIRST) {
        String bare = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
        int position = list.find(bytes(bare));
        assertThat(position).as(name).isNotNegative();
        assertThat(Drafts.name(list.entry(position))).isEqualTo(name);
        assertThat(list.entry(position).index()).isEqualTo(position);
      }
      assertThat(list.find(bytes("a/zzz"))).isEqualTo(-1);
      assertThat(list.find(bytes(""))).isEqualTo(-1);
      assertThat(list.find(bytes("zz../x"))).isEqualTo(-1);
    }
  }

  @Test
  void findsNothingInAnEmptyList() throws RsyncException {
    assertThat(Drafts.builder(true).build(0).find(bytes("a"))).isEqualTo(-1);
  }

  @Test
  void growsNoArrayBeyondTheLimit() throws RsyncException {
    FileListBuilder entries = new FileListBuilder(true, 0, -1).limitedTo(80);
    for (int i = 0; i < 10; i++) {
      entries.add(draft("f" + i));
    }
    assertThatThrownBy(() -> entries.add(draft("x")))
        .hasMessage("exceeded --max-alloc=80 setting")
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.MALLOC));

    FileListBuilder names = new FileListBuilder(true, 0, -1).limitedTo(80);
    names.add(draft("a".repeat(79)));
    assertThatThrownBy(() -> names.add(draft("bc"))).hasMessage("exceeded --max-alloc=80 setting");
  }

  @Test
  void ofEqualFilesTheFirstToArriveStaysActive() throws RsyncException {
    FileListBuilder builder = new FileListBuilder(true, 0, -1).deactivatingDuplicates();
    EntryDraft first = draft("x");
    first.size = 1;
    EntryDraft second = draft("x");
    second.size = 2;
    builder.add(draft("y"));
    builder.add(first);
    builder.add(second);
    FileList list = builder.build(0);

    assertThat(names(list)).containsExactly("x", "x", "y");
    assertThat(activeNames(list)).containsExactly("x", "y");
    assertThat(list.entry(list.find(bytes("x"))).size()).isEqualTo(1);
    assertThat(list.entry(1).isActive()).isFalse();
  }

  @Test
  void aDirectoryWinsOverAFileOfItsName() throws RsyncException {
    for (boolean filesFirst : new boolean[] {true, false}) {
      FileListBuilder builder = new FileListBuilder(filesFirst, 0, -1).deactivatingDuplicates();
      for (String name : List.of("x", "x/", "x/a", "x", "w", "x/")) {
        builder.add(draft(name));
      }
      FileList list = builder.build(0);

      assertThat(activeNames(list)).containsExactly("w", "x/", "x/a");
      assertThat(list.entry(list.find(bytes("x"))).isDirectory()).isTrue();
    }
  }

  @Test
  void directoriesOfOneNameMergeTheirFlags() throws RsyncException {
    FileListBuilder builder = new FileListBuilder(true, 0, -1).deactivatingDuplicates();
    EntryDraft implied = draft("d/");
    implied.flags = EntryFlag.IMPLIED;
    EntryDraft top = draft("d/");
    top.flags = EntryFlag.TOP | EntryFlag.CONTENT;
    EntryDraft onlyImplied = draft("e/");
    onlyImplied.flags = EntryFlag.IMPLIED;
    for (EntryDraft draft : List.of(implied, top, onlyImplied, onlyImplied)) {
      builder.add(draft);
    }
    FileList list = builder.build(0);

    FileEntry merged = list.entry(list.find(bytes("d")));
    assertThat(merged.isTop()).isTrue();
    assertThat(merged.hasContent()).isTrue();
    assertThat(merged.isImplied()).isFalse();
    assertThat(list.entry(list.find(bytes("e"))).isImplied()).isTrue();
  }

  @Test
  void namesWithALeadingSlashSortWithItAndShowWithout() throws RsyncException {
    FileListBuilder builder =
        new FileListBuilder(true, 0, -1).deactivatingDuplicates().strippingSlash();
    for (String name : List.of("b", "a/", "/./", "/z/", "/z/f", "/data")) {
      builder.add(draft(name));
    }
    FileList list = builder.build(0);

    assertThat(names(list)).containsExactly("b", "./", "data", "z/", "z/f", "a/");
    assertThat(list.find(bytes("z/f"))).isEqualTo(4);
    assertThat(list.find(bytes("data"))).isEqualTo(2);
    assertThat(list.find(bytes("a"))).isEqualTo(5);
    assertThat(list.entry(4).path().bytes()).isEqualTo(bytes("z/f"));
  }

  @Test
  void rowsKeepEveryFieldWhateverTheOthersHold() throws RsyncException {
    Random random = new Random(42);
    List<EntryDraft> drafts = new ArrayList<>();
    FileListBuilder builder = new FileListBuilder(true, 5, 3);
    for (int i = 0; i < 500; i++) {
      EntryDraft draft = draft("dir%d/n%d".formatted(i / 50, i));
      draft.size = random.nextInt(4) == 0 ? random.nextLong() >>> 1 : random.nextInt(100);
      draft.mtime = random.nextInt(4) == 0 ? random.nextLong() : 1_700_000_000;
      draft.mtimeNanos = random.nextInt(3) == 0 ? random.nextInt(1_000_000_000) : 0;
      draft.atime = random.nextInt(3) == 0 ? random.nextLong() : 0;
      draft.uid = random.nextInt(3);
      draft.gid = i < 400 ? 7 : -1;
      draft.rdev = random.nextInt(9) == 0 ? EntryDraft.rdev(300, -1) : 0;
      draft.hardLinkGroup = random.nextInt(9) == 0 ? i : -1;
      draft.linkTarget = new byte[random.nextInt(9) == 0 ? 5 : 0];
      draft.checksum = new byte[random.nextInt(9) == 0 ? 16 : 0];
      drafts.add(draft);
      builder.add(draft);
    }
    FileList list = builder.build(0);

    for (EntryDraft draft : drafts) {
      FileEntry entry = list.entry(list.find(draft.nameBytes()));
      assertThat(entry.size()).isEqualTo(draft.size);
      assertThat(entry.mtime()).isEqualTo(draft.mtime);
      assertThat(entry.mtimeNanos()).isEqualTo(draft.mtimeNanos);
      assertThat(entry.atime()).isEqualTo(draft.atime);
      assertThat(entry.uid()).isEqualTo(draft.uid);
      assertThat(entry.gid()).isEqualTo(draft.gid);
      assertThat(entry.rdevMajor()).isEqualTo((int) (draft.rdev >> 32));
      assertThat(entry.rdevMinor()).isEqualTo((int) draft.rdev);
      assertThat(entry.hardLinkGroup()).isEqualTo(draft.hardLinkGroup);
      assertThat(entry.linkTarget()).isEqualTo(draft.linkTarget);
      assertThat(entry.checksum()).isEqualTo(draft.checksum);
    }
    assertThat(list.entry(0).index()).isEqualTo(5);
    assertThat(list.directoryNumber()).isEqualTo(3);
    assertThat(list.size()).isEqualTo(500);
  }
}
