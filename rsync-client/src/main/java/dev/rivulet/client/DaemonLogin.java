// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.AuthenticationException;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.handshake.AuthDigest;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.handshake.Greeting;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The client half of the text dialogue with a daemon: greeting, module, authentication, arguments.
 *
 * <p>Each step waits for the daemon's answer: a daemon that refuses closes at once, and what was
 * sent to it beyond that would make the system throw its refusal away. Owned by one thread.
 */
final class DaemonLogin {
  /** How much a daemon takes for its early command. */
  static final int MAX_EARLY_INPUT = 5120;

  private final DaemonDialogue dialogue;
  private final Greeting own;
  private final Greeting peer;

  private DaemonLogin(DaemonDialogue dialogue, Greeting own, Greeting peer) {
    this.dialogue = dialogue;
    this.own = own;
    this.peer = peer;
  }

  /** Exchanges greetings; both ends send theirs without waiting. */
  static DaemonLogin greet(WireChannel channel, int protocolLimit) throws IOException {
    DaemonDialogue dialogue = new DaemonDialogue(channel.in(), channel.out());
    Greeting own = Greeting.own(protocolLimit);
    dialogue.writeGreeting(own);
    dialogue.flush();
    Optional<String> line = dialogue.readLine(DaemonDialogue.LINE_LIMIT);
    if (line.isEmpty()) {
      throw refused("rsync: did not see server greeting");
    }
    try {
      return new DaemonLogin(dialogue, own, Greeting.fromServer(bytes(line.get())));
    } catch (ProtocolException e) {
      throw refused("rsync: " + e.getMessage());
    }
  }

  /** What {@link dev.rivulet.rsync.handshake.Negotiator.Offer#remoteProtocol} is to be. */
  int protocolToNegotiate() {
    return own.protocolToNegotiate(peer);
  }

  /** The protocol of the daemon's greeting. */
  int remoteProtocol() {
    return peer.protocol();
  }

  /**
   * Asks for a module and answers the daemon's challenge if there is one.
   *
   * @param host for the password source
   * @param earlyInput for the daemon's early command, at most {@link #MAX_EARLY_INPUT} bytes; empty
   *     for none
   * @param motd hears the lines of the message of the day
   * @throws RsyncException (exit code 5) with the daemon's own text when it refuses
   */
  void enter(
      byte[] module,
      String user,
      String host,
      PasswordSource passwords,
      byte[] earlyInput,
      TransferListener motd)
      throws IOException {
    if (module.length == 0) {
      throw refused("ERROR: The remote path must start with a module name not a /");
    }
    if (earlyInput.length > 0) {
      dialogue.writeLine(DaemonDialogue.EARLY_INPUT + earlyInput.length);
      dialogue.writeBytes(earlyInput);
    }
    request(new String(module, StandardCharsets.ISO_8859_1));
    while (true) {
      String line = answer();
      if (line.equals(DaemonDialogue.OK)) {
        return;
      }
      if (line.startsWith(DaemonDialogue.AUTH_REQUIRED)) {
        String challenge = line.substring(DaemonDialogue.AUTH_REQUIRED.length());
        request(loginLine(challenge, user, host, passwords));
      } else if (line.equals(DaemonDialogue.EXIT)) {
        throw refused("rsync: the daemon ended the connection");
      } else {
        report(line, motd);
      }
    }
  }

  /** Asks for the list of modules; every line goes to {@code listener}. */
  void listModules(TransferListener listener) throws IOException {
    request("");
    while (true) {
      Optional<String> line = dialogue.readLine(DaemonDialogue.LINE_LIMIT);
      if (line.isEmpty() || line.get().equals(DaemonDialogue.EXIT)) {
        return;
      }
      report(requireNoError(line.get()), listener);
    }
  }

  void sendArguments(ServerArguments.Words words) throws IOException {
    dialogue.writeArguments(words.open(), own.agreedWith(peer));
    if (!words.secluded().isEmpty()) {
      dialogue.writeSecludedArguments(words.secluded());
    }
    dialogue.flush();
  }

  private void request(String line) throws IOException {
    dialogue.writeLine(line);
    dialogue.flush();
  }

  private String answer() throws IOException {
    Optional<String> line = dialogue.readLine(DaemonDialogue.LINE_LIMIT);
    if (line.isEmpty()) {
      throw refused("rsync: didn't get server startup line");
    }
    return requireNoError(line.get());
  }

  private static String requireNoError(String line) throws RsyncException {
    if (line.startsWith(DaemonDialogue.ERROR)) {
      throw refused(line);
    }
    return line;
  }

  private String loginLine(String challenge, String user, String host, PasswordSource passwords)
      throws IOException {
    AuthDigest digest =
        AuthDigest.choose(peer, own.agreedWith(peer))
            .orElseThrow(
                () ->
                    new AuthenticationException(
                        ExitCode.UNSUPPORTED,
                        "Failed to negotiate a daemon auth checksum choice."));
    byte[] password = passwords.password(user, host);
    String response = digest.response(password, challenge);
    Arrays.fill(password, (byte) 0);
    String name = new String(user.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    return name + " " + response;
  }

  private static void report(String line, TransferListener listener) {
    listener.on(new TransferEvent.Message(TransferEvent.Severity.INFO, bytes(line), true));
  }

  private static RsyncException refused(String text) {
    return new RsyncException(ExitCode.START_CLIENT, text);
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }
}
