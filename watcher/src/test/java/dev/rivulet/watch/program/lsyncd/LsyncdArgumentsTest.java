// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.watch.config.lsyncd.Overrides.CommandSync;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LsyncdArgumentsTest {

  private static LsyncdArguments parse(String line) throws LsyncdArguments.Fault {
    return LsyncdArguments.parse(
        Arrays.stream(line.split(" "))
            .filter(word -> !word.isEmpty())
            .map(word -> word.getBytes(StandardCharsets.UTF_8))
            .toList());
  }

  @Test
  void takesOptionsWithOneDashOrTwoOnEitherSideOfTheFile() throws Exception {
    LsyncdArguments arguments =
        parse("-nodaemon --pidfile /p c.conf -delay 2.5 --insist -logfile /l -log Exec");

    assertThat(arguments.form()).isEqualTo(LsyncdArguments.Form.RUN);
    assertThat(new String(arguments.config().orElseThrow(), StandardCharsets.UTF_8))
        .isEqualTo("c.conf");
    assertThat(arguments.overrides().settings())
        .isEqualTo(Map.of("nodaemon", "true", "pidfile", "/p", "insist", "true", "logfile", "/l"));
    assertThat(arguments.overrides().delaySeconds()).contains(2.5);
    assertThat(arguments.log().shows("Exec")).isTrue();
    assertThat(arguments.log().shows("Delay")).isFalse();
  }

  @Test
  void takesSyncsAsOftenAsTheyCome() throws Exception {
    assertThat(parse("-rsync /a h::m -rsyncssh /b far /c -direct /d /e").overrides().syncs())
        .containsExactly(
            new CommandSync("rsync", "/a", "", "h::m"),
            new CommandSync("rsyncssh", "/b", "far", "/c"),
            new CommandSync("direct", "/d", "", "/e"));
  }

  @ParameterizedTest
  @CsvSource({"'', HELP", "-help, HELP", "--version, VERSION", "-nodaemon -version x, VERSION"})
  void helpAndVersionNeedNothingElse(String line, LsyncdArguments.Form form) throws Exception {
    assertThat(parse(line).form()).isEqualTo(form);
  }

  @ParameterizedTest
  @CsvSource({
    "-foo, unknown option command line option -foo",
    "-rsync /a, rsync needs 2 arguments",
    "-log, log needs 1 arguments",
    "-log x c, 'x' is not a valid logging category",
    "-delay x c, delay must be a number",
    "a b, There can only be one config file in the command line.",
    "-rsync /a /b c, There cannot be command line syncs and a config file together.",
    "-nodaemon, neither a config file nor a sync",
    "-runner f c, -runner is not supported",
    "-onepass c, of lsyncd 2.3",
  })
  void tellsWhatIsWrong(String line, String message) {
    assertThatThrownBy(() -> parse(line.replace("''", "'")))
        .isInstanceOf(LsyncdArguments.Fault.class)
        .hasMessageContaining(message.replace("''", "'"));
  }

  @Test
  void scarceShowsErrorsOnly() {
    LogChoice scarce = LogChoice.USUAL.with("scarce");

    assertThat(scarce.shows("Error")).isTrue();
    assertThat(scarce.shows("Normal")).isFalse();
    assertThat(scarce.with("Delay").shows("Delay")).isTrue();
    assertThat(LogChoice.USUAL.with("all").shows("Masterloop")).isTrue();
    assertThat(LogChoice.USUAL.shows("Normal")).isTrue();
  }
}
