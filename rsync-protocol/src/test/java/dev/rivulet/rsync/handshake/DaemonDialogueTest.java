// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DaemonDialogueTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private DaemonDialogue hearing(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return new DaemonDialogue(
        new WireInput(new ByteArrayInputStream(bytes)), new WireOutput(written));
  }

  private String written() {
    return written.toString(StandardCharsets.ISO_8859_1);
  }

  private static List<byte[]> arguments(String... words) {
    return Stream.of(words).map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  private static List<String> texts(List<byte[]> arguments) {
    return arguments.stream().map(a -> new String(a, StandardCharsets.ISO_8859_1)).toList();
  }

  @Test
  void readsLinesByteForByte() throws IOException {
    DaemonDialogue dialogue = hearing("@RSYNCD: OK\r\n\u00e9\u00ff\n");
    assertThat(dialogue.readLine(1022)).contains(DaemonDialogue.OK);
    assertThat(dialogue.readLine(1022)).contains("\u00e9\u00ff");
    assertThat(dialogue.readLine(1022)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"no end", "nul\0\n", "longer than ten\n"})
  void unusableLinesAreNone(String text) throws IOException {
    assertThat(hearing(text).readLine(10)).isEmpty();
  }

  @Test
  void gathersLinesUntilTheTurnEnds() throws IOException {
    DaemonDialogue dialogue = hearing("");
    dialogue.writeGreeting(Greeting.own(31));
    dialogue.writeLine("m\u00f6dule");
    assertThat(written()).isEmpty();
    dialogue.flush();
    assertThat(written()).isEqualTo("@RSYNCD: 31.0 sha512 sha256 sha1 md5 md4\nm\u00f6dule\n");
  }

  @Test
  void argumentsEndInNulsSinceProtocol30() throws IOException {
    DaemonDialogue dialogue = hearing("--server\0-x\ny\0.\0\0rest");
    assertThat(texts(dialogue.readArguments(30))).containsExactly("--server", "-x\ny", ".");
    dialogue.writeArguments(arguments("--server", "a\nb", "."), 32);
    dialogue.flush();
    assertThat(written()).isEqualTo("--server\0a\nb\0.\0\0");
  }

  @Test
  void argumentsEndInLinesBeforeProtocol30() throws IOException {
    DaemonDialogue dialogue = hearing("--server\r\n-t\n.\n\nrest");
    assertThat(texts(dialogue.readArguments(29))).containsExactly("--server", "-t", ".");
    dialogue.writeArguments(arguments("--server", "."), 27);
    dialogue.flush();
    assertThat(written()).isEqualTo("--server\n.\n\n");
  }

  @Test
  void secludedArgumentsEndInNulsAtEveryProtocol() throws IOException {
    DaemonDialogue dialogue = hearing("-s\n\nrsync\0.\0mod/a b\0\0");
    assertThat(texts(dialogue.readArguments(29))).containsExactly("-s");
    assertThat(texts(dialogue.readSecludedArguments())).containsExactly("rsync", ".", "mod/a b");
  }

  @Test
  void anOverlongArgumentIsCutAsRsyncDoes() throws IOException {
    List<byte[]> arguments = hearing("x".repeat(6000) + "\0y\0\0").readArguments(31);
    assertThat(arguments.get(0)).hasSize(5119);
    assertThat(texts(arguments).get(1)).isEqualTo("y");
  }

  @Test
  void rejectsTooManyArguments() throws IOException {
    String most = "x\0".repeat(WireLimits.MAX_ARGUMENTS);
    assertThat(hearing(most + "\0").readArguments(31)).hasSize(WireLimits.MAX_ARGUMENTS);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> hearing(most + "x\0\0").readArguments(31))
        .withMessage("too many daemon arguments")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PROTOCOL));
  }

  @Test
  void rejectsArgumentsThatAreTooLargeTogether() {
    String words = ("x".repeat(5119) + "\0").repeat(3300);
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> hearing(words + "\0").readArguments(31))
        .withMessage("too many daemon arguments");
  }

  @Test
  void anUnfinishedListIsAnUnexpectedEnd() {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> hearing("--server\0.\0").readArguments(31))
        .withMessageStartingWith("connection unexpectedly closed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\rb", "a\0b"})
  void argumentsThatTheListCannotCarryAreNotSent(String argument) {
    assertThatExceptionOfType(ProtocolException.class)
        .isThrownBy(() -> hearing("").writeArguments(arguments(argument), 29))
        .withMessageStartingWith("argument cannot be sent")
        .satisfies(e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX));
  }
}
