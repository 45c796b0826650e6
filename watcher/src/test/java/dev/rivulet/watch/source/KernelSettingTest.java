// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KernelSettingTest {

  @ParameterizedTest
  @EnumSource
  void allDigitsAreRead(KernelSetting setting) throws IOException, InterruptedException {
    Process cat = new ProcessBuilder("cat", setting.path().toString()).start();
    String text = new String(cat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(cat.waitFor()).isZero();
    assertThat(setting.value()).isEqualTo(Long.parseLong(text.strip()));
  }
}
