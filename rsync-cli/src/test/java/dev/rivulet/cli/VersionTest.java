// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.InfoFlag;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTest {

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void startsAsScriptsExpect(String option) {
    assertThat(run(option))
        .matches("(?s)rsync  version \\d+\\.\\d+\\.\\d+\\S*  protocol version 32\n.*")
        .contains("Rivulet", "Capabilities:", "symtimes", "xattrs", "iconv", "no prealloc")
        .doesNotContain("no iconv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-VV", "--version --version"})
  void tellsProgramsWhatItCanDo(String options) {
    assertThat(run(options.split(" ")))
        .startsWith("{\n")
        .endsWith("\n}\n")
        .contains("\"program\": \"rsync\"", "\"symtimes\": true", "\"iconv\": true")
        .containsPattern("\"checksum_list\": \\[\\s+\"xxh128\", ");
  }

  @Test
  void linesFitATerminal() {
    assertThat(Version.text().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void listsTheFlagsOfInfoAndDebug() {
    String info = run("--info=help");
    String debug = run("--debug=all0,HELP");

    for (InfoFlag flag : InfoFlag.values()) {
      assertThat(info).contains("\n" + flag.name() + " ");
    }
    assertThat(info).contains("\n2) BACKUP,MISC2,MOUNT,NAME2,REMOVE,SKIP\n");
    for (DebugFlag flag : DebugFlag.values()) {
      assertThat(debug).contains("\n" + flag.name() + " ");
    }
  }

  private static String run(String... options) {
    List<byte[]> words = new ArrayList<>();
    for (String option : options) {
      words.add(option.getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(Main.run(words, out, err)).isZero();
    assertThat(err.size()).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
