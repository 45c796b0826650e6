// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.LocalDatagrams;
import dev.rivulet.rsync.store.system.Posix;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Tells a service manager how things are, by the protocol of sd_notify(3): datagrams to the socket
 * that the variable NOTIFY_SOCKET names. Without that variable nobody is told. Safe for several
 * threads.
 */
final class ServiceNotifier {
  private static final String SOCKET = "NOTIFY_SOCKET";
  private static final String WATCHDOG_MICROS = "WATCHDOG_USEC";
  private static final String WATCHDOG_PROCESS = "WATCHDOG_PID";

  private final Socket socket;
  private final Duration watchdog;

  /** Takes one datagram. */
  @FunctionalInterface
  interface Socket {
    void send(byte[] message) throws StoreException;
  }

  ServiceNotifier(Socket socket, Duration watchdog) {
    this.socket = socket;
    this.watchdog = watchdog;
  }

  /** As the service manager has set up this process. */
  static ServiceNotifier of(Map<String, String> environment, long process) {
    String address = environment.getOrDefault(SOCKET, "");
    if (address.isEmpty() || !Posix.isAvailable()) {
      return new ServiceNotifier(message -> {}, Duration.ZERO);
    }
    byte[] bytes = address.getBytes(StandardCharsets.UTF_8);
    return new ServiceNotifier(
        message -> LocalDatagrams.send(bytes, message), watchdog(environment, process));
  }

  /** Zero if nobody expects signs of life from this process. */
  static Duration watchdog(Map<String, String> environment, long process) {
    String micros = environment.getOrDefault(WATCHDOG_MICROS, "");
    String watched = environment.getOrDefault(WATCHDOG_PROCESS, "");
    boolean ours = watched.isEmpty() || watched.equals(Long.toString(process));
    return ours && micros.matches("[0-9]{1,18}")
        ? Duration.ofNanos(Math.multiplyExact(Long.parseLong(micros), 1000L))
        : Duration.ZERO;
  }

  /** How often {@link #alive} is to be called; zero for never. */
  Duration interval() {
    return watchdog.dividedBy(2);
  }

  /** The program can serve. */
  void ready(String status) {
    send("READY=1\nSTATUS=" + status);
  }

  /** The program reads its configuration again; {@link #ready} ends that. */
  void reloading() {
    send("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
  }

  /** The program ends. */
  void stopping() {
    send("STOPPING=1");
  }

  /** A sign of life. */
  void alive() {
    send("WATCHDOG=1");
  }

  private void send(String message) {
    try {
      socket.send(message.getBytes(StandardCharsets.UTF_8));
    } catch (StoreException e) {
      System.getLogger(ServiceNotifier.class.getName())
          .log(System.Logger.Level.DEBUG, "the service manager does not listen", e);
    }
  }
}
