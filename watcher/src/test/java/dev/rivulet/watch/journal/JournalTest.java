// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final byte[] PAIR = "source and target".getBytes(UTF_8);
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant BEFORE_NOON = NOON.minus(Journal.ON_ITS_WAY);

  private static final Instant EARLIER = NOON.minusSeconds(3600);
  private static final Instant BEGUN = EARLIER.minusSeconds(1);
  private static final Mark EVERYTHING =
      new Mark(TreePath.ROOT, Scope.TREE, Change.ATTRIBUTES, 0, 0, false);

  @TempDir Path directory;

  private final MarkSet marks = new MarkSet(1000, 0);
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("pair.journal");
  }

  private Journal open() throws IOException {
    Journal journal = Journal.open(file, PAIR, EVERYTHING, EARLIER);
    marks.logTo(journal);
    return journal;
  }

  /** What a later run finds. */
  private JournalRecords.Contents found() throws IOException {
    return JournalRecords.read(Files.readAllBytes(file), PAIR, 0);
  }

  private static List<String> text(List<Mark> marks) {
    return marks.stream()
        .map(mark -> mark.scope() + " " + mark.change() + " " + mark.path())
        .distinct()
        .toList();
  }

  private void add(String path) {
    marks.add(TreePath.of(path), Scope.FILE, Change.CONTENT, 0);
  }

  @Test
  void hazard_13_3_aMarkIsFoundAgainAfterACrash() throws IOException {
    try (Journal journal = open()) {
      add("a/b");
      marks.add(TreePath.of("new"), Scope.TREE, Change.CONTENT, 0);
      marks.add(TreePath.ROOT, Scope.LIST, Change.ATTRIBUTES, 0);
      journal.write(marks, NOON, true);

      assertThat(text(found().marks()))
          .containsExactly(
              "TREE ATTRIBUTES .", "FILE CONTENT a/b", "TREE CONTENT new", "LIST ATTRIBUTES .");
      assertThat(found().trouble()).isEmpty();
      assertThat(found().soundAt()).contains(BEGUN);
    }
    try (Journal again = Journal.open(file, PAIR, EVERYTHING, NOON)) {
      assertThat(again.found().marks()).hasSize(4);
      assertThat(found().marks()).hasSize(4);
    }
  }

  @Test
  void hazard_13_3_aMarkOnItsWayIsOutstandingUntilItIsSettled() throws IOException {
    try (Journal journal = open()) {
      add("a");
      List<Mark> taken = marks.take(1, 10);
      journal.write(marks, NOON, true);
      journal.write(marks, NOON, true);
      assertThat(text(found().marks())).contains("FILE CONTENT a");

      marks.settled(taken, List.of());
      journal.write(marks, NOON, true);
      assertThat(found().marks()).isEmpty();
      assertThat(found().soundAt()).contains(BEFORE_NOON);
    }
  }

  @Test
  void isCertainOfNothingWhereNotEveryChangeIsHeard() throws IOException {
    try (Journal journal = open()) {
      journal.write(marks, NOON, false);
      assertThat(found().soundAt()).contains(BEGUN);
    }
  }

  @Test
  void theFirstComparisonIsOutstandingUntilItIsDone() throws IOException {
    try (Journal journal = open()) {
      marks.carry(EVERYTHING);
      journal.write(marks, NOON, true);
      assertThat(text(found().marks())).containsExactly("TREE ATTRIBUTES .");
      marks.carried(EVERYTHING);
      journal.write(marks, NOON, true);
      assertThat(found().soundAt()).contains(BEFORE_NOON);
    }
  }

  @Test
  void isNotWrittenWhileNothingHappens() throws IOException {
    try (Journal journal = open()) {
      journal.write(marks, NOON, true);
      Object before = Files.getAttribute(file, "unix:ino");
      journal.write(marks, NOON.plusSeconds(1), true);
      assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
    }
  }

  @Test
  void keepsTheMomentOfCertaintyWhileMarksComeAndGo() throws IOException {
    try (Journal journal = open()) {
      journal.write(marks, NOON, true);
      add("late");
      journal.write(marks, NOON.plusSeconds(60), true);
      assertThat(text(found().marks())).containsExactly("FILE CONTENT late");
      assertThat(found().soundAt()).contains(BEFORE_NOON);
    }
  }

  @Test
  void aRecordThatBreaksOffAtTheEndWasNeverWritten() throws IOException {
    try (Journal journal = open()) {
      add("first");
      add("second");
      journal.write(marks, NOON, true);
    }
    byte[] whole = Files.readAllBytes(file);
    int second = whole.length - JournalRecords.mark(markOf("second")).length;
    for (int length = second; length < whole.length; length++) {
      JournalRecords.Contents cut = JournalRecords.read(Arrays.copyOf(whole, length), PAIR, 0);
      assertThat(text(cut.marks()))
          .as("cut to %d", length)
          .containsExactly("TREE ATTRIBUTES .", "FILE CONTENT first");
    }
  }

  @Test
  void aDamagedJournalIsOfNoUse() throws IOException {
    try (Journal journal = open()) {
      add("first");
      add("second");
      journal.write(marks, NOON, true);
    }
    byte[] whole = Files.readAllBytes(file);
    int header = JournalRecords.header(PAIR).length;
    whole[header + 8] ^= 1;
    JournalRecords.Contents damaged = JournalRecords.read(whole, PAIR, 0);
    assertThat(damaged.trouble()).isEqualTo("it is damaged at byte " + header);
    assertThat(damaged.marks()).isEmpty();
  }

  @Test
  void aJournalOfOtherOptionsIsOfNoUse() throws IOException {
    open().close();
    JournalRecords.Contents foreign =
        JournalRecords.read(Files.readAllBytes(file), "another".getBytes(UTF_8), 0);
    assertThat(foreign.trouble()).isEqualTo("it is of another source, target or set of options");
    assertThat(JournalRecords.read("[mirror]\n".getBytes(UTF_8), PAIR, 0).trouble()).isNotEmpty();
  }

  private static Mark markOf(String path) {
    return new Mark(TreePath.of(path), Scope.FILE, Change.CONTENT, 0, 0, false);
  }
}
