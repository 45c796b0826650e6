// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChmodRulesTest {
  private static final int UMASK = 022;

  /** Results of rsync 3.5.0 ({@code --out-format=%B}). */
  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "u+rwx,g=     | 0644 | 0704",
        "go-w         | 0666 | 0644",
        "a=rX         | 2666 | 2444",
        "+X           | 0644 | 0644",
        "+X           | 0744 | 0755",
        "+x,a-x,+X    | 0700 | 0711",
        "a+xX         | 0000 | 0000",
        "a-X          | 0111 | 0000",
        "=w           | 0777 | 0200",
        "+w           | 0444 | 0644",
        "-w           | 0666 | 0466",
        "a+w          | 0444 | 0666",
        "755          | 4644 | 0755",
        "07777        | 0000 | 7777",
        "u=g          | 4645 | 0445",
        "o=u          | 1644 | 0646",
        "u-g          | 0764 | 0164",
        "=u           | 7777 | 0755",
        "a+st         | 0644 | 7644",
        "u+s          | 0644 | 4644",
        "go+s         | 0644 | 2644",
        "o+ts         | 0644 | 4644",
        "u+ts         | 0644 | 5644",
        "g-s          | 6755 | 4755",
        "u=t          | 7777 | 3077",
        "=t           | 7777 | 7000",
        "u=rwxst      | 2044 | 7744",
        "u=,u=        | 0777 | 0077",
        "u+           | 0640 | 0640",
        "D700,F600    | 0644 | 0600",
        "Fuu+x,D=     | 0644 | 0744",
      })
  void changesAFile(String rules, String before, String after) {
    assertThat(changed(rules, FileType.REGULAR, before)).isEqualTo(Integer.parseInt(after, 8));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "+X              | 0600 | 0711",
        "Dg+s,F=,ug+w,+X | 0555 | 2775",
        "D2775,F664      | 0700 | 2775",
        "F600            | 0755 | 0755",
      })
  void changesADirectory(String rules, String before, String after) {
    assertThat(changed(rules, FileType.DIRECTORY, before)).isEqualTo(Integer.parseInt(after, 8));
  }

  private static int changed(String rules, int type, String before) {
    int mode = type | Integer.parseInt(before, 8);
    int changed = ChmodRules.parse(rules).orElseThrow().underUmask(UMASK).apply(mode);
    assertThat(changed & FileType.MASK).isEqualTo(type);
    return changed & FileType.PERMISSIONS;
  }

  @Test
  void leavesLinksAndMissingArgumentsAlone() {
    ChmodRules rules = ChmodRules.parse("a=").orElseThrow();
    assertThat(rules.apply(FileType.SYMLINK | 0777)).isEqualTo(FileType.SYMLINK | 0777);
    assertThat(rules.apply(0)).isZero();
  }

  @Test
  void appendsTheRulesOfAnotherOption() {
    ChmodRules both =
        ChmodRules.parse("a=r").orElseThrow().and(ChmodRules.parse("u+w").orElseThrow());
    assertThat(both.apply(FileType.REGULAR | 0777)).isEqualTo(FileType.REGULAR | 0644);
    assertThat(ChmodRules.NONE.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "x",
        "a",
        "D",
        "DF755",
        "u+r,,g+r",
        "8",
        "10777",
        "64a",
        "6 44",
        "u=gr",
        "u=rg",
        "u=go",
        "a+r ",
        "u=rwx+x",
        "077777777777",
        "u+r,",
        "z+r",
        "u+rg",
        "FD+x"
      })
  void refusesWhatIsNoListOfRules(String text) {
    assertThat(ChmodRules.parse(text)).isEmpty();
  }
}
