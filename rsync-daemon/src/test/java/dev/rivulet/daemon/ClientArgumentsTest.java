// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientArgumentsTest {

  private static ClientArguments read(String sent) throws IOException {
    return read(sent, 31);
  }

  private static ClientArguments read(String sent, int protocol) throws IOException {
    DaemonDialogue dialogue =
        new DaemonDialogue(
            new WireInput(new ByteArrayInputStream(sent.getBytes(ISO_8859_1))),
            new WireOutput(OutputStream.nullOutputStream()));
    return ClientArguments.read(dialogue, protocol, "");
  }

  private static List<String> texts(List<byte[]> words) {
    return words.stream().map(word -> new String(word, ISO_8859_1)).toList();
  }

  @Test
  void splitsOptionsFromPathsAtTheDot() throws IOException {
    ClientArguments arguments = read("--server\0--sender\0-re.LsfxCIvu\0.\0m/a b\0m/.\0\0");

    assertThat(texts(arguments.options())).containsExactly("--server", "--sender", "-re.LsfxCIvu");
    assertThat(texts(arguments.paths())).containsExactly("m/a b", "m/.");
    assertThat(arguments.request()).isEqualTo("m/a b m/.");
    assertThat(arguments.wantsToFetch()).isTrue();
    assertThat(arguments.clientInfo()).isEqualTo(".LsfxCIvu");
    assertThat(arguments.secluded()).isFalse();
  }

  @Test
  void takesEscapesOutOfOptionsButNotOfPaths() throws IOException {
    ClientArguments arguments = read("--suffix=\\*\\\\x\\\0.\0m/a\\*\0\0");

    assertThat(texts(arguments.options())).containsExactly("--suffix=*\\x\\");
    assertThat(texts(arguments.paths())).containsExactly("m/a\\*");
  }

  @Test
  void readsTheSecondListOfAClientThatSecludesItsArguments() throws IOException {
    ClientArguments arguments =
        read("--server\0-slogDtpre.iLsfxCIvu\0\0rsync\0--suffix=\\x\0.\0m/a b\0\0");

    assertThat(texts(arguments.options()))
        .containsExactly("--server", "-logDtpre.iLsfxCIvu", "--suffix=\\x");
    assertThat(texts(arguments.paths())).containsExactly("m/a b");
    assertThat(arguments.secluded()).isTrue();
  }

  @Test
  void ignoresWhatAnOldClientAlsoSaysInItsFirstList() throws IOException {
    String first = "--server\n--sender\n-slogDtpr\n(null)\n.\nm/a\n\n";
    ClientArguments arguments = read(first + "rsync\0.\0m/a b\0\0", 29);

    assertThat(texts(arguments.options())).containsExactly("--server", "--sender", "-logDtpr");
    assertThat(texts(arguments.paths())).containsExactly("m/a b");
  }

  @Test
  void doesNotTakeALetterOfTheClientInformationForAnOption() throws IOException {
    assertThat(read("-re.iLsfxCIvu\0.\0m/\0\0").secluded()).isFalse();
  }

  @Test
  void understandsAnEmptyList() throws IOException {
    ClientArguments arguments = read("\0");

    assertThat(arguments.options()).isEmpty();
    assertThat(arguments.paths()).isEmpty();
    assertThat(arguments.clientInfo()).isEmpty();
  }

  @Test
  void keepsTheRequestForTheLogShort() throws IOException {
    assertThat(read(".\0" + "x".repeat(3000) + "\0\0").request()).hasSize(1024);
  }
}
