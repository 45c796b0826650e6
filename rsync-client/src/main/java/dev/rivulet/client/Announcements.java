// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What {@code --debug=CMD,CONNECT}, which -vv implies, tell of the way to the other end and back,
 * and {@code --info=MISC} of a recording that stands for it.
 */
final class Announcements {
  private final TransferOptions.Report report;
  private final TransferListener listener;

  Announcements(TransferOptions options, TransferListener listener) {
    this.report = options.report();
    this.listener = listener;
  }

  /** A connection will be opened. */
  void connecting(Connector connector, DaemonUrl daemon) throws IOException {
    if (report.debug(DebugFlag.CONNECT) > 0) {
      tell(connector.announcement(daemon));
    }
    if (report.debug(DebugFlag.CMD) > 0) {
      tell(connector.command(daemon));
    }
  }

  /** A connection has been opened. */
  void connected(Connector connector, DaemonUrl daemon, Connection connection) throws IOException {
    if (report.debug(DebugFlag.CONNECT) > 1) {
      tell(connector.arrival(daemon, connection));
    }
  }

  /** All is said, and the program at the other end about to end. */
  void waiting(boolean pulled, RemoteCommand remote) {
    boolean told = pulled ? report.debug(DebugFlag.RECV) > 0 : report.debug(DebugFlag.EXIT) > 1;
    if (told && remote.processId().isPresent()) {
      String who = pulled ? "client_run2" : "client_run";
      tell(who + " waiting on " + remote.processId().getAsInt());
    }
  }

  private void tell(String text) {
    if (!text.isEmpty()) {
      emit(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Words that are about to be used or sent: {@code WHAT: WORD "A WORD" (2 args)}; nothing if there
   * are none.
   */
  void words(String what, List<byte[]> words) {
    if (words.isEmpty() || report.debug(DebugFlag.CMD) == 0) {
      return;
    }
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes((what + ":").getBytes(US_ASCII));
    for (byte[] word : words) {
      String quote = needsQuotes(word) ? "\"" : "";
      text.writeBytes((" " + quote).getBytes(US_ASCII));
      text.writeBytes(word);
      text.writeBytes(quote.getBytes(US_ASCII));
    }
    text.writeBytes(("  (" + words.size() + " args)").getBytes(US_ASCII));
    emit(text.toByteArray());
  }

  /** An option had to be changed for a recorded transfer. */
  void optionChanged(String notice) {
    if (report.info(InfoFlag.MISC) > 0) {
      emit(notice.getBytes(US_ASCII));
    }
  }

  private static boolean needsQuotes(byte[] word) {
    for (byte letter : word) {
      boolean plain =
          letter >= 'a' && letter <= 'z'
              || letter >= 'A' && letter <= 'Z'
              || letter >= '+' && letter <= '9'
              || letter == '='
              || letter == '@'
              || letter == '_';
      if (!plain) {
        return true;
      }
    }
    return word.length == 0;
  }

  private void emit(byte[] text) {
    listener.on(new TransferEvent.Message(Severity.INFO, text, false));
  }
}
