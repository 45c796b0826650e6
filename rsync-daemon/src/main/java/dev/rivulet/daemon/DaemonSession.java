// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ByteText;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.util.Optional;

/**
 * One connection, from behind the daemon's greeting to the goodbye.
 *
 * <p>Runs on a thread of its own, which takes the identity of the module's user and therefore ends
 * with the session, as do the threads of the transfer. Used once.
 */
final class DaemonSession {
  /** Bytes a client that was turned away may still send before it is cut off. */
  private static final int MAX_DRAINED = 1 << 24;

  private final DaemonServices services;
  private final Admission admission;
  private final DaemonLog log;
  private final Connection connection;
  private final WireChannel channel;
  private final DaemonDialogue dialogue;
  private final HandshakeDeadline deadline;
  private String role = "Receiver";
  private TransferPhase transfer;

  /**
   * @param connection on which the opening has been sent; closed at the end
   */
  DaemonSession(DaemonServices services, Admission admission, Connection connection) {
    this.services = services;
    this.admission = admission;
    this.log = admission.log();
    this.connection = services.watchdog().watch(connection, 0);
    this.channel = WireChannel.on(this.connection);
    this.dialogue = new DaemonDialogue(channel.in(), channel.out());
    this.deadline =
        new HandshakeDeadline(services.deadlines(), connection, services.handshakeLimit());
  }

  /** Serves the client; what goes wrong is in the log. */
  ExitCode run() {
    try {
      return converse();
    } catch (IOException e) {
      return failed(e);
    } finally {
      deadline.disarm();
      closeAll();
    }
  }

  private ExitCode converse() throws IOException {
    deadline.arm(admission.config().global().timeoutSeconds());
    try {
      Optional<Login> login =
          new TextPhase(services, admission, channel.in(), dialogue, deadline).run();
      if (deadline.isExpired()) {
        return failed(new IOException("closed"));
      }
      if (login.isPresent()) {
        return serve(login.get());
      }
      drain();
      return ExitCode.OK;
    } catch (Refusal e) {
      dialogue.writeLine("@ERROR: " + e.getMessage());
      dialogue.flush();
      drain();
      return ExitCode.START_CLIENT;
    }
  }

  private ExitCode serve(Login login) throws IOException, Refusal {
    try (OpenModule open = OpenModule.enter(login.module(), services.identities(), log)) {
      deadline.arm(login.module().timeoutSeconds());
      dialogue.writeLine(DaemonDialogue.OK);
      dialogue.flush();
      ClientArguments arguments =
          ClientArguments.read(dialogue, TextPhase.agreedProtocol(login.greeting()));
      deadline.disarm();
      transfer = new TransferPhase(login, open, channel, log, services);
      role = arguments.wantsToFetch() ? "sender" : "Receiver";
      ExitCode code = transfer.run(arguments);
      if (code != ExitCode.OK) {
        drain();
      }
      return code;
    } finally {
      if (login.slot().isPresent()) {
        login.slot().get().close();
      }
    }
  }

  /**
   * Waits until the client has closed its side, so that what it has sent and nobody read cannot
   * destroy what it was told.
   */
  private void drain() {
    deadline.arm(0);
    byte[] ignored = new byte[8192];
    try {
      connection.shutdownOutput();
      int total = 0;
      int count = connection.input().read(ignored);
      while (count >= 0 && total < MAX_DRAINED) {
        total += count;
        count = connection.input().read(ignored);
      }
    } catch (IOException e) {
      Diagnostics.debug("a client left before it had heard everything", e);
    }
  }

  private ExitCode failed(IOException failure) {
    if (deadline.isExpired()) {
      log.line("[" + role + "] daemon handshake timeout -- exiting");
      log.line(SessionEnding.line(ExitCode.TIMEOUT, role));
      return ExitCode.TIMEOUT;
    }
    ExitCode code = failure instanceof RsyncException rsync ? rsync.exitCode() : ExitCode.SOCKET_IO;
    if (transfer == null || !transfer.hasToldFailure()) {
      log.line("rsync: " + ByteText.of(String.valueOf(failure.getMessage())) + " [" + role + "]");
      log.line(SessionEnding.line(code, role));
    }
    return code;
  }

  private void closeAll() {
    try {
      connection.close();
    } catch (IOException e) {
      Diagnostics.report("closing a connection", e);
    }
    admission.close();
  }
}
