// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.handshake.Greeting;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.util.Optional;

/**
 * The daemon's half of the first lines: greeting, early input, request, and the listing of modules.
 * Owned by the session's thread.
 */
final class TextPhase {
  private static final int MAX_EARLY_INPUT = 5120;
  private static final int FIRST_PROTOCOL_WITH_EXIT = 25;

  private final DaemonServices services;
  private final Admission admission;
  private final DaemonLog log;
  private final WireInput in;
  private final DaemonDialogue dialogue;
  private final HandshakeDeadline deadline;
  private byte[] earlyInput = {};

  TextPhase(
      DaemonServices services,
      Admission admission,
      WireInput in,
      DaemonDialogue dialogue,
      HandshakeDeadline deadline) {
    this.services = services;
    this.admission = admission;
    this.log = admission.log();
    this.in = in;
    this.dialogue = dialogue;
    this.deadline = deadline;
  }

  /**
   * Speaks with the client until it may enter a module.
   *
   * @return empty when nothing more is to be said: the modules were listed, or the client is gone
   * @throws Refusal with what to tell the client
   */
  Optional<Login> run() throws IOException, Refusal {
    Optional<String> first = dialogue.readLine(DaemonDialogue.REQUEST_LIMIT);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Greeting greeting = greeting(first.get());
    Optional<String> request = request();
    if (request.isEmpty()) {
      return Optional.empty();
    }
    String name = request.get();
    if (name.isEmpty() || name.equals("#list")) {
      list(greeting);
      return Optional.empty();
    }
    if (name.startsWith("#")) {
      throw new Refusal("Unknown command '" + name + "'");
    }
    return Optional.of(
        new ModuleEntry(services, admission, dialogue, deadline)
            .enter(new ModuleEntry.Wish(greeting, name, earlyInput)));
  }

  private static Greeting greeting(String line) throws Refusal {
    try {
      return Greeting.fromClient(ByteText.bytes(line));
    } catch (ProtocolException e) {
      throw new Refusal(e.getMessage());
    }
  }

  /** The request line; early input in front of it is kept. */
  private Optional<String> request() throws IOException, Refusal {
    Optional<String> line = dialogue.readLine(DaemonDialogue.REQUEST_LIMIT);
    if (line.isEmpty() || !line.get().startsWith(DaemonDialogue.EARLY_INPUT)) {
      return line;
    }
    String digits = line.get().substring(DaemonDialogue.EARLY_INPUT.length());
    int length = earlyInputLength(digits);
    earlyInput = in.readBytes(length);
    return dialogue.readLine(DaemonDialogue.REQUEST_LIMIT);
  }

  private static int earlyInputLength(String digits) throws Refusal {
    int length = digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    if (length < 1 || length > MAX_EARLY_INPUT) {
      throw new Refusal("invalid early_input length");
    }
    return length;
  }

  private void list(Greeting greeting) throws IOException {
    log.line("module-list request from " + admission.host());
    for (ModuleConfig module : admission.config().modules()) {
      if (module.isListed()) {
        String padded = String.format("%-15s", module.name());
        dialogue.writeLine(padded + "\t" + module.comment());
      }
    }
    if (services.greeting().agreedWith(greeting) >= FIRST_PROTOCOL_WITH_EXIT) {
      dialogue.writeLine(DaemonDialogue.EXIT);
    }
    dialogue.flush();
  }
}
