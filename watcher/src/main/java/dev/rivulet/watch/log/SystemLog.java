// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.log;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.LocalDatagrams;
import dev.rivulet.watch.config.SyslogSettings;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The system log, by datagrams to its local socket in the form of RFC 3164, as the C library sends
 * them. Where nobody listens lines are dropped.
 */
public final class SystemLog implements Log {
  private static final byte[] SOCKET = "/dev/log".getBytes(StandardCharsets.US_ASCII);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM ppd HH:mm:ss", Locale.ROOT);

  /** Severities of syslog(3). */
  private static final int WARNING = 4;

  private static final int NOTICE = 5;

  private final SyslogSettings settings;
  private final Socket socket;
  private final Clock clock;
  private final long process;

  /** Takes one datagram. */
  @FunctionalInterface
  interface Socket {
    void send(byte[] message) throws StoreException;
  }

  public SystemLog(SyslogSettings settings) {
    this(
        settings,
        message -> LocalDatagrams.send(SOCKET, message),
        Clock.systemDefaultZone(),
        ProcessHandle.current().pid());
  }

  SystemLog(SyslogSettings settings, Socket socket, Clock clock, long process) {
    this.settings = settings;
    this.socket = socket;
    this.clock = clock;
    this.process = process;
  }

  @Override
  public void write(Level level, String text) {
    int priority = settings.facilityNumber() * 8 + (level == Level.PROBLEM ? WARNING : NOTICE);
    String time = LocalDateTime.now(clock).format(TIME);
    String message =
        "<" + priority + ">" + time + " " + settings.tag() + "[" + process + "]: " + text;
    try {
      socket.send(message.getBytes(StandardCharsets.UTF_8));
    } catch (StoreException e) {
      System.getLogger(SystemLog.class.getName()).log(System.Logger.Level.DEBUG, "no syslog", e);
    }
  }
}
