// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessWordsTest {

  @Test
  void takesTheLastWordsOfTheProcessAsTheyAre() {
    String[] args = {"-a", "?", ""};
    assertThat(text(ProcessWords.of(args, bytes("java\0-jar\0x.jar\0-a\0\u00ff\0\0"))))
        .containsExactly("-a", "\u00ff", "");
  }

  @Test
  void aProgramWithoutArgumentsHasNone() {
    assertThat(ProcessWords.of(new String[0], bytes("java\0-jar\0x.jar\0"))).isEmpty();
  }

  @Test
  void aCommandLineThatSaysTooLittleIsNotBelieved() {
    String[] args = {"-a", "x"};
    assertThat(text(ProcessWords.of(args, bytes("-a\0x\0")))).containsExactly("-a", "x");
    assertThat(text(ProcessWords.of(args, bytes("")))).containsExactly("-a", "x");
  }

  @Test
  void theCommandLineOfThisProcessIsLongerThanItsLastWord() {
    assertThat(ProcessWords.of(new String[1])).hasSize(1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  private static List<String> text(List<byte[]> words) {
    return words.stream().map(word -> new String(word, ISO_8859_1)).toList();
  }
}
