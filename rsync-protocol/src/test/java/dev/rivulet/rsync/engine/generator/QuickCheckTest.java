// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import static dev.rivulet.rsync.engine.Entries.FILE;
import static dev.rivulet.rsync.engine.Entries.MTIME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.engine.Entries;
import dev.rivulet.rsync.engine.attribute.TimeRules;
import dev.rivulet.rsync.engine.place.EmptyTree;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options by what is there: up to date, requested, or left alone (rsync(1)). */
class QuickCheckTest {

  private static TransferOptionsBuilder options(String words) {
    TransferOptionsBuilder builder = TransferOptions.builder().times(true);
    for (String word : words.split(" ")) {
      switch (word) {
        case "-" -> builder.times(true);
        case "-I" -> builder.ignoreTimes(true);
        case "--size-only" -> builder.sizeOnly(true);
        case "-u" -> builder.update(true);
        case "-@2" -> builder.modifyWindow(2);
        case "-@-1" -> builder.modifyWindow(-1);
        case "--existing" -> builder.existing(true);
        case "--ignore-existing" -> builder.ignoreExisting(true);
        case "--max-size=99" -> builder.maxSize(99);
        case "--min-size=101" -> builder.minSize(101);
        default -> throw new IllegalArgumentException(word);
      }
    }
    return builder;
  }

  private static QuickCheck check(String words) {
    TransferOptions options = options(words).build();
    return new QuickCheck(
        options.update(),
        new TimeRules(options, true),
        ChecksumAlgorithm.MD5.plain(),
        ChecksumAlgorithm.MD5.length());
  }

  private static String text(Verdict verdict) {
    if (verdict instanceof Verdict.Skip skip) {
      return skip.reason().toString();
    }
    return "REQUEST";
  }

  private static String judge(QuickCheck check, FileEntry entry, FileAttributes there)
      throws IOException {
    if (check.judgeAge(entry, there) instanceof Verdict.Skip skip) {
      return text(skip);
    }
    boolean upToDate = check.isUpToDate(entry, there, new EmptyTree(), TreePath.of("name"));
    return upToDate ? "UP_TO_DATE" : "REQUEST";
  }

  @ParameterizedTest(name = "{0}: size {1}, {2} s and {3} ns later -> {4}")
  @CsvSource({
    "-,             100,  0,  0, UP_TO_DATE",
    "-,             100,  0, 50, UP_TO_DATE",
    "-,             100,  1,  0, REQUEST",
    "-,             100, -1,  0, REQUEST",
    "-,             101,  0,  0, REQUEST",
    "-I,            100,  0,  0, REQUEST",
    "--size-only,   100,  9,  0, UP_TO_DATE",
    "--size-only,    99,  0,  0, REQUEST",
    "-@2,           100,  2,  0, UP_TO_DATE",
    "-@2,           100, -2,  0, UP_TO_DATE",
    "-@2,           100,  3,  0, REQUEST",
    "-@-1,          100,  0,  1, REQUEST",
    "-@-1,          100,  0,  0, UP_TO_DATE",
    "-u,            999,  1,  0, NEWER",
    "-u,            999,  0,  0, REQUEST",
    "-u,            999, -1,  0, REQUEST",
    "-u -@-1,       999,  0,  9, REQUEST",
    "-u -@-1,       999,  1,  0, REQUEST",
    "-u -@-1,       999,  2,  0, NEWER",
    "-u -I,         100,  0,  0, REQUEST",
  })
  void judgesAFileByWhatIsThere(String words, long size, long later, int nanos, String verdict)
      throws IOException {
    FileAttributes there = Entries.attributes(FILE, size, MTIME + later, nanos);

    assertThat(judge(check(words), Entries.entry(FILE), there)).isEqualTo(verdict);
  }

  @Test
  void requestsWhatIsMissing() throws IOException {
    assertThat(judge(check("-"), Entries.entry(FILE), FileAttributes.MISSING)).isEqualTo("REQUEST");
  }

  @ParameterizedTest(name = "{0}, entry {1} over {2} -> {3}")
  @CsvSource({
    "-,                 file,      nothing,   REQUEST",
    "--existing,        file,      nothing,   NOT_CREATING",
    "--existing,        directory, nothing,   NOT_CREATING",
    "--existing,        file,      file,      REQUEST",
    "--ignore-existing, file,      file,      EXISTS",
    "--ignore-existing, file,      directory, EXISTS",
    "--ignore-existing, directory, file,      EXISTS",
    "--ignore-existing, directory, directory, REQUEST",
    "--ignore-existing, file,      nothing,   REQUEST",
  })
  void judgesByExistence(String words, String entry, String there, String verdict) {
    assertThat(text(check(words).judgeExistence(Entries.entry(mode(entry)), look(there))))
        .isEqualTo(verdict);
  }

  private static int mode(String kind) {
    return kind.equals("directory") ? Entries.DIRECTORY : FILE;
  }

  private static FileAttributes look(String kind) {
    return kind.equals("nothing") ? FileAttributes.MISSING : Entries.same(mode(kind));
  }

  @ParameterizedTest
  @CsvSource({"-,REQUEST", "--max-size=99,TOO_LARGE", "--min-size=101,TOO_SMALL"})
  void judgesBySize(String words, String verdict) {
    assertThat(text(check(words).judgeSize(Entries.entry(FILE)))).isEqualTo(verdict);
  }

  @Test
  void comparesDigestsInsteadOfTimes() throws IOException {
    TransferOptions options = TransferOptions.builder().times(true).checksum(true).build();
    QuickCheck check =
        new QuickCheck(
            options.update(),
            new TimeRules(options, true),
            ChecksumAlgorithm.MD5.plain(),
            ChecksumAlgorithm.MD5.length());
    FileEntry entry = Entries.entry(FILE);

    assertThat(judge(check, entry, Entries.same(FILE)))
        .as("a file that cannot be read has no digest")
        .isEqualTo("REQUEST");
  }
}
