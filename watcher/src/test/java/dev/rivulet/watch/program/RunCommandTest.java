// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  @TempDir Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) throws Exception {
    return new RunCommand()
        .run(
            Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String write(String text) throws Exception {
    return Files.writeString(directory.resolve("conf"), text).toString();
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aCheckSaysWhatWouldBeDoneAndDoesNothing() throws Exception {
    String file =
        write(
            """
            log file = /no/such/log
            max transfers = 3
            [www]
            source = /no/such/source
            target = h1::www h2::www
            delete = running
            delay = 2s
            cut at = 10
            exclude = *.tmp *.swp
            """);
    assertThat(run("--check", file)).isZero();
    assertThat(errors()).isEmpty();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            [www]
              source       /no/such/source/
              target       rsync://h1/www
              target       rsync://h2/www
              compares     everything at the start
              deletes      what vanishes while it runs, and nothing else
              sends        after 2000 ms, or as soon as 10 changes wait
              filters      2 rules
              watches by   auto
              hooks        none

            program
              log          /no/such/log
              transfers    at most 3 at one time
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "'', no configuration",
    "--demon conf, unknown option --demon",
    "--daemon --foreground conf, --daemon and --foreground contradict each other",
    "conf other, more than one configuration"
  })
  void aCommandLineThatMakesNoSenseIsRefused(String words, String problem) throws Exception {
    String[] typed = words.isEmpty() ? new String[0] : words.split(" ");
    assertThat(run(typed)).isEqualTo(ExitCode.SYNTAX.code());
    assertThat(errors()).startsWith("rsync-watch run: " + problem + "; usage: rsync-watch run ");
  }

  @Test
  void aFaultInTheConfigurationIsToldWithItsPlace() throws Exception {
    String file = write("[www]\nsource = /srv\n");
    assertThat(run("--check", file)).isEqualTo(ExitCode.SYNTAX.code());
    assertThat(errors()).startsWith("rsync-watch run: " + file + ":1: [www]: no target; ");
  }

  @Test
  void theConfigurationOfADaemonIsRefusedWithARemedy() throws Exception {
    String file = write("[backup]\npath = /srv\n");
    assertThat(run(file)).isEqualTo(ExitCode.SYNTAX.code());
    assertThat(errors())
        .contains("is the configuration of a daemon; start it with rsyncd --config=");
  }

  @Test
  void aFileThatIsMissingIsTold() throws Exception {
    assertThat(run(directory.resolve("missing").toString())).isEqualTo(ExitCode.SYNTAX.code());
    assertThat(errors()).contains("missing: cannot be read: No such file or directory (2)");
  }
}
