// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.testkit.ScriptedConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DaemonLoginTest {
  private static final String OWN = "@RSYNCD: 32.0 sha512 sha256 sha1 md5 md4\n";
  private static final byte[] MODULE = "mod".getBytes(UTF_8);

  private final List<String> lines = new ArrayList<>();
  private final TransferListener listener =
      event -> lines.add(new String(((TransferEvent.Message) event).text(), UTF_8));

  @Test
  void entersAModuleThatAsksForNothing() throws Exception {
    ScriptedConnection peer =
        start(OWN).expect(bytes("mod\n")).reply(bytes("@RSYNCD: OK\n")).build();

    DaemonLogin login = greet(peer, 32);
    login.enter(MODULE, "alice", "host", PasswordSource.NONE, new byte[0], listener);

    assertThat(login.protocolToNegotiate()).isEqualTo(32);
    assertThat(lines).isEmpty();
  }

  @Test
  void answersAChallenge() throws Exception {
    String challenge = "aWmt9DF4A76o/01pFwxTK48n0N6/SjfCIJtUZ+0rM7M";
    ScriptedConnection peer =
        start("@RSYNCD: 31.0 sha256\n")
            .expect(bytes("mod\n"))
            .reply(bytes("@RSYNCD: AUTHREQD " + challenge + "\n"))
            .expect(bytes("alice Yb0gzDwczhYjeN1ZOkEqvlwWk2nbi9YkMwtnHey8Zy4\n"))
            .reply(bytes("@RSYNCD: OK\n"))
            .build();

    greet(peer, 32)
        .enter(
            MODULE, "alice", "host", (user, host) -> bytes("wonder land"), new byte[0], listener);

    peer.assertFinished();
  }

  @Test
  void reportsTheMessageOfTheDay() throws Exception {
    ScriptedConnection peer =
        start(OWN + "Welcome\n\n").expect(bytes("mod\n")).reply(bytes("@RSYNCD: OK\n")).build();

    greet(peer, 32).enter(MODULE, "alice", "host", PasswordSource.NONE, new byte[0], listener);

    assertThat(lines).containsExactly("Welcome", "");
  }

  @Test
  void failsWithTheDaemonsWords() throws Exception {
    ScriptedConnection peer =
        start(OWN).expect(bytes("mod\n")).reply(bytes("@ERROR: Unknown module 'mod'\n")).build();
    DaemonLogin login = greet(peer, 32);

    assertRefused(
        () -> login.enter(MODULE, "alice", "host", PasswordSource.NONE, new byte[0], listener),
        "@ERROR: Unknown module 'mod'");
  }

  @Test
  void failsWhenTheDaemonGoesAway() throws Exception {
    ScriptedConnection peer = start(OWN).expect(bytes("mod\n")).build();
    DaemonLogin login = greet(peer, 32);

    assertRefused(
        () -> login.enter(MODULE, "alice", "host", PasswordSource.NONE, new byte[0], listener),
        "rsync: didn't get server startup line");
  }

  @Test
  void refusesPathsWithoutAModule() throws Exception {
    DaemonLogin login = greet(start(OWN).build(), 32);

    assertRefused(
        () -> login.enter(new byte[0], "alice", "host", PasswordSource.NONE, new byte[0], listener),
        "ERROR: The remote path must start with a module name not a /");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 400 Bad Request | rsync: server sent \"HTTP/1.1 400 Bad Request\" rather than"
            + " greeting",
        "@RSYNCD: 31 | rsync: the server omitted the subprotocol value: @RSYNCD: 31",
        "@RSYNCD: 32.0 | rsync: the server omitted the digest name list: @RSYNCD: 32.0",
      })
  void refusesStrangeGreetings(String line, String message) {
    ScriptedConnection peer = start(line + "\n").build();

    assertRefused(() -> greet(peer, 32), message);
  }

  @Test
  void needsAGreeting() {
    ScriptedConnection peer = ScriptedConnection.script().expect(bytes(OWN)).build();

    assertRefused(() -> greet(peer, 32), "rsync: did not see server greeting");
  }

  @Test
  void listsModules() throws Exception {
    ScriptedConnection peer =
        start(OWN)
            .expect(bytes("\n"))
            .reply(bytes("m              \ta comment\nn              \t\n@RSYNCD: EXIT\n"))
            .build();

    greet(peer, 32).listModules(listener);

    assertThat(lines).containsExactly("m              \ta comment", "n              \t");
  }

  @Test
  void sendsArgumentsAsTheProtocolWantsThem() throws Exception {
    ScriptedConnection peer =
        ScriptedConnection.script()
            .expect(bytes("@RSYNCD: 29.0 sha512 sha256 sha1 md5 md4\n"))
            .reply(bytes("@RSYNCD: 32.0 md5\n"))
            .expect(bytes("--server\n.\nmod/\n\n"))
            .build();

    List<byte[]> words = List.of(bytes("--server"), bytes("."), bytes("mod/"));
    greet(peer, 29).sendArguments(new ServerArguments.Words(words, List.of()));

    peer.assertFinished();
  }

  @Test
  void sendsSecludedArgumentsBehindTheOpenOnes() throws Exception {
    ScriptedConnection peer =
        start("@RSYNCD: 32.0 sha512\n")
            .expect(bytes("--server\0-slt\0\0rsync\0.\0mod/a b\0\0"))
            .build();

    greet(peer, 32)
        .sendArguments(
            new ServerArguments.Words(
                List.of(bytes("--server"), bytes("-slt")), List.of(bytes("."), bytes("mod/a b"))));

    peer.assertFinished();
  }

  @Test
  void refusesDigestsThatNobodyKnows() throws Exception {
    ScriptedConnection peer =
        start("@RSYNCD: 32.0 rot13\n")
            .expect(bytes("mod\n"))
            .reply(bytes("@RSYNCD: AUTHREQD xyz\n"))
            .build();
    DaemonLogin login = greet(peer, 32);

    assertThatThrownBy(
            () -> login.enter(MODULE, "alice", "host", PasswordSource.NONE, new byte[0], listener))
        .hasMessage("Failed to negotiate a daemon auth checksum choice.")
        .extracting(e -> ((RsyncException) e).exitCode())
        .isEqualTo(ExitCode.UNSUPPORTED);
  }

  private static ScriptedConnection.Script start(String greeting) {
    return ScriptedConnection.script().expect(bytes(OWN)).reply(bytes(greeting));
  }

  private static DaemonLogin greet(ScriptedConnection peer, int protocol) throws IOException {
    return DaemonLogin.greet(WireChannel.on(peer), protocol);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .isInstanceOf(RsyncException.class)
        .hasMessage(message)
        .extracting(e -> ((RsyncException) e).exitCode())
        .isEqualTo(ExitCode.START_CLIENT);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
