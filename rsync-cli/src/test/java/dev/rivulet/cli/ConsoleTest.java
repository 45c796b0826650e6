// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console = new Console(out, err);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | ESCAPED | 61 | 61",
        "control | UTF_8 | 61 01 62 | 61 5c 23 30 30 31 62",
        "delete | UTF_8 | 7f | 7f",
        "tab | ESCAPED | 61 09 62 | 61 09 62",
        "line end | UTF_8 | 61 0a 62 | 61 5c 23 30 31 32 62",
        "utf | UTF_8 | c3 a9 | c3 a9",
        "utf4 | UTF_8 | f0 9f 98 80 21 | f0 9f 98 80 21",
        "c1 control | UTF_8 | c2 85 | c2 85",
        "no utf | ESCAPED | c3 a9 | 5c 23 33 30 33 5c 23 32 35 31",
        "invalid | UTF_8 | 78 ff 79 | 78 5c 23 33 37 37 79",
        "cut | UTF_8 | 78 c3 | 78 5c 23 33 30 33",
        "raw | RAW | 78 ff c3 | 78 ff c3",
        "looks escaped | RAW | 5c 23 31 32 33 | 5c 23 31 33 34 23 31 32 33",
        "backslash | UTF_8 | 5c 23 31 32 78 | 5c 23 31 32 78",
      })
  void makesNamesSafeForATerminal(
      String name, Console.HighBytes highBytes, String text, String shown) {
    console.show(highBytes);
    console.line(bytes(text));
    console.flush();

    assertThat(out.toByteArray()).as(name).isEqualTo(bytes(shown + " 0a"));
  }

  @Test
  void writesWhatCameBeforeAnErrorFirst() {
    OutputStream both = new ByteArrayOutputStream();
    Console one = new Console(both, both);
    one.line("first");
    one.error("second");
    one.line("third");
    one.flush();

    assertThat(both).hasToString("first\nsecond\nthird\n");
  }

  @Test
  void remembersThatSomethingCouldNotBeWritten() {
    Console broken =
        new Console(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw new IOException("full");
              }
            },
            err);
    broken.line("text");
    broken.flush();

    assertThat(broken.hasFailed()).isTrue();
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  private static byte[] bytes(String hex) {
    StringBuilder text = new StringBuilder();
    for (String pair : hex.trim().split(" ")) {
      text.append((char) Integer.parseInt(pair, 16));
    }
    return text.toString().getBytes(ISO_8859_1);
  }

  @Test
  void sendsEverythingToStandardErrorWhereThatIsWanted() {
    console.line("before");
    console.useOnlyErrors();
    console.line("line");
    console.error("error");

    assertThat(out.toString(UTF_8)).isEqualTo("before\n");
    assertThat(err.toString(UTF_8)).isEqualTo("line\nerror\n");
  }

  @Test
  void handsOverEachLineWhereThatIsWanted() {
    console.line("kept");
    assertThat(out.size()).isZero();
    console.flushLines(true);
    console.line("given");

    assertThat(out.size()).isEqualTo("kept\ngiven\n".length());
  }
}
