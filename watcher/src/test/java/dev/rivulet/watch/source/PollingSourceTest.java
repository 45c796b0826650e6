// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PollingSourceTest extends EventSourceContract {
  @Override
  EventSource open(WatchScope scope) {
    return new PollingSource(scope);
  }

  @Override
  boolean knowsOfClosing() {
    return false;
  }

  @Test
  void findsARewriteOfEqualSizeWhoseTimeWasSetBack() throws Exception {
    Path file = Files.writeString(root.resolve("f"), "old");
    FileTime time = Files.getLastModifiedTime(file);
    source.start(sink);
    Files.writeString(file, "new");
    Files.setLastModifiedTime(file, time);
    sink.await("changed f");
  }

  @Test
  void reportsAFileThatIsReplacedByADirectoryAndBack() throws Exception {
    Path thing = Files.writeString(root.resolve("thing"), "x");
    source.start(sink);
    Files.delete(thing);
    Files.createDirectories(thing.resolve("below"));
    sink.await("tree thing");
    sink.clear();
    Files.delete(thing.resolve("below"));
    Files.delete(thing);
    Files.writeString(thing, "y");
    sink.await("changed thing");
  }

  @Test
  void saysNothingWhileNothingChanges() throws Exception {
    Files.createDirectories(root.resolve("a/b"));
    Files.writeString(root.resolve("a/b/f"), "x");
    source.start(sink);
    for (int i = 0; i < 3; i++) {
      sink.clear();
      Files.writeString(root.resolve("marker " + i), "x");
      sink.await("changed marker " + i);
    }

    assertThat(sink.lines()).noneMatch(line -> line.contains("a/b"));
  }

  @Test
  void hazard_12_aNameThatCameAndWentBetweenTwoLooksIsLookedForAtTheTarget() throws Exception {
    Path directory = Files.createDirectories(root.resolve("a/b"));
    DirectorySnapshot snapshot = new DirectorySnapshot();
    look(snapshot);
    FileTime before = changeTime(directory);
    while (changeTime(directory).equals(before)) {
      Files.delete(Files.writeString(directory.resolve("passing"), "x"));
    }
    sink.clear();
    look(snapshot);

    assertThat(sink.lines()).contains("names a/b");
    sink.clear();
    look(snapshot);
    assertThat(sink.lines()).isEmpty();
  }

  @Test
  void hazard_12_aDirectoryThatWasElsewhereBetweenTwoLooksIsComparedAsAWhole() throws Exception {
    Path directory = Files.createDirectories(root.resolve("a/b/c")).getParent();
    DirectorySnapshot snapshot = new DirectorySnapshot();
    look(snapshot);
    FileTime before = changeTime(directory);
    while (changeTime(directory).equals(before)) {
      Files.move(directory, root.resolve("elsewhere"));
      Files.move(root.resolve("elsewhere"), directory);
    }
    sink.clear();
    look(snapshot);

    assertThat(sink.lines()).contains("tree a/b");
  }

  /** Once more when that tick is over, although size and times are what was seen. */
  @Test
  void hazard_15_3_aFileThatMayChangeInTheTickOfTheLookIsReportedAgain() throws Exception {
    DirectorySnapshot snapshot = new DirectorySnapshot();
    UnsettledFiles unsettled = new UnsettledFiles(Duration.ofHours(1));
    look(snapshot, unsettled);
    Files.writeString(root.resolve("f"), "x");
    look(snapshot, unsettled);
    assertThat(sink.lines()).contains("created f").doesNotContain("changed f");

    long later = System.currentTimeMillis() + Duration.ofHours(2).toMillis();
    try (Workspace workspace = LocalFiles.currentDirectory().open();
        FileTree tree = workspace.open(root.toString().getBytes(UTF_8))) {
      unsettled.report(tree, sink, later);
    }
    assertThat(sink.lines()).contains("changed f");
  }

  /** Takes every time it sees at its word. */
  private void look(DirectorySnapshot snapshot) throws IOException {
    look(snapshot, new UnsettledFiles(Duration.ZERO));
  }

  private void look(DirectorySnapshot snapshot, UnsettledFiles unsettled) throws IOException {
    WatchScope scope =
        WatchScope.of(root.toString().getBytes(UTF_8), LocalFiles.currentDirectory())
            .quietFor(Duration.ZERO);
    try (Workspace workspace = scope.files().open();
        FileTree tree = workspace.open(scope.root())) {
      new SnapshotComparison(scope, tree, sink, unsettled, () -> false)
          .compare(snapshot, TreePath.ROOT);
    }
  }

  private static FileTime changeTime(Path file) throws IOException {
    return (FileTime) Files.getAttribute(file, "unix:ctime");
  }

  @Test
  void countsTheDirectoriesItCompares() throws Exception {
    Files.createDirectories(root.resolve("a/b/c"));
    Files.createDirectories(root.resolve("excluded/d"));
    source.start(sink);
    assertThat(source.watchedDirectories()).isEqualTo(4);
    assertThat(source.kind()).isEqualTo(SourceKind.POLLING);
  }
}
