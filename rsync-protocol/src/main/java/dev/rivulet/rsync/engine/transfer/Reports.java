// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import java.io.IOException;
import java.util.Arrays;

/**
 * Texts of one role in rsync's words: to the listener, and from a server also to the client.
 *
 * <p>Owned by the thread of the role.
 */
public final class Reports {
  /** The first protocol at which what has vanished is no error. */
  private static final int FIRST_WITH_WARNINGS = 28;

  private final Transfer transfer;
  private final String role;
  private final MessageRoute peer;

  /**
   * @param role how messages name this end: sender, generator, receiver or Receiver
   * @param peer where a server's messages go
   */
  public Reports(Transfer transfer, String role, MessageRoute peer) {
    this.transfer = transfer;
    this.role = role;
    this.peer = peer;
  }

  public String role() {
    return role;
  }

  public void info(byte[] text) throws IOException {
    report(Severity.INFO, text);
  }

  public void info(String text) throws IOException {
    report(Severity.INFO, Text.of(text));
  }

  public void warning(byte[] text) throws IOException {
    report(Severity.WARNING, text);
  }

  public void error(byte[] text) throws IOException {
    report(Severity.ERROR, text);
  }

  /** Something of the source is gone; to the oldest peers that is an error. */
  public void vanished(byte[] text) throws IOException {
    boolean warns = transfer.protocol() >= FIRST_WITH_WARNINGS;
    report(warns ? Severity.WARNING : Severity.ERROR, text);
  }

  /**
   * An error that leaves the transfer complete. Protocol 29 has no message for that: the one there
   * is would make it partial.
   */
  public void harmless(byte[] text) throws IOException {
    report(transfer.warnsByItself() ? Severity.WARNING : Severity.ERROR, text);
  }

  /** An error that makes the transfer partial (exit code 23). */
  public void errorTransfer(byte[] text) throws IOException {
    transfer.outcome().addTransferError();
    report(Severity.ERROR_TRANSFER, text);
  }

  /** An error that is told here only, as the peer cannot hear it. */
  public void local(byte[] text) {
    transfer.events().emit(new TransferEvent.Message(Severity.ERROR, text, false));
  }

  /**
   * A failed operation on one file: {@code rsync: [ROLE] WHAT "NAME" (in MODULE): REASON}.
   *
   * @param name as it is shown to the user
   */
  public void failed(String what, byte[] name, IOException reason) throws IOException {
    errorTransfer(
        new Text()
            .add("rsync: [" + role + "] " + what + " ")
            .add(quoted(name))
            .add(" failed: ")
            .addReason(reason)
            .bytes());
  }

  /** As {@link #failed}, for the texts in which the name stands behind {@code failed to ...}. */
  public void failedTo(String what, byte[] name, IOException reason) throws IOException {
    errorTransfer(
        new Text()
            .add("rsync: [" + role + "] " + what + " ")
            .add(quoted(name))
            .add(": ")
            .addReason(reason)
            .bytes());
  }

  /** A name in quotation marks, with the module where there is one. */
  public byte[] quoted(byte[] name) {
    String module = transfer.settings().moduleName();
    String tail = module.isEmpty() ? "\"" : "\" (in " + module + ")";
    return new Text().add("\"").add(name).add(tail).bytes();
  }

  /** The line every failing rsync ends with. */
  public void ending(ExitCode code) throws IOException {
    String kind = code == ExitCode.VANISHED ? "warning" : "error";
    report(
        Severity.ERROR,
        Text.of(
            "rsync %s: %s (code %d) at engine [%s=%s]"
                .formatted(kind, code.text(), code.code(), role, Transfer.VERSION)));
  }

  private void report(Severity severity, byte[] text) throws IOException {
    transfer.events().emit(new TransferEvent.Message(severity, text, false));
    if (transfer.isServer() && !(severity == Severity.WARNING && transfer.warnsByItself())) {
      toPeer(severity, text);
    }
  }

  /** A line that only the client at the other end shows. */
  public void toPeer(byte[] text) throws IOException {
    toPeer(Severity.INFO, text);
  }

  private void toPeer(Severity severity, byte[] text) throws IOException {
    byte[] line = Arrays.copyOf(text, text.length + 1);
    line[text.length] = '\n';
    peer.send(transfer.codeOf(severity), line);
  }
}
