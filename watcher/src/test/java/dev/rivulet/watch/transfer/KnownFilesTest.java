// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.testkit.MemoryFileTree;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownFilesTest {
  private final MemoryFileTree source = new MemoryFileTree();
  private final KnownFiles known = KnownFiles.of(TransferOptions.builder().build(), false);

  private Batch batch(Scope scope, String... paths) throws IOException {
    List<Mark> marks =
        List.of(paths).stream()
            .map(path -> new Mark(TreePath.of(path), scope, Change.CONTENT, 0, 0, false))
            .toList();
    return BatchBuilder.build(source, marks);
  }

  /** Sends files as they are. */
  private void send(String... paths) throws IOException {
    try (KnownFiles.Departure departure = known.departing(batch(Scope.FILE, paths))) {
      departure.arrived(sent(paths));
    }
  }

  private SentFiles sent(String... paths) throws IOException {
    SentFiles sent = new SentFiles();
    for (String path : paths) {
      FileAttributes found = source.stat(TreePath.of(path));
      long modified = found.mtime() * 1_000_000_000L + found.mtimeNanos();
      String content = new String(source.content(path));
      sent.add(
          new TreeEntry(false, content, modified, found.permissions()).sentAs(TreePath.of(path)));
    }
    return sent;
  }

  private boolean isKnown(String path, Change change) throws IOException {
    TreePath at = TreePath.of(path);
    return known.has(source, at, source.stat(at), change);
  }

  private boolean isKnown(String path) throws IOException {
    return isKnown(path, Change.CONTENT);
  }

  @Test
  void hazard_2_14_aFileIsKnownAsItWasSent() throws Exception {
    source.with("d/f", "old");
    assertThat(isKnown("d/f")).isFalse();
    send("d/f");
    assertThat(isKnown("d/f")).isTrue();
    source.attributes(TreePath.of("d/f")).setMode(0600);
    assertThat(isKnown("d/f")).isFalse();
    assertThat(isKnown("d/f", Change.ATTRIBUTES)).isFalse();
  }

  @Test
  void hazard_15_2_otherContentsAreNotKnownWhateverTheirSizeAndTime() throws Exception {
    source.with("f", "old");
    FileAttributes before = source.stat(TreePath.of("f"));
    send("f");
    source.with("f", "new");
    source
        .attributes(TreePath.of("f"))
        .setTimes(before.mtime(), before.mtimeNanos(), before.atime(), before.atimeNanos());
    assertThat(isKnown("f")).isFalse();
  }

  @Test
  void hazard_2_14_aTransferThatHasNotArrivedLeavesNothingKnown() throws Exception {
    source.with("f", "old");
    send("f");
    known.departing(batch(Scope.FILE, "f")).close();
    assertThat(isKnown("f")).isFalse();
  }

  /** It is not there to be compared when the same file comes back. */
  @Test
  void hazard_2_14_aFileThatWasDeletedIsNotKnownWhenItIsBack() throws Exception {
    source.with("d/f", "x").with("d/g", "x");
    send("d/f", "d/g");
    source.rename(TreePath.of("d/f"), TreePath.of("away"));
    known.departing(batch(Scope.FILE, "d/f")).close();
    source.rename(TreePath.of("away"), TreePath.of("d/f"));
    assertThat(isKnown("d/f")).isFalse();
    assertThat(isKnown("d/g")).isTrue();
  }

  @Test
  void hazard_2_14_aDirectoryThatGoesTakesAllWithItThatIsKnown() throws Exception {
    source.with("d/e/f", "x");
    send("d/e/f");
    source.rename(TreePath.of("d"), TreePath.of("away"));
    known.departing(batch(Scope.FILE, "d")).close();
    source.rename(TreePath.of("away"), TreePath.of("d"));
    assertThat(isKnown("d/e/f")).isFalse();
  }

  /** What is sent below takes its place. */
  @Test
  void hazard_2_14_aFileIsNotKnownAfterADirectoryWasInItsPlace() throws Exception {
    source.with("f", "x");
    send("f");
    source.rename(TreePath.of("f"), TreePath.of("away"));
    source.with("f/below", "y");
    known.departing(batch(Scope.FILE, "f/below")).close();
    source.unlink(TreePath.of("f/below"));
    source.removeDirectory(TreePath.of("f"));
    source.rename(TreePath.of("away"), TreePath.of("f"));
    assertThat(isKnown("f")).isFalse();
  }

  @Test
  void hazard_2_14_aComparisonByItselfTellsWhatItHasSent() throws Exception {
    source.with("d/f", "x");
    try (KnownFiles.Departure departure = known.departing(batch(Scope.TREE, "d"))) {
      departure.arrived(sent("d/f"));
    }
    assertThat(isKnown("d/f")).isTrue();
  }

  /** Nobody knows which of the two was last. */
  @Test
  void hazard_2_14_whatGoesBesideAComparisonIsNotKnown() throws Exception {
    source.with("d/f", "x").with("d/g", "x").with("d/h", "x");
    try (KnownFiles.Departure before = known.departing(batch(Scope.FILE, "d/f"));
        KnownFiles.Departure comparison = known.departing()) {
      send("d/g");
      comparison.arrived(sent("d/h"));
      before.arrived(sent("d/f"));
    }
    assertThat(isKnown("d/f")).isFalse();
    assertThat(isKnown("d/g")).isFalse();
    assertThat(isKnown("d/h")).isFalse();
    send("d/f");
    assertThat(isKnown("d/f")).isTrue();
  }

  @Test
  void hazard_2_14_theLatestAreKnownHoweverManyThereAre() throws Exception {
    for (String directory : List.of("a", "b", "c", "d")) {
      source.with(directory + "/0", "x");
      source.attributes(TreePath.of(directory + "/0")).setTimes(1, 0, 1, 0);
      SentFiles many = sent(directory + "/0");
      for (int i = 1; i < 100_000; i++) {
        many.add(new TreeEntry(false, "x", 0, 0644).sentAs(TreePath.of(directory + "/" + i)));
      }
      assertThat(many.files().size()).isBetween(40_000, 50_000);
      try (KnownFiles.Departure departure = known.departing(batch(Scope.TREE, directory))) {
        departure.arrived(many);
      }
    }
    assertThat(isKnown("a/0")).isFalse();
    assertThat(isKnown("c/0")).isTrue();
    assertThat(isKnown("d/0")).isTrue();
  }

  @Test
  void hazard_2_14_nothingIsKnownWhereMoreThanAFileListCounts() throws Exception {
    source.with("f", "x");
    for (TransferOptions options :
        List.of(
            TransferOptions.builder().acls(true).build(),
            TransferOptions.builder().xattrs(1).build(),
            TransferOptions.builder().hardLinks(true).build())) {
      KnownFiles off = KnownFiles.of(options, false);
      try (KnownFiles.Departure departure = off.departing(batch(Scope.FILE, "f"))) {
        departure.arrived(sent("f"));
      }
      TreePath path = TreePath.of("f");
      assertThat(off.has(source, path, source.stat(path), Change.CONTENT)).isFalse();
    }
  }
}
