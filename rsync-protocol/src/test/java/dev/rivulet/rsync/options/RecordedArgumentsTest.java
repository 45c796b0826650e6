// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every option as the real program passes it on, or refuses it; recorded in a resource. */
class RecordedArgumentsTest {

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("recorded")
  void passesOptionsOnAsTheRealProgramDoes(String direction, String options, String expected) {
    assertThat(outcome(options, direction.equals("pull"))).isEqualTo(expected);
  }

  @Test
  void aServerUnderstandsEveryRecordedWord() throws Exception {
    for (Arguments row : recorded().toList()) {
      String words = (String) row.get()[2];
      boolean remoteOnly = words.contains("--x") || words.contains("--foo");
      if (words.startsWith("--server") && !remoteOnly) {
        ServerRequest request =
            ServerRequest.parse(
                split(words), ServerRequest.Gate.OPEN, path -> new byte[0], option -> true);
        assertThat(request.paths()).as(words).hasSize(1);
      }
    }
  }

  static Stream<Arguments> recorded() throws IOException {
    List<Arguments> rows = new ArrayList<>();
    try (InputStream in = RecordedArgumentsTest.class.getResourceAsStream("server-arguments.txt")) {
      for (String line : new String(in.readAllBytes(), UTF_8).split("\n")) {
        if (!line.startsWith("#")) {
          String[] columns = line.split(" \\| ");
          rows.add(Arguments.of(columns[0], columns[1], columns[2]));
        }
      }
    }
    return rows.stream();
  }

  private static String outcome(String options, boolean pull) {
    TransferOptions parsed;
    try {
      parsed =
          CommandLine.parse(
                  split(options), path -> "one\n".getBytes(UTF_8), name -> null, option -> true)
              .options();
    } catch (RsyncException e) {
      return e.exitCode().code() + ": " + e.getMessage();
    }
    byte[] path = (pull ? "src/" : "dest").getBytes(UTF_8);
    StringBuilder line = new StringBuilder();
    for (byte[] word : ServerArguments.words(parsed, pull, List.of(path))) {
      line.append(line.length() == 0 ? "" : " ").append(new String(word, UTF_8));
    }
    return line.toString();
  }

  private static List<byte[]> split(String words) {
    List<byte[]> list = new ArrayList<>();
    for (String word : words.split(" ")) {
      list.add(word.getBytes(UTF_8));
    }
    return list;
  }
}
