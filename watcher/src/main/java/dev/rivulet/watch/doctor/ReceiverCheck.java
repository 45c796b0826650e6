// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.client.DaemonConnection;
import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.LocalPath;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.client.ShellHost;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.Mirror;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Whether each target can be reached, lets in, and would take what is sent: by a greeting, and by a
 * transfer of the source's topmost directory with --dry-run, which changes nothing.
 */
final class ReceiverCheck implements MirrorCheck {
  /** From here on times are compared to the nanosecond. */
  private static final int NANOSECONDS = 31;

  private static final int PATIENCE_SECONDS = 15;

  /** What to do, by what a message contains. */
  private static final List<Map.Entry<String, String>> REMEDIES =
      List.of(
          Map.entry(
              "auth failed", "compare user and password with the secrets file there, and its mode"),
          Map.entry("read only", "set read only = no in the module"),
          Map.entry("Unknown module", "add the module there, or correct its name"),
          Map.entry("chdir failed", "make the directory of the module, its path, there"),
          Map.entry("access denied", "add this machine to hosts allow there"),
          Map.entry("max connections", "raise max connections there"),
          Map.entry("must not be other-accessible", "chmod 600 the password file"),
          Map.entry("must be owned by root", "chown root the password file"),
          Map.entry("could not open password file", "make it, with mode 600, or correct its name"));

  @Override
  public void examine(List<Mirror> mirrors, Findings findings) throws InterruptedException {
    for (Mirror mirror : mirrors) {
      for (Endpoint target : mirror.targets()) {
        examine(mirror, target, findings);
      }
    }
  }

  private static void examine(Mirror mirror, Endpoint target, Findings findings) {
    String place = "[" + mirror.name() + "] " + target;
    TransferOptions options = harmless(mirror.options());
    if (target instanceof DaemonUrl daemon && !greets(mirror, daemon, options, place, findings)) {
      return;
    }
    if (!hasSource(mirror)) {
      findings.note(place, "no transfer is tried without the source");
      return;
    }
    FirstError error = new FirstError();
    try {
      RsyncClient client = mirror.client().toBuilder().listener(error).build();
      TransferResult result =
          target instanceof LocalPath
              ? client.copy(options, List.of(mirror.source()), target.path())
              : client.push(options, List.of(mirror.source()), target);
      judge(result.exitCode(), error, target, place, findings);
    } catch (IOException e) {
      String reason = error.text.isEmpty() ? String.valueOf(e.getMessage()) : error.text;
      findings.problem(place, "does not take a transfer: " + reason, remedy(reason, target));
    }
  }

  private static boolean hasSource(Mirror mirror) {
    try {
      return MirrorSource.look(mirror).isDirectory();
    } catch (IOException told) {
      return false;
    }
  }

  /** The user's options without their effect: one level, and nothing written. */
  private static TransferOptions harmless(TransferOptions options) {
    return options.toBuilder()
        .dryRun(true)
        .recursive(false)
        .dirs(true)
        .verbosity(0)
        .timeoutSeconds(PATIENCE_SECONDS)
        .build();
  }

  private static boolean greets(
      Mirror mirror, DaemonUrl daemon, TransferOptions options, String place, Findings findings) {
    try (DaemonConnection connection = mirror.client().connect(daemon, options)) {
      int protocol = connection.remoteProtocol();
      findings.note(
          place,
          "answers with protocol "
              + protocol
              + (protocol < NANOSECONDS ? ", which compares times by whole seconds" : ""));
      return true;
    } catch (IOException e) {
      findings.problem(
          place,
          "cannot be reached: " + e.getMessage(),
          "is the daemon running, and the port open in between?");
      return false;
    }
  }

  private static void judge(
      ExitCode code, FirstError error, Endpoint target, String place, Findings findings) {
    if (code == ExitCode.OK) {
      findings.note(place, "would take a transfer (tried with --dry-run)");
    } else {
      findings.problem(
          place,
          "would not take everything: " + (error.text.isEmpty() ? code.text() : error.text),
          remedy(error.text, target));
    }
  }

  private static String remedy(String text, Endpoint target) {
    for (Map.Entry<String, String> known : REMEDIES) {
      if (text.contains(known.getKey())) {
        return known.getValue();
      }
    }
    return target instanceof ShellHost
        ? "log in by hand with the same remote shell: it must ask for nothing, and find rsync there"
        : "see the message, and the log of the receiver";
  }

  /** Remembers what a transfer complained of first. */
  private static final class FirstError implements TransferListener {
    private volatile String text = "";

    @Override
    public void on(TransferEvent event) {
      if (event instanceof TransferEvent.Message message
          && message.severity() != TransferEvent.Severity.INFO
          && text.isEmpty()) {
        text = new String(message.text(), StandardCharsets.UTF_8).strip();
      }
    }
  }
}
