// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.sersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.watch.source.KernelSetting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SersyncArgumentsTest {

  /** As seed 003 starts it. */
  @Test
  void lettersMayBeGrouped() throws Exception {
    SersyncArguments arguments = parse("-rdo", "/etc/confxml.xml");
    assertThat(arguments.initialPass()).isTrue();
    assertThat(arguments.daemon()).isTrue();
    assertThat(arguments.config()).isEqualTo(Path.of("/etc/confxml.xml"));
    assertThat(arguments.typed()).containsExactly("-r", "-d", "-o /etc/confxml.xml");
  }

  @Test
  void everythingHasADefault() throws Exception {
    SersyncArguments arguments = parse();
    assertThat(arguments.initialPass() || arguments.daemon() || arguments.help()).isFalse();
    assertThat(arguments.config()).isEqualTo(Path.of("confxml.xml"));
    assertThat(arguments.threads()).isEqualTo(10);
    assertThat(arguments.plugin()).isEmpty();
  }

  @Test
  void takesNumbersPluginsAndOperands() throws Exception {
    SersyncArguments arguments = parse("-n5", "operand", "-m", "socket", "-h", "--", "-x");
    assertThat(arguments.threads()).isEqualTo(5);
    assertThat(arguments.plugin()).contains("socket");
    assertThat(arguments.help()).isTrue();
    assertThat(parse("-n", "0").threads()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "-x, invalid option -- 'x'",
    "-dz, invalid option -- 'z'",
    "-o, requires",
    "-nx, -n takes"
  })
  void refusesWhatItDoesNotKnow(String word, String message) {
    assertThatThrownBy(() -> parse(word))
        .isInstanceOf(SersyncArguments.Fault.class)
        .hasMessageContaining(message);
  }

  @Test
  void kernelSettingsAreToldAndNotWritten() {
    KernelSettings settings =
        new KernelSettings(setting -> setting == KernelSetting.MAX_USER_WATCHES ? 8192 : 999_999);

    assertThat(settings.lines())
        .containsExactly(
            "fs.inotify.max_user_watches is 8192 and left alone; if need be: sysctl -w"
                + " fs.inotify.max_user_watches=50000000",
            "fs.inotify.max_queued_events is 999999");
  }

  private static SersyncArguments parse(String... words) throws SersyncArguments.Fault {
    return SersyncArguments.parse(
        Stream.of(words).map(word -> word.getBytes(StandardCharsets.UTF_8)).toList());
  }
}
