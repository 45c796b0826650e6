// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.ItemText;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.wire.ItemFlags;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines are those rsync 3.5.0 prints for the same entries. */
class OutFormatTest {
  private static final LocalDateTime MTIME = LocalDateTime.of(2026, 11, 21, 9, 38, 36);
  private static final ItemText.Times TIMES = new ItemText.Times(true, true);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[%o] [%n] | [send] [sub/a]",
        "[%l] [%15l] [%-15l] [%'l] | [4096] [           4096] [4096           ] [4,096]",
        "[%''l] [%'''l] | [4.10K] [4.00K]",
        "[%B] [%U] [%G] | [rw-r-----] [1000] [100]",
        "[%M] | [2026/11/21-09:38:36]",
        "[%t] | [2026/11/21 10:00:00]",
        "[%%] [%q] [%a] [%h] [%P] [%u] [%m] | [%] [%q] [%a] [%h] [%P] [%u] []",
        "[%5L] [%L] | [         ] []",
        "%i %n%L | >f+++++++++ sub/a",
        "%f | sub/a",
        "% | %",
        "100%% of %n | 100% of sub/a",
      })
  void formatsFiles(String format, String line) throws Exception {
    assertThat(line(format, file())).isEqualTo(line);
  }

  @Test
  void marksDirectoriesWithASlash() throws Exception {
    assertThat(line("%n", item("dir", 040755, ItemFlags.IS_NEW, "", ""))).isEqualTo("dir/");
    assertThat(line("%n", item(".", 040755, ItemFlags.IS_NEW, "", ""))).isEqualTo("./");
  }

  @Test
  void showsWhereLinksLead() throws Exception {
    TransferEvent.Item link = item("l", 0120777, ItemFlags.LOCAL_CHANGE, "a", "");

    assertThat(line("[%n%L]", link)).isEqualTo("[l -> a]");
    assertThat(line("[%5L]", link)).isEqualTo("[ ->     a]");
  }

  @Test
  void showsTheOtherNameOfAHardLink() throws Exception {
    int flags = ItemFlags.LOCAL_CHANGE | ItemFlags.XNAME_FOLLOWS;

    assertThat(line("%i %n%L", item("b", 0100644, flags, "", "a"))).isEqualTo("hf          b => a");
  }

  @Test
  void formatsDeletions() throws Exception {
    assertThat(deletion("%i %n%L", "gone", false)).isEqualTo("*deleting   gone");
    assertThat(deletion("%o %n", "dir", true)).isEqualTo("del. dir/");
  }

  @Test
  void pointsAwayFromTheSenderUnlessBothEndsAreHere() throws Exception {
    OutFormat away = OutFormat.parse("%i", clock(), false, TIMES);
    OutFormat here = OutFormat.parse("%i", clock(), true, TIMES);

    assertThat(text(away.line(sent()))).isEqualTo("<f.........");
    assertThat(text(here.line(sent()))).isEqualTo(">f.........");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%b", "%c", "%C", "x %5b"})
  void refusesWhatIsKnownOnlyAfterTheTransfer(String format) {
    assertThatThrownBy(() -> OutFormat.parse(format, clock(), false, TIMES))
        .isInstanceOf(RsyncException.class)
        .extracting(e -> ((RsyncException) e).exitCode())
        .isEqualTo(ExitCode.UNSUPPORTED);
  }

  private static TransferEvent.Item file() {
    return item("sub/a", 0100640, ItemFlags.TRANSFER | ItemFlags.IS_NEW, "", "");
  }

  private static TransferEvent.Item sent() {
    return item("a", 0100644, ItemFlags.TRANSFER, "", "");
  }

  private static TransferEvent.Item item(
      String name, int mode, int flags, String target, String linkedTo) {
    long mtime = MTIME.atZone(ZoneId.systemDefault()).toEpochSecond();
    ItemInfo entry =
        new ItemInfo(name.getBytes(UTF_8), mode, 4096, mtime, 1000, 100, target.getBytes(UTF_8));
    return new TransferEvent.Item(entry, flags, linkedTo.getBytes(UTF_8), true, 0, 0);
  }

  private static String line(String format, TransferEvent.Item item) throws Exception {
    return text(OutFormat.parse(format, clock(), true, TIMES).line(item));
  }

  private static String deletion(String format, String name, boolean directory) throws Exception {
    OutFormat parsed = OutFormat.parse(format, clock(), false, TIMES);
    return text(parsed.deletion(name.getBytes(UTF_8), directory));
  }

  private static Clock clock() {
    Instant instant =
        LocalDateTime.of(2026, 11, 21, 10, 0).atZone(ZoneId.systemDefault()).toInstant();
    return Clock.fixed(instant, ZoneId.systemDefault());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
