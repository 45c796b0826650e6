// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.options.CommandLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The scripts are those rsync 3.5.0 writes for the same command lines. */
class BatchScriptTest {

  @Test
  void putsTheRecordingInPlaceOfTheSources() throws Exception {
    assertThat(script("-a", "--write-batch=b", "src/", "dst"))
        .isEqualTo("'rsync' '-a' --read-batch='b' ${1:-'dst'}\n");
    assertThat(script("-a", "--only-write-batch", "b", "a", "b", "ds t'q"))
        .isEqualTo("'rsync' '-a' --read-batch 'b' ${1:-'ds t'\\''q'}\n");
  }

  @Test
  void putsTheRulesBehindTheCommand() throws Exception {
    assertThat(
            script(
                "-av",
                "--exclude=foo",
                "--filter=P x",
                "-f",
                "- y",
                "--include",
                "*/",
                "--delete",
                "--write-batch",
                "b",
                "src",
                "dst/"))
        .isEqualTo(
            "'rsync' --filter='._-' '-av' '--delete' --read-batch 'b' ${1:-'dst/'} <<'#E#'\n"
                + "- foo\n-r x\n- y\n+ */\n#E#\n");
  }

  @Test
  void quotesTheArgumentOfALongOptionAlone() throws Exception {
    assertThat(script("-a", "--write-batch=b", "--log-file=9 9", "-T", "/t", "--", "src/", "dst"))
        .isEqualTo("'rsync' '-a' --read-batch='b' --log-file='9 9' '-T' '/t' '--' ${1:-'dst'}\n");
  }

  @Test
  void givesRulesOfOldProtocolsAsExcludesAndThoseOfSendersAsSuch() throws Exception {
    assertThat(script("-a", "--protocol=28", "--exclude=foo", "--write-batch=b", "src/", "dst"))
        .isEqualTo(
            "'rsync' --exclude-from='-' '-a' --protocol='28' --read-batch='b' ${1:-'dst'} <<'#E#'\n"
                + "- foo\n#E#\n");
    assertThat(script("-a", "--delete-excluded", "--exclude=k", "--write-batch=b", "src/", "dst"))
        .isEqualTo(
            "'rsync' --filter='._-' '-a' '--delete-excluded' --read-batch='b' ${1:-'dst'} <<'#E#'\n"
                + "-s k\n#E#\n");
  }

  @Test
  void refusesARuleThatCouldEndTheList() {
    assertThatThrownBy(() -> script("-a", "--write-batch=b", "--filter=- a\n#E#\nid", "s", "d"))
        .hasMessage("cannot write a filter rule containing a newline to the batch replay script");
  }

  private static String script(String... arguments) throws Exception {
    List<byte[]> words = new ArrayList<>();
    for (String argument : arguments) {
      words.add(argument.getBytes(UTF_8));
    }
    CommandLine line = CommandLine.parse(words, path -> new byte[0]);
    byte[] destination = words.get(words.size() - 1);
    return new String(BatchScript.of("rsync", words, line, destination), UTF_8);
  }
}
