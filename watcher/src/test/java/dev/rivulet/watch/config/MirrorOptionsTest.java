// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.rsync.ExitCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorOptionsTest {

  private static MirrorOptions parse(String... words) throws ConfigException {
    return MirrorOptions.parse(
        "file:3", Stream.of(words).map(w -> w.getBytes(StandardCharsets.UTF_8)).toList());
  }

  @Test
  void optionsMeanWhatTheyMeanToRsync() throws Exception {
    MirrorOptions options = parse("-avH", "--delete", "--bwlimit=100", "--timeout=30");
    assertThat(options.transfer().selection().recursive()).isTrue();
    assertThat(options.transfer().preserve().hardLinks()).isTrue();
    assertThat(options.transfer().deletion().isOn()).isTrue();
    assertThat(options.transfer().wire().bandwidthLimit()).isEqualTo(100);
    assertThat(options.transfer().wire().timeoutSeconds()).isEqualTo(30);
  }

  @Test
  void thePortIsThatOfTargetsWithoutOne() throws Exception {
    MirrorOptions options = parse("--port=874");
    assertThat(((DaemonUrl) options.target(bytes("h::m/"))).port()).isEqualTo(874);
    assertThat(((DaemonUrl) options.target(bytes("rsync://h:1/m"))).port()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--progress",
        "-P",
        "-n",
        "--dry-run",
        "--remove-source-files",
        "--list-only",
        "--stats",
        "--files-from=x",
        "--copy-as=u",
        "--watch",
        "--write-batch=b",
        "--stop-after=5",
        "--log-file=x",
        "-q",
        "--help",
        "-d",
        "--event-source=inotify",
        "--itemize-changes",
        "--out-format=%n"
      })
  void whatMakesNoSenseForAMirrorIsRefusedByName(String option) {
    String name = option.replaceFirst("=.*", "");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse("-a", option))
        .withMessageStartingWith("file:3: " + name + " makes no sense for a mirror; ")
        .matches(e -> e.exitCode() == ExitCode.SYNTAX);
  }

  @Test
  void theOppositeOfARefusedOptionIsFine() throws Exception {
    assertThat(parse("-a", "--no-progress", "--no-dirs").transfer().selection().recursive())
        .isTrue();
  }

  @Test
  void whatRsyncRefusesIsRefusedWithThePlace() {
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse("--nonsense"))
        .withMessageStartingWith("file:3: --nonsense: unknown option; ");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> parse("-a", "/data"))
        .withMessageStartingWith("file:3: \"/data\" is not an option; ");
  }

  @Test
  void aPasswordFileNeedsADaemonAmongTheTargets() throws Exception {
    MirrorOptions options = parse("-a", "--password-file=/p");
    Endpoint daemon = options.target(bytes("h::m"));
    Endpoint local = options.target(bytes("/copy"));
    assertThat(options.client("file:3", List.of(local, daemon))).isNotNull();
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> options.client("file:3", List.of(local)))
        .withMessageContaining("--password-file");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
