// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTest {

  @ParameterizedTest
  @CsvSource({
    "a b, COPY",
    "a b c, COPY",
    "a, LIST_LOCAL",
    "-r --list-only a b, LIST_LOCAL",
    "a h::m, PUSH",
    "a b rsync://h/m, PUSH",
    "h::m a, PULL",
    "h::m/x ::m/y a, PULL",
    "h::m, LIST_REMOTE",
    "--list-only h::m x, LIST_REMOTE",
    "h::, LIST_MODULES",
    "rsync://h, LIST_MODULES",
    "rsync://h/, LIST_MODULES",
    "a h::, LIST_MODULES",
    "./h::m b, COPY",
    "a h:b, PUSH"
  })
  void knowsWhatOperandsAskFor(String words, Job.Kind kind) throws Exception {
    assertThat(job(words).kind()).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a:b c:d | The source and destination cannot both be remote.",
        "a h:b c | Unexpected remote arg: h:b",
        "h::a g::b c | All source args must come from the same machine.",
        "-a --files-from=:F a b | --files-from cannot be remote when the transfer is local",
        "h::a h:b c | All source args must use the same hostspec format.",
      })
  void refusesInTheWordsOfTheRealProgram(String words, String message) {
    assertThatThrownBy(() -> job(words)).isInstanceOf(RsyncException.class).hasMessage(message);
  }

  @Test
  void refusesALocalSourceAmongRemoteOnes() {
    assertThatThrownBy(() -> job("h::a b c"))
        .hasMessage(
            "Unexpected local arg: b\nIf arg is a remote file/dir, prefix it with a colon (:).");
  }

  @Test
  void usesThePortWhereNoneIsNamed() throws Exception {
    assertThat(((DaemonUrl) job("--port=8730 a h::m").destination()).effectivePort())
        .isEqualTo(8730);
    assertThat(((DaemonUrl) job("--port=8730 a rsync://h:1/m").destination()).effectivePort())
        .isEqualTo(1);
    assertThat(((DaemonUrl) job("a h::m").destination()).effectivePort()).isEqualTo(873);
  }

  private static Job job(String words) throws RsyncException {
    List<byte[]> list = new ArrayList<>();
    for (String word : words.split(" ")) {
      list.add(word.getBytes(UTF_8));
    }
    return Job.of(CommandLine.parse(list, path -> new byte[0]));
  }
}
