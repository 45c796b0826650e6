// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.FileTree.Feature;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link FileTree} does. An implementation's test extends this and gives an empty tree;
 * what the tree cannot represent, by its own {@link FileTree#features}, must fail with EOPNOTSUPP.
 */
public abstract class FileTreeContract {

  private static final byte[] HELLO = "hello".getBytes(UTF_8);

  private FileTree tree;

  /** An empty tree, closed by the test. */
  protected abstract FileTree emptyTree() throws IOException;

  /** Whether owners and devices can be set here. */
  protected abstract boolean isSuper() throws IOException;

  /** Whether the platform can hold this name; its locale may forbid some. */
  protected boolean canHold(String name) {
    return true;
  }

  @BeforeEach
  void open() throws IOException {
    tree = emptyTree();
  }

  @AfterEach
  void close() throws IOException {
    tree.close();
  }

  // Looking

  @Test
  void rootIsADirectory() throws IOException {
    assertThat(tree.stat(TreePath.ROOT).isDirectory()).isTrue();
    assertThat(tree.statFollowing(TreePath.ROOT).isDirectory()).isTrue();
    assertThat(tree.names(TreePath.ROOT)).isEmpty();
  }

  @Test
  void missingThingsAreMissing() throws IOException {
    file("file");

    assertThat(errno(() -> tree.stat(path("none")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> tree.stat(path("no/ne")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> tree.statFollowing(path("none")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> tree.open(path("none")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> tree.names(path("none")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> tree.unlink(path("none")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> tree.rename(path("none"), path("new")))).isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> tree.stage(path("no/ne"), 0600))).isEqualTo(Errno.ENOENT);
    assertThat(tree.statOrMissing(path("none")).isMissing()).isTrue();
    assertThat(tree.statOrMissing(path("no/ne")).isMissing()).isTrue();
    assertThat(tree.statOrMissing(path("file/below")).isMissing()).isTrue();
  }

  @Test
  void scanShowsEveryEntryWithItsAttributes() throws IOException {
    file("file");
    tree.makeDirectory(path("dir"), 0755);
    file("dir/below");
    Map<String, FileAttributes> seen = scan(TreePath.ROOT);

    assertThat(seen).containsOnlyKeys("dir", "file");
    assertThat(seen.get("file")).isEqualTo(tree.stat(path("file")));
    assertThat(seen.get("dir").isDirectory()).isTrue();
    assertThat(scan(path("dir"))).containsOnlyKeys("below");
    assertThat(names("dir")).containsExactly("below");
    assertThat(names(".")).containsExactlyInAnyOrder("dir", "file");
  }

  @Test
  void scansMoreEntriesThanOneBatchHolds() throws IOException {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 1200; i++) {
      String name = "entry-with-a-name-of-some-length-" + "x".repeat(i % 200) + i;
      tree.makeDirectory(path(name), 0700);
      names.add(name);
    }

    assertThat(scan(TreePath.ROOT).keySet()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(names(".")).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void scanningAllowsOtherWorkOnTheSameTree() throws IOException {
    for (String name : new String[] {"a", "b", "c"}) {
      tree.makeDirectory(path(name), 0700);
      file(name + "/inner");
    }
    List<String> found = new ArrayList<>();
    tree.scan(
        TreePath.ROOT,
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) throws IOException {
            TreePath directory = TreePath.ROOT.child(name);
            for (byte[] inner : tree.names(directory)) {
              found.add(directory.child(inner) + "=" + read(directory.child(inner)));
            }
          }

          @Override
          public void failed(byte[] name, StoreException reason) throws IOException {
            throw reason;
          }
        });

    assertThat(found).containsExactlyInAnyOrder("a/inner=hello", "b/inner=hello", "c/inner=hello");
  }

  @Test
  void onlyDirectoriesAreScanned() throws IOException {
    file("file");

    assertThat(errno(() -> tree.names(path("file")))).isEqualTo(Errno.ENOTDIR);
    assertThat(errno(() -> tree.stat(path("file/x")))).isEqualTo(Errno.ENOTDIR);
  }

  // Reading

  @Test
  void readsAtAnyPosition() throws IOException {
    file("file", "0123456789");
    byte[] buffer = new byte[8];
    try (SourceFile file = tree.open(path("file"))) {
      assertThat(file.attributes().size()).isEqualTo(10);
      assertThat(file.read(7, buffer, 2, 5)).isEqualTo(3);
      assertThat(new String(buffer, 2, 3, UTF_8)).isEqualTo("789");
      assertThat(file.read(0, buffer, 0, 8)).isEqualTo(8);
      assertThat(new String(buffer, UTF_8)).isEqualTo("01234567");
      assertThat(file.read(10, buffer, 0, 1)).isEqualTo(-1);
      assertThat(file.read(99, buffer, 0, 1)).isEqualTo(-1);
      assertThat(file.read(3, buffer, 0, 0)).isZero();
    }
  }

  @Test
  void onlyRegularFilesAreOpened() throws IOException {
    tree.makeDirectory(path("dir"), 0755);

    assertThat(errno(() -> tree.open(path("dir")))).isEqualTo(Errno.EISDIR);
    assertThat(errno(() -> tree.openInPlace(path("dir"), 0600))).isEqualTo(Errno.EISDIR);
  }

  // Writing

  @Test
  void stagedFileAppearsWhenCommitted() throws IOException {
    file("file", "old");
    try (StagedFile staged = tree.stage(path("file"), 0600)) {
      staged.write(HELLO, 1, 3);
      staged.write(HELLO, 4, 1);
      assertThat(staged.position()).isEqualTo(4);
      assertThat(read(path("file"))).isEqualTo("old");
      staged.commit();
    }

    assertThat(read(path("file"))).isEqualTo("ello");
    assertThat(names(".")).containsExactly("file");
  }

  @Test
  void stagedFileStandsBesideItsTarget() throws IOException {
    tree.makeDirectory(path("dir"), 0755);
    try (StagedFile staged = tree.stage(path("dir/name"), 0600)) {
      assertThat(staged.path().parent()).isEqualTo(path("dir"));
      assertThat(staged.path().toString()).matches("dir/\\.name\\.[A-Za-z0-9]{6}");
      assertThat(names("dir")).containsExactly(new String(staged.path().leaf(), UTF_8));
    }
    try (StagedFile staged = tree.stage(path("dir/.hidden"), 0600)) {
      assertThat(staged.path().toString()).matches("dir/\\.hidden\\.[A-Za-z0-9]{6}");
    }
    try (StagedFile staged = tree.stage(path("x".repeat(255)), 0600)) {
      assertThat(staged.path().bytes()).hasSize(255);
      staged.commit();
    }
    assertThat(names(".")).containsExactlyInAnyOrder("dir", "x".repeat(255));
  }

  @Test
  void discardedFileLeavesNothing() throws IOException {
    file("file", "old");
    StagedFile staged = tree.stage(path("file"), 0600);
    staged.write(HELLO, 0, 5);
    staged.close();
    staged.close();

    assertThat(read(path("file"))).isEqualTo("old");
    assertThat(names(".")).containsExactly("file");
  }

  @Test
  void keepsWhatWasWrittenUnderAnotherName() throws IOException {
    tree.makeDirectory(path("partial"), 0700);
    try (StagedFile staged = tree.stage(path("file"), 0600)) {
      staged.write(HELLO, 0, 5);
      staged.moveTo(tree, path("partial/file"));
    }

    assertThat(read(path("partial/file"))).isEqualTo("hello");
    assertThat(names(".")).containsExactly("partial");
  }

  @Test
  void whatWasWrittenInPlaceCanMoveAway() throws IOException {
    tree.makeDirectory(path("partial"), 0700);
    file("partial/file", "hexxo");
    try (StagedFile staged = tree.openInPlace(path("partial/file"), 0600)) {
      staged.skip(2);
      staged.write(HELLO, 2, 2);
      staged.moveTo(tree, path("file"));
    }

    assertThat(read(path("file"))).isEqualTo("hello");
    assertThat(names("partial")).isEmpty();
  }

  @Test
  void stagesOpenlyWithTheNameAsItIs() throws IOException {
    tree.makeDirectory(path("dir"), 0755);
    try (StagedFile staged = tree.stageOpenly(path("dir/name"), 0600)) {
      assertThat(staged.path().toString()).matches("dir/name\\.[A-Za-z0-9]{6}");
      staged.write(HELLO, 0, 5);
      staged.moveTo(tree, path("file"));
    }
    try (StagedFile staged = tree.stageOpenly(path("dir/.hidden"), 0600)) {
      assertThat(staged.path().toString()).matches("dir/\\.hidden\\.[A-Za-z0-9]{6}");
    }
    try (StagedFile staged = tree.stageOpenly(path("x".repeat(255)), 0600)) {
      assertThat(staged.path().bytes()).hasSize(255);
    }

    assertThat(read(path("file"))).isEqualTo("hello");
    assertThat(names("dir")).isEmpty();
  }

  @Test
  void movesAndLinksOnlyIntoTreesOfItsKind() throws IOException {
    file("file", "hello");
    FileTree other = new MemoryFileTree();

    assertThat(errno(() -> tree.rename(path("file"), other, path("file")))).isEqualTo(Errno.EXDEV);
    assertThat(errno(() -> tree.link(path("file"), other, path("file")))).isEqualTo(Errno.EXDEV);
    try (StagedFile staged = tree.stage(path("new"), 0600)) {
      staged.write(HELLO, 0, 5);
      assertThat(errno(() -> staged.moveTo(other, path("new")))).isEqualTo(Errno.EXDEV);
      assertThat(read(staged.path())).isEqualTo("hello");
    }
    assertThat(names(".")).containsExactly("file");
  }

  @Test
  void writesMoreThanOneBuffer() throws IOException {
    byte[] data = new byte[1_000_003];
    new Random(7).nextBytes(data);
    try (StagedFile staged = tree.stage(path("big"), 0600)) {
      int at = 0;
      for (int part = 1; at < data.length; part = part * 3 + 1) {
        int length = Math.min(part, data.length - at);
        staged.write(data, at, length);
        at += length;
        assertThat(staged.position()).isEqualTo(at);
      }
      staged.commit();
    }
    byte[] back = new byte[data.length];
    try (SourceFile file = tree.open(path("big"))) {
      assertThat(file.read(0, back, 0, back.length)).isEqualTo(data.length);
    }

    assertThat(Arrays.equals(back, data)).isTrue();
  }

  @Test
  void skippedBytesAreZeroAndTruncateSetsTheEnd() throws IOException {
    try (StagedFile staged = tree.stage(path("file"), 0600)) {
      staged.write(HELLO, 0, 2);
      staged.skip(3);
      staged.write(HELLO, 2, 1);
      staged.skip(2);
      staged.truncate();
      staged.sync();
      assertThat(staged.attributes().size()).isEqualTo(8);
      staged.commit();
    }

    assertThat(read(path("file"))).isEqualTo("he\0\0\0l\0\0");
  }

  @Test
  void writesInPlaceAroundWhatIsSkipped() throws IOException {
    file("file", "0123456789");
    FileAttributes before = tree.stat(path("file"));
    try (StagedFile inPlace = tree.openInPlace(path("file"), 0600)) {
      assertThat(inPlace.path()).isEqualTo(path("file"));
      inPlace.skip(2);
      inPlace.write(HELLO, 0, 3);
      inPlace.skip(1);
      inPlace.truncate();
      inPlace.commit();
    }

    assertThat(read(path("file"))).isEqualTo("01hel5");
    assertThat(tree.stat(path("file")).isSameFile(before)).isTrue();
  }

  @Test
  void aHoleReadsAsZerosWhateverWasThere() throws IOException {
    file("file", "0123456789");
    try (StagedFile inPlace = tree.openInPlace(path("file"), 0600)) {
      inPlace.keep(HELLO, 0, 2);
      inPlace.hole(3);
      inPlace.write(HELLO, 0, 1);
      inPlace.hole(6);
      assertThat(inPlace.position()).isEqualTo(12);
      inPlace.truncate();
      inPlace.commit();
    }

    assertThat(read(path("file"))).isEqualTo("01\0\0\0h\0\0\0\0\0\0");
  }

  @Test
  void reservedSpaceIsNoLength() throws IOException {
    try (StagedFile staged = tree.stage(path("file"), 0600)) {
      staged.allocate(100_000);
      assertThat(staged.attributes().size()).isZero();
      staged.hole(2);
      staged.write(HELLO, 0, 5);
      staged.commit();
    }

    assertThat(read(path("file"))).isEqualTo("\0\0hello");
  }

  @Test
  void aSparseFileHasTheSameBytes() throws IOException {
    byte[] data = new byte[20_000];
    data[0] = 1;
    data[9_000] = 2;
    try (StagedFile staged = tree.stage(path("file"), 0600).sparse()) {
      staged.write(data, 0, 4_000);
      staged.write(data, 4_000, 16_000);
      assertThat(staged.attributes().size()).isEqualTo(data.length);
      staged.commit();
    }

    assertThat(read(path("file"))).isEqualTo(new String(data, UTF_8));
  }

  @Test
  void inPlaceMakesAMissingFileAndKeepsWhatWasWritten() throws IOException {
    try (StagedFile inPlace = tree.openInPlace(path("new"), 0600)) {
      inPlace.write(HELLO, 0, 5);
    }

    assertThat(read(path("new"))).isEqualTo("hello");
  }

  @Test
  void attributesSetBeforeTheCommitStay() throws IOException {
    try (StagedFile staged = tree.stage(path("file"), 0600)) {
      staged.write(HELLO, 0, 5);
      staged.setTimes(1_000_000_007, 0, 1_000_000_000, 0);
      if (has(Feature.PERMISSIONS)) {
        staged.setMode(0751);
      }
      staged.commit();
    }

    FileAttributes seen = tree.stat(path("file"));
    assertThat(seen.mtime()).isEqualTo(1_000_000_007);
    assertThat(seen.size()).isEqualTo(5);
    if (has(Feature.PERMISSIONS)) {
      assertThat(seen.permissions()).isEqualTo(0751);
    }
  }

  @Test
  void commitOntoADirectoryFailsAndLeavesNothing() throws IOException {
    tree.makeDirectory(path("dir"), 0755);
    try (StagedFile staged = tree.stage(path("dir"), 0600)) {
      assertThat(errno(staged::commit)).isEqualTo(Errno.EISDIR);
    }

    assertThat(names(".")).containsExactly("dir");
  }

  // Attributes

  @Test
  void setsTimesOfFilesAndDirectories() throws IOException {
    file("file");
    tree.makeDirectory(path("dir"), 0755);
    for (String name : new String[] {"file", "dir", "."}) {
      AttributeTarget target = tree.attributes(path(name));
      target.setTimes(1_234_567_890, 123_456_789, 11, 0);

      FileAttributes seen = target.attributes();
      assertThat(seen.mtime()).isEqualTo(1_234_567_890);
      if (has(Feature.NANOSECOND_TIMES)) {
        assertThat(seen.mtimeNanos()).isEqualTo(123_456_789);
      }
      assertThat(seen).isEqualTo(tree.stat(path(name)));
    }
  }

  @Test
  void setsTimesBeforeTheEpoch() throws IOException {
    file("file");
    tree.attributes(path("file")).setTimes(-2, 0, -3, 0);

    assertThat(tree.stat(path("file")).mtime()).isEqualTo(-2);
    assertThat(tree.stat(path("file")).atime()).isEqualTo(-3);
  }

  @Test
  void setsPermissions() throws IOException {
    file("file");
    tree.makeDirectory(path("dir"), 0755);
    if (!has(Feature.PERMISSIONS)) {
      assertUnsupported(() -> tree.attributes(path("file")).setMode(0640));
      return;
    }
    tree.attributes(path("file")).setMode(0640);
    tree.attributes(path("dir")).setMode(01711);

    assertThat(tree.stat(path("file")).mode()).isEqualTo(FileType.REGULAR | 0640);
    assertThat(tree.stat(path("dir")).mode()).isEqualTo(FileType.DIRECTORY | 01711);
  }

  @Test
  void setsOwnersWhereAllowed() throws IOException {
    file("file");
    AttributeTarget target = tree.attributes(path("file"));
    if (!has(Feature.OWNERSHIP)) {
      assertUnsupported(() -> target.setOwner(12, 34));
    } else if (isSuper()) {
      target.setOwner(12, 34);
      target.setOwner(-1, 35);
      target.setOwner(13, -1);
      assertThat(tree.stat(path("file")).uid()).isEqualTo(13);
      assertThat(tree.stat(path("file")).gid()).isEqualTo(35);
    } else {
      assertThat(errno(() -> target.setOwner(12, -1))).isEqualTo(Errno.EPERM);
    }
  }

  // Links

  @Test
  void symlinksAreSeenAndReadButNotFollowed() throws IOException {
    if (!has(Feature.SYMLINKS)) {
      assertUnsupported(() -> tree.makeSymlink(path("link"), HELLO));
      return;
    }
    tree.makeDirectory(path("dir"), 0755);
    file("dir/file");
    tree.makeSymlink(path("link"), "dir/file".getBytes(UTF_8));
    tree.makeSymlink(path("dir/up"), "../link".getBytes(UTF_8));
    byte[] nowhere = (has(Feature.BYTE_NAMES) ? "no//where/" : "no/where").getBytes(UTF_8);
    tree.makeSymlink(path("dangling"), nowhere);

    assertThat(tree.stat(path("link")).isSymlink()).isTrue();
    assertThat(tree.stat(path("link")).size()).isEqualTo(8);
    assertThat(tree.readLink(path("dangling"))).isEqualTo(nowhere);
    assertThat(errno(() -> tree.open(path("link")))).isEqualTo(Errno.ELOOP);
    assertThat(errno(() -> tree.openInPlace(path("link"), 0600))).isEqualTo(Errno.ELOOP);
    assertThat(errno(() -> tree.readLink(path("dir")))).isEqualTo(Errno.EINVAL);
    assertThat(tree.statFollowing(path("link"))).isEqualTo(tree.stat(path("dir/file")));
    assertThat(tree.statFollowing(path("dir/up"))).isEqualTo(tree.stat(path("dir/file")));
    assertThat(errno(() -> tree.statFollowing(path("dangling")))).isEqualTo(Errno.ENOENT);
  }

  @Test
  void symlinksThatLeadOutAreNotFollowed() throws IOException {
    if (!has(Feature.SYMLINKS)) {
      return;
    }
    tree.makeDirectory(path("dir"), 0755);
    tree.makeSymlink(path("absolute"), "/".getBytes(UTF_8));
    tree.makeSymlink(path("up"), "..".getBytes(UTF_8));
    tree.makeSymlink(path("dir/up"), "../../".getBytes(UTF_8));

    for (String name : new String[] {"absolute", "up", "dir/up"}) {
      assertThat(errno(() -> tree.statFollowing(path(name)))).isEqualTo(Errno.EXDEV);
      assertThat(errno(() -> tree.stat(path(name + "/etc")))).isEqualTo(Errno.ELOOP);
      assertThat(errno(() -> tree.stage(path(name + "/x"), 0600))).isEqualTo(Errno.ELOOP);
      assertThat(errno(() -> tree.makeDirectory(path(name + "/x"), 0700))).isEqualTo(Errno.ELOOP);
      assertThat(errno(() -> tree.names(path(name)))).isEqualTo(Errno.ENOTDIR);
    }
  }

  @Test
  void symlinksInCirclesEnd() throws IOException {
    if (!has(Feature.SYMLINKS)) {
      return;
    }
    tree.makeSymlink(path("a"), "b".getBytes(UTF_8));
    tree.makeSymlink(path("b"), "a".getBytes(UTF_8));

    assertThat(errno(() -> tree.statFollowing(path("a")))).isEqualTo(Errno.ELOOP);
  }

  @Test
  void setsAttributesOfTheSymlinkItself() throws IOException {
    if (!has(Feature.SYMLINKS)) {
      return;
    }
    file("file");
    tree.makeSymlink(path("link"), "file".getBytes(UTF_8));
    FileAttributes file = tree.stat(path("file"));
    AttributeTarget link = tree.attributes(path("link"));
    if (has(Feature.SYMLINK_TIMES)) {
      link.setTimes(1_000_000_000, 5, 11, 0);
      assertThat(tree.stat(path("link")).mtime()).isEqualTo(1_000_000_000);
    } else {
      assertUnsupported(() -> link.setTimes(1_000_000_000, 5, 11, 0));
    }
    if (has(Feature.OWNERSHIP) && isSuper()) {
      link.setOwner(12, 34);
      assertThat(tree.stat(path("link")).uid()).isEqualTo(12);
    }
    assertUnsupported(() -> link.setMode(0600));

    assertThat(tree.stat(path("file"))).isEqualTo(file);
  }

  @Test
  void hardLinksShareTheFile() throws IOException {
    file("one");
    tree.makeDirectory(path("dir"), 0755);
    if (!has(Feature.HARD_LINKS)) {
      assertUnsupported(() -> tree.link(path("one"), path("dir/two")));
      return;
    }
    tree.link(path("one"), path("dir/two"));

    assertThat(tree.stat(path("dir/two")).isSameFile(tree.stat(path("one")))).isTrue();
    assertThat(tree.stat(path("one")).links()).isEqualTo(2);
    assertThat(errno(() -> tree.link(path("one"), path("dir/two")))).isEqualTo(Errno.EEXIST);
    tree.unlink(path("one"));
    assertThat(tree.stat(path("dir/two")).links()).isEqualTo(1);
    assertThat(read(path("dir/two"))).isEqualTo("hello");
  }

  @Test
  void linksTheSymlinkAndNotItsTarget() throws IOException {
    if (!has(Feature.HARD_LINKS) || !has(Feature.SYMLINKS)) {
      return;
    }
    tree.makeSymlink(path("link"), "file".getBytes(UTF_8));
    file("file");
    tree.link(path("link"), path("twin"));

    assertThat(tree.stat(path("twin")).isSymlink()).isTrue();
  }

  // Nodes

  @Test
  void makesFifosAndSockets() throws IOException {
    if (!has(Feature.SPECIALS)) {
      assertUnsupported(() -> tree.makeNode(path("fifo"), FileType.FIFO | 0600, 0, 0));
      return;
    }
    tree.makeNode(path("fifo"), FileType.FIFO | 0600, 0, 0);
    tree.makeNode(path("socket"), FileType.SOCKET | 0600, 0, 0);

    assertThat(tree.stat(path("fifo")).mode()).isEqualTo(FileType.FIFO | 0600);
    assertThat(tree.stat(path("socket")).mode()).isEqualTo(FileType.SOCKET | 0600);
    assertThat(errno(() -> tree.open(path("fifo")))).isEqualTo(Errno.EINVAL);
  }

  @Test
  void makesDevicesWhereAllowed() throws IOException {
    int mode = FileType.CHAR_DEVICE | 0600;
    if (!has(Feature.DEVICES)) {
      assertUnsupported(() -> tree.makeNode(path("device"), mode, 1, 3));
    } else if (isSuper()) {
      tree.makeNode(path("device"), mode, 1, 3);
      tree.makeNode(path("large"), FileType.BLOCK_DEVICE | 0600, 0xabc, 0xfedcb);

      assertThat(tree.stat(path("device")).mode()).isEqualTo(mode);
      assertThat(tree.stat(path("device")).rdevMajor()).isEqualTo(1);
      assertThat(tree.stat(path("device")).rdevMinor()).isEqualTo(3);
      assertThat(tree.stat(path("large")).rdevMajor()).isEqualTo(0xabc);
      assertThat(tree.stat(path("large")).rdevMinor()).isEqualTo(0xfedcb);
    } else {
      assertThat(errno(() -> tree.makeNode(path("device"), mode, 1, 3))).isEqualTo(Errno.EPERM);
    }
  }

  // Renaming and removing

  @Test
  void nothingIsMadeTwice() throws IOException {
    file("file");

    assertThat(errno(() -> tree.makeDirectory(path("file"), 0700))).isEqualTo(Errno.EEXIST);
    if (has(Feature.SYMLINKS)) {
      assertThat(errno(() -> tree.makeSymlink(path("file"), HELLO))).isEqualTo(Errno.EEXIST);
    }
    if (has(Feature.SPECIALS)) {
      assertThat(errno(() -> tree.makeNode(path("file"), FileType.FIFO | 0600, 0, 0)))
          .isEqualTo(Errno.EEXIST);
    }
  }

  @Test
  void renameReplacesAFile() throws IOException {
    file("old", "new content");
    file("name", "replaced");
    tree.rename(path("old"), path("name"));

    assertThat(read(path("name"))).isEqualTo("new content");
    assertThat(names(".")).containsExactly("name");
  }

  @Test
  void renamedDirectoryTakesItsFilesAlong() throws IOException {
    tree.makeDirectory(path("a"), 0755);
    tree.makeDirectory(path("a/b"), 0755);
    file("a/b/file");
    tree.makeDirectory(path("other"), 0755);
    tree.rename(path("a"), path("other/c"));

    assertThat(read(path("other/c/b/file"))).isEqualTo("hello");
    assertThat(tree.statOrMissing(path("a/b/file")).isMissing()).isTrue();
    tree.makeDirectory(path("a"), 0755);
    tree.makeDirectory(path("a/b"), 0755);
    file("a/b/fresh");
    assertThat(names("other/c/b")).containsExactly("file");
    assertThat(names("a/b")).containsExactly("fresh");
  }

  @Test
  void renameKeepsTypesApart() throws IOException {
    file("file");
    tree.makeDirectory(path("dir"), 0755);
    tree.makeDirectory(path("full"), 0755);
    file("full/file");

    assertThat(errno(() -> tree.rename(path("file"), path("dir")))).isEqualTo(Errno.EISDIR);
    assertThat(errno(() -> tree.rename(path("dir"), path("file")))).isEqualTo(Errno.ENOTDIR);
    assertThat(errno(() -> tree.rename(path("dir"), path("full")))).isEqualTo(Errno.ENOTEMPTY);
  }

  @Test
  void removesFilesAndEmptyDirectories() throws IOException {
    tree.makeDirectory(path("dir"), 0755);
    file("dir/file");

    assertThat(errno(() -> tree.removeDirectory(path("dir")))).isEqualTo(Errno.ENOTEMPTY);
    assertThat(errno(() -> tree.unlink(path("dir")))).isEqualTo(Errno.EISDIR);
    assertThat(errno(() -> tree.removeDirectory(path("dir/file")))).isEqualTo(Errno.ENOTDIR);
    tree.unlink(path("dir/file"));
    tree.removeDirectory(path("dir"));
    assertThat(names(".")).isEmpty();
  }

  @Test
  void remadeDirectoryIsANewOne() throws IOException {
    tree.makeDirectory(path("dir"), 0755);
    file("dir/file");
    tree.unlink(path("dir/file"));
    tree.removeDirectory(path("dir"));
    tree.makeDirectory(path("dir"), 0755);
    file("dir/again");

    assertThat(names("dir")).containsExactly("again");
  }

  @Test
  void temporaryNameIsBesideAndFree() throws IOException {
    tree.makeDirectory(path("dir"), 0755);
    TreePath first = tree.temporaryName(path("dir/name"));
    tree.makeDirectory(first, 0700);
    TreePath second = tree.temporaryName(path("dir/name"));

    assertThat(first.parent()).isEqualTo(path("dir"));
    assertThat(first.toString()).matches("dir/\\.name\\.[0-9]+");
    assertThat(second).isNotEqualTo(first);
    assertThat(tree.statOrMissing(second).isMissing()).isTrue();
  }

  // Names

  @Test
  void namesMayHoldAnyCharacter() throws IOException {
    List<String> names =
        Stream.of("new\nline", "tab\t", "\u00fcml\u00e4ut \ud83d\ude00", "*", "\\", "-x", "...")
            .filter(this::canHold)
            .toList();
    for (String name : names) {
      file(name, name);
    }

    assertThat(names(".")).containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      assertThat(read(path(name))).isEqualTo(name);
    }
  }

  @Test
  void namesAreBytesWhereTheTreeSaysSo() throws IOException {
    byte[] name = {'a', (byte) 0xff, (byte) 0xc3, '(', (byte) 0x80};
    TreePath file = TreePath.ROOT.child(name);
    if (!has(Feature.BYTE_NAMES)) {
      assertThat(errno(() -> tree.makeDirectory(file, 0700))).isEqualTo(Errno.EINVAL);
      return;
    }
    try (StagedFile staged = tree.stage(file, 0600)) {
      staged.write(HELLO, 0, 5);
      staged.commit();
    }
    tree.makeSymlink(path("link"), name);

    assertThat(read(file)).isEqualTo("hello");
    assertThat(tree.readLink(path("link"))).isEqualTo(name);
    assertThat(tree.names(TreePath.ROOT)).anySatisfy(n -> assertThat(n).isEqualTo(name));
  }

  @Test
  void longestNamesWorkAndLongerOnesFail() throws IOException {
    file("n".repeat(255));

    assertThat(read(path("n".repeat(255)))).isEqualTo("hello");
    assertThat(errno(() -> tree.makeDirectory(path("n".repeat(256)), 0700)))
        .isEqualTo(Errno.ENAMETOOLONG);
  }

  // Use

  @Test
  void severalThreadsMayWorkInTheSameTree() throws Exception {
    int threads = 4;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String directory = "dir" + t;
        workers.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 100; i++) {
                    String inner = directory + "-" + i % 40;
                    if (i < 40) {
                      tree.makeDirectory(path(inner), 0755);
                    }
                    file(inner + "/file" + i, directory + i);
                    assertThat(read(path(inner + "/file" + i))).isEqualTo(directory + i);
                  }
                  return null;
                }));
      }
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      pool.shutdown();
    }

    assertThat(names(".")).hasSize(40 * threads);
  }

  @Test
  void closedTreeDoesNothing() throws IOException {
    file("file");
    tree.close();
    tree.close();

    assertThat(errno(() -> tree.stat(path("file")))).isEqualTo(Errno.EBADF);
    assertThat(errno(() -> tree.stage(path("new"), 0600))).isEqualTo(Errno.EBADF);
  }

  // Words for the tests above

  private boolean has(Feature feature) {
    return tree.features().contains(feature);
  }

  private static TreePath path(String path) {
    return TreePath.of(path);
  }

  private void file(String name) throws IOException {
    file(name, "hello");
  }

  private void file(String name, String content) throws IOException {
    byte[] bytes = content.getBytes(UTF_8);
    try (StagedFile staged = tree.stage(path(name), 0644)) {
      staged.write(bytes, 0, bytes.length);
      staged.commit();
    }
  }

  private String read(TreePath path) throws IOException {
    try (SourceFile file = tree.open(path)) {
      byte[] content = new byte[(int) file.attributes().size()];
      int read = file.read(0, content, 0, content.length);
      return new String(content, 0, Math.max(read, 0), UTF_8);
    }
  }

  private List<String> names(String directory) throws IOException {
    List<String> names = new ArrayList<>();
    for (byte[] name : tree.names(path(directory))) {
      names.add(new String(name, UTF_8));
    }
    return names;
  }

  private Map<String, FileAttributes> scan(TreePath directory) throws IOException {
    Map<String, FileAttributes> seen = new TreeMap<>();
    tree.scan(
        directory,
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) {
            seen.put(new String(name, UTF_8), attributes);
          }

          @Override
          public void failed(byte[] name, StoreException reason) throws IOException {
            throw reason;
          }
        });
    return seen;
  }

  private static void assertUnsupported(ThrowingCallable call) {
    assertThat(errno(call)).isEqualTo(Errno.EOPNOTSUPP);
  }

  private static Errno errno(ThrowingCallable call) {
    StoreException failure = catchThrowableOfType(StoreException.class, call);
    assertThat(failure).as("should have failed").isNotNull();
    return failure.errno();
  }
}
