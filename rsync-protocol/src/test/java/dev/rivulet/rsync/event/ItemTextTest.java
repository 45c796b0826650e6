// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemTextTest {
  private static final byte[] NONE = {};

  @ParameterizedTest
  @CsvSource({
    "0100644, a000, '>f+++++++++'",
    "0100644, 8004, '>f.s.......'",
    "0100644, 800c, '>f.st......'",
    "0100644, 8002, '>fc........'",
    "0040755, 6000, 'cd+++++++++'",
    "0120777, 6000, 'cL+++++++++'",
    "0120777, 4002, 'cLc........'",
    "0120777, 000c, '.L..T......'",
    "0010644, 6000, 'cS+++++++++'",
    "0020644, 6000, 'cD+++++++++'",
    "0100644, 0010, '.f...p.....'",
    "0040755, 0008, '.d..t......'",
    "0100644, 0070, '.f...pog...'",
    "0040755, 0000, '.d         '",
    "0100644, 5000, 'hf         '",
    "0100644, 7000, 'hf+++++++++'",
    "0100644, 8000, '>f.........'",
    "0100644, 18000, '>f?????????'",
    "0100644, 0080, '.f.......a.'",
    "0100644, 0100, '.f........x'",
    "0100644, 0401, '.f......b..'",
  })
  void describesWhatDiffers(String octalMode, String hexFlags, String text) {
    assertThat(ItemText.of(item(octalMode, hexFlags), false, new ItemText.Times(true, true)))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"true, '<f..t......'", "false, '>f..t......'"})
  void showsWhichWayTheDataGoes(boolean sentAway, String text) {
    assertThat(ItemText.of(item("0100644", "8008"), sentAway, new ItemText.Times(true, true)))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0100644, false, true, '>f..T......'",
    "0100644, true, false, '>f..t......'",
    "0120777, true, false, '>L..T......'",
  })
  void marksTimesThatAreNotKept(String mode, boolean preserved, boolean links, String text) {
    assertThat(ItemText.of(item(mode, "8008"), false, new ItemText.Times(preserved, links)))
        .isEqualTo(text);
  }

  private static TransferEvent.Item item(String octalMode, String hexFlags) {
    ItemInfo entry = new ItemInfo(NONE, Integer.parseInt(octalMode, 8), 0, 0, 0, 0, NONE);
    return new TransferEvent.Item(
        entry, Integer.parseInt(hexFlags, 16), NONE, false, FileSum.unknown(16));
  }
}
