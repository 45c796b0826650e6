// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModeTextTest {

  @ParameterizedTest
  @CsvSource({
    "0100644,-rw-r--r--", "0040755,drwxr-xr-x", "0120777,lrwxrwxrwx", "0060660,brw-rw----",
    "0020666,crw-rw-rw-", "0140700,srwx------", "0010600,prw-------", "0104755,-rwsr-xr-x",
    "0104644,-rwSr--r--", "0102755,-rwxr-sr-x", "0041777,drwxrwxrwt", "0041776,drwxrwxrwT",
    "0100000,----------"
  })
  void showsTypeAndPermissions(String octal, String text) {
    assertThat(ModeText.of(Integer.parseInt(octal, 8))).isEqualTo(text);
  }
}
