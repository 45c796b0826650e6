// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.testkit.MemoryFileTree;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.source.NamePatterns;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingFilesTest {
  private static final TreePath LOG = TreePath.of("top/a.log");

  private final MemoryFileTree source = new MemoryFileTree();
  private final GrowingFiles growing =
      new GrowingFiles(new NamePatterns(List.of("*.log".getBytes())), TreePath.of("top"));

  private Batch batch(Change change, String path) throws IOException {
    Mark mark = new Mark(TreePath.of(path), Scope.FILE, change, 0, 0, false);
    return BatchBuilder.build(source, List.of(mark));
  }

  private boolean mayAppend(Change change, String path) throws IOException {
    return growing.departing(batch(change, path)).contains(TreePath.of(path));
  }

  private long sizeToSend(Change change) throws IOException {
    return growing.sizeToSend(new Mark(LOG, Scope.FILE, change, 0, 0, false), source.stat(LOG));
  }

  /** Sends a file as it is. */
  private void send(String path) throws IOException {
    Batch batch = batch(Change.CONTENT, path);
    growing.departing(batch);
    growing.arrived(batch.looks());
  }

  /** Without making another file of it. */
  private void rewrite(String content) throws IOException {
    try (StagedFile log = source.openInPlace(LOG, 0644)) {
      log.write(content.getBytes(), 0, content.length());
      log.truncate();
      log.commit();
    }
  }

  @Test
  void hazard_15_6_theEndOfAFileThatWasSentMayBeAppended() throws Exception {
    source.with("top/a.log", "one");
    assertThat(mayAppend(Change.CONTENT, "top/a.log")).isFalse();
    send("top/a.log");
    assertThat(mayAppend(Change.CONTENT, "top/a.log")).isTrue();
    rewrite("one two");
    assertThat(mayAppend(Change.CONTENT, "top/a.log")).isTrue();
  }

  @Test
  void hazard_15_6_ofAFileThatHasGrownWhatIsNewIsToBeSent() throws Exception {
    source.with("top/a.log", "one");
    assertThat(sizeToSend(Change.CONTENT)).isEqualTo(3);
    send("top/a.log");
    assertThat(sizeToSend(Change.CONTENT)).isZero();
    rewrite("one two");
    assertThat(sizeToSend(Change.CONTENT)).isEqualTo(4);
    assertThat(sizeToSend(Change.NAME)).isEqualTo(7);
    rewrite("1");
    assertThat(sizeToSend(Change.CONTENT)).isEqualTo(1);
  }

  @Test
  void hazard_15_6_aFileThatIsShorterIsSentAsAWhole() throws Exception {
    source.with("top/a.log", "one two");
    send("top/a.log");
    rewrite("one");
    assertThat(mayAppend(Change.CONTENT, "top/a.log")).isFalse();
    rewrite("one two three");
    assertThat(mayAppend(Change.CONTENT, "top/a.log")).as("until it has arrived").isFalse();
  }

  @Test
  void hazard_15_6_aFileUnderAnotherNameIsSentAsAWhole() throws Exception {
    source.with("top/a.log", "one");
    send("top/a.log");
    assertThat(mayAppend(Change.NAME, "top/a.log")).isFalse();
    send("top/a.log");
    source.rename(LOG, TreePath.of("top/b.log"));
    source.with("top/a.log", "another one");
    assertThat(mayAppend(Change.CONTENT, "top/a.log")).isFalse();
  }

  @Test
  void hazard_15_6_onlyWhatThePatternsNameGrows() throws Exception {
    source.with("top/a.txt", "one").with("a.log", "one");
    send("top/a.txt");
    send("a.log");
    assertThat(mayAppend(Change.CONTENT, "top/a.txt")).isFalse();
    assertThat(mayAppend(Change.CONTENT, "a.log")).isFalse();
  }
}
