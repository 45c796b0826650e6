// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.OpenModule.Prepared;
import dev.rivulet.daemon.config.GlobalConfig;
import dev.rivulet.daemon.host.Confinement;
import dev.rivulet.daemon.host.IdentityChooser;
import dev.rivulet.daemon.host.IdentityException;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.daemon.log.Diagnostics;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.store.IdMapper;
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
  private Optional<Login> login = Optional.empty();
  private Optional<ModuleHooks> hooks = Optional.empty();
  private Optional<NameConverter> converter = Optional.empty();
  private boolean turnedAway;
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
    int ending = ModuleHooks.CRASHED;
    try {
      ExitCode code = converse();
      ending = turnedAway ? ModuleHooks.TURNED_AWAY : code.code();
      return code;
    } catch (IOException e) {
      ExitCode code = failed(e);
      ending = code.code();
      return code;
    } finally {
      deadline.disarm();
      closeConnection();
      leave(ending);
    }
  }

  private ExitCode converse() throws IOException {
    deadline.arm(admission.config().global().timeoutSeconds());
    try {
      login = new TextPhase(services, admission, channel.in(), dialogue, deadline).run();
      if (deadline.isExpired()) {
        return failed(new IOException("closed"));
      }
      if (login.isPresent()) {
        return serve(login.get());
      }
      drain();
      return ExitCode.OK;
    } catch (Refusal e) {
      turnedAway = true;
      dialogue.writeLine("@ERROR: " + e.getMessage());
      dialogue.flush();
      drain();
      return ExitCode.START_CLIENT;
    }
  }

  private ExitCode serve(Login login) throws IOException, Refusal {
    IdentityChooser identities = identities();
    Prepared prepared = OpenModule.prepare(login.module(), identities, log);
    hooks =
        ModuleHooks.of(
            login, services.hooks(), confinement(identities), "rsyncd-hooks " + log.id());
    runEarlyCommand(login);
    try (OpenModule open = OpenModule.enter(prepared, names(prepared.ids()), log)) {
      deadline.arm(login.module().timeoutSeconds());
      dialogue.writeLine(DaemonDialogue.OK);
      dialogue.flush();
      ClientArguments arguments =
          ClientArguments.read(
              dialogue, services.greeting().agreedWith(login.greeting()), login.module().charset());
      deadline.disarm();
      transfer = new TransferPhase(login, open, channel, log, services, hooks);
      role = arguments.wantsToFetch() ? "sender" : "Receiver";
      ExitCode code = transfer.run(arguments);
      if (!isComplete(code)) {
        drain();
      }
      return code;
    }
  }

  /** Whether a transfer came to its end, so that everything either side said has been read. */
  private static boolean isComplete(ExitCode code) {
    return switch (code) {
      case OK, PARTIAL, VANISHED, DELETE_LIMIT -> true;
      default -> false;
    };
  }

  private IdentityChooser identities() throws IOException, Refusal {
    GlobalConfig global = admission.config().global();
    try {
      return services.identities().acting(global.daemonUid(), global.daemonGid());
    } catch (IdentityException e) {
      log.line(e.getMessage());
      throw new Refusal(e.answer());
    }
  }

  /** A daemon that is not root acts as nobody else anyway. */
  private Confinement confinement(IdentityChooser identities) {
    boolean root = services.identities().isRoot();
    return new Confinement(
        admission.config().global().daemonChroot(),
        root ? identities.ofPrograms() : Optional.empty());
  }

  private void runEarlyCommand(Login login) throws IOException, Refusal {
    if (hooks.isPresent()) {
      Optional<Integer> failure = hooks.get().early(login.earlyInput());
      if (failure.isPresent()) {
        log.line("early exec returned failure (" + failure.get() + ")");
        throw new Refusal("early exec failed");
      }
    }
  }

  /** Who knows the names of users and groups; a converter that breaks ends the connection. */
  private IdMapper names(IdMapper host) throws IOException {
    if (hooks.isPresent()) {
      converter = hooks.get().names(host, this::closeConnection);
    }
    return converter.isPresent() ? converter.get() : host;
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
      HandshakeDeadline.note(log, role);
      return ExitCode.TIMEOUT;
    }
    String converterFailure = converter.map(NameConverter::failure).orElse("");
    if (!converterFailure.isEmpty()) {
      log.line(converterFailure);
      log.line(SessionEnding.line(ExitCode.SOCKET_IO, role));
      return ExitCode.SOCKET_IO;
    }
    ExitCode code = failure instanceof RsyncException rsync ? rsync.exitCode() : ExitCode.SOCKET_IO;
    if (failure instanceof HookException) {
      log.line(failure.getMessage());
      log.line(SessionEnding.line(code, role));
    } else if (transfer == null || !transfer.hasToldFailure()) {
      log.line("rsync: " + ByteText.of(String.valueOf(failure.getMessage())) + " [" + role + "]");
      log.line(SessionEnding.line(code, role));
    }
    return code;
  }

  private void closeConnection() {
    try {
      connection.close();
    } catch (IOException e) {
      Diagnostics.report("closing a connection", e);
    }
  }

  /** What comes when the client is gone. */
  private void leave(int ending) {
    try {
      if (hooks.isPresent()) {
        hooks.get().afterwards(ending);
      }
      if (login.isPresent() && login.get().slot().isPresent()) {
        login.get().slot().get().close();
      }
    } catch (IOException e) {
      log.line("rsync: " + ByteText.of(String.valueOf(e.getMessage())) + " [" + role + "]");
    } finally {
      admission.close();
    }
  }
}
