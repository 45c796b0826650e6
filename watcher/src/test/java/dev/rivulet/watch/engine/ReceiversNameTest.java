// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiversNameTest {

  @ParameterizedTest
  @ValueSource(strings = {".file.Ab3xyz", "d/.a.b.c.abcde1", ".bashrc.aaaAaa", ".x.123456"})
  void knowsTheNamesOfIncompleteFiles(String name) {
    assertThat(ReceiversName.isLikely(TreePath.of(name))).isTrue();
    assertThat(ReceiversName.isPossible(TreePath.of(name))).isTrue();
  }

  @Test
  void isNotSureOfSixSmallLetters() {
    assertThat(ReceiversName.isLikely(TreePath.of(".env.sample"))).isFalse();
    assertThat(ReceiversName.isPossible(TreePath.of(".env.sample"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"file.Ab3xyz", ".file.Ab3xy", ".file.Ab3xyzz", ".Ab3xyz", ".f.Ab-xyz", ".f"})
  void leavesOtherNamesAlone(String name) {
    assertThat(ReceiversName.isPossible(TreePath.of(name))).isFalse();
  }

  @Test
  void knowsWhichFileAnIncompleteOneBecomes() {
    assertThat(isOf("d/.file.abcdef", "d/file")).isTrue();
    assertThat(isOf(".bashrc.abcdef", ".bashrc")).isTrue();
    assertThat(isOf(".cut sho.abcdef", "cut short")).isTrue();
    assertThat(isOf(".file.abcdef", "other")).isFalse();
    assertThat(isOf(".file.abcdef", "fil")).isFalse();
    assertThat(isOf("d/.file.abcdef", "file")).isFalse();
    assertThat(isOf("file", "file")).isFalse();
  }

  private static boolean isOf(String incomplete, String complete) {
    return ReceiversName.isOf(TreePath.of(incomplete), TreePath.of(complete));
  }
}
