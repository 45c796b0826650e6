// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.wire.ItemFlags;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The lines are those rsync 3.5.0 prints for the same entries. */
class ItemFormatTest {
  private static final LocalDateTime MTIME = LocalDateTime.of(2026, 11, 21, 9, 38, 36);
  private static final byte[] NONE = {};
  private static final FileSum SUM = FileSum.zero(2);
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
        "%f | src/sub/a",
        "[%p] [%-'10l] [%'-6l] | [77] [%-'10l] [4,096 ]",
        "% | %",
        "100%% of %n | 100% of sub/a",
      })
  void formatsFiles(String format, String line) {
    assertThat(line(format, file())).isEqualTo(line);
  }

  @Test
  void marksDirectoriesWithASlash() {
    assertThat(line("%n", item("dir", 040755, ItemFlags.IS_NEW, "", ""))).isEqualTo("dir/");
    assertThat(line("%n", item(".", 040755, ItemFlags.IS_NEW, "", ""))).isEqualTo("./");
  }

  @Test
  void showsWhereLinksLead() {
    TransferEvent.Item link = item("l", 0120777, ItemFlags.LOCAL_CHANGE, "a", "");

    assertThat(line("[%n%L]", link)).isEqualTo("[l -> a]");
    assertThat(line("[%5L]", link)).isEqualTo("[ ->     a]");
  }

  @Test
  void showsTheOtherNameOfAHardLink() {
    int flags = ItemFlags.LOCAL_CHANGE | ItemFlags.XNAME_FOLLOWS;

    assertThat(line("%i %n%L", item("b", 0100644, flags, "", "a"))).isEqualTo("hf          b => a");
  }

  @Test
  void formatsDeletions() {
    assertThat(deletion("%i %n%L", "gone", false)).isEqualTo("*deleting   gone");
    assertThat(deletion("%o %n", "dir", true)).isEqualTo("del. dir/");
  }

  @Test
  void pointsAwayFromTheSenderUnlessBothEndsAreHere() {
    ItemFormat away = format("%i", false);
    ItemFormat here = format("%i", true);

    assertThat(text(away.line(sent()))).isEqualTo("<f.........");
    assertThat(text(here.line(sent()))).isEqualTo(">f.........");
  }

  @Test
  void showsWhatATransferTook() {
    Amounts amounts = new Amounts(5, 7, 60_917, 436);
    FileSum sum = FileSum.of(new byte[] {(byte) 0xf9, 0x0c});

    assertThat(text(format("%b|%'b|%c|%C|", true).line(file(), amounts, sum)))
        .isEqualTo("60917|60,917|436|f90c|");
  }

  @Test
  void leavesRoomForASumThatIsNotKnown() {
    assertThat(line("%b|%c|%C|", file())).isEqualTo("0|0|0000|");
    assertThat(deletion("%o|%C|%B|%G|%l", "gone", false)).isEqualTo("del.|    |---------|0|0");
  }

  @Test
  void namesTheGroupThatTheReceiverChooses() {
    ItemInfo entry = new ItemInfo(new byte[] {'a'}, 0100644, 0, 0, 0, ItemInfo.NO_GROUP, NONE);

    assertThat(line("%U:%G", new TransferEvent.Item(entry, 0, NONE, true, SUM)))
        .isEqualTo("0:DEFAULT");
  }

  @Test
  void showsWhatOnlyADaemonKnows() {
    ItemFormat.DaemonSide daemon =
        new ItemFormat.DaemonSide(
            "10.0.0.1".getBytes(UTF_8),
            "host".getBytes(UTF_8),
            "mod".getBytes(UTF_8),
            "/srv".getBytes(UTF_8),
            "ann".getBytes(UTF_8));
    ItemFormat format =
        ItemFormat.parse(
            "%o %h [%a] %m (%u) %P %p".getBytes(UTF_8),
            clock(),
            new ItemFormat.Place(false, 77, daemon),
            TIMES);

    assertThat(text(format.line(file()))).isEqualTo("send host [10.0.0.1] mod (ann) /srv 77");
  }

  @Test
  void knowsWhatNeedsTheDataToHaveMoved() {
    assertThat(format("%i %n%L", true).needsAmounts()).isFalse();
    assertThat(format("%n %-10b", true).needsAmounts()).isTrue();
    assertThat(format("%%b", true).needsAmounts()).isFalse();
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
    byte[] bytes = name.getBytes(UTF_8);
    byte[] longName = ("src/" + name).getBytes(UTF_8);
    ItemInfo entry =
        new ItemInfo(bytes, longName, mode, 4096, mtime, 0, 1000, 100, target.getBytes(UTF_8));
    return new TransferEvent.Item(entry, flags, linkedTo.getBytes(UTF_8), true, SUM);
  }

  private static ItemFormat format(String format, boolean local) {
    ItemFormat.Place place = new ItemFormat.Place(local, 77, null);
    return ItemFormat.parse(format.getBytes(UTF_8), clock(), place, TIMES);
  }

  private static String line(String format, TransferEvent.Item item) {
    return text(format(format, true).line(item));
  }

  private static String deletion(String format, String name, boolean directory) {
    return text(format(format, false).deletion(name.getBytes(UTF_8), directory, 2));
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
