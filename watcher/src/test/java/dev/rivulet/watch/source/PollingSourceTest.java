// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
    Files.writeString(root.resolve("marker"), "x");
    sink.await("changed marker");
    Files.writeString(root.resolve("marker 2"), "x");
    sink.await("changed marker 2");

    assertThat(sink.lines()).noneMatch(line -> line.contains("a/b"));
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
