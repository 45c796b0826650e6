// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.net.ProxyHeader;
import dev.rivulet.daemon.net.Reception;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.SocketTuning;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sessions of a daemon, each on a platform thread of its own that ends with it. Safe for
 * several threads.
 */
final class Sessions implements Reception, Closeable {
  /** A session whose connection is gone ends at once, unless its file system hangs. */
  private static final long LONGEST_END_MILLIS = 5000;

  private final DaemonServices services;
  private final Map<Thread, Connection> running = new ConcurrentHashMap<>();

  Sessions(DaemonServices services) {
    this.services = services;
  }

  @Override
  public Arrival arrive(InetAddress peer) throws IOException {
    return new Arrived(Threshold.of(services, peer));
  }

  private final class Arrived implements Arrival {
    private final Threshold threshold;

    Arrived(Threshold threshold) {
      this.threshold = threshold;
    }

    @Override
    public boolean isBehindProxy() {
      return threshold.isBehindProxy();
    }

    @Override
    public Duration patience() {
      return HandshakeDeadline.limitFor(
          threshold.config().global().timeoutSeconds(), services.handshakeLimit());
    }

    @Override
    public Guest welcome(InetAddress client) {
      Admission admission = Admission.of(services, threshold, client);
      return new Greeted(admission, admission.opening());
    }

    @Override
    public void stalled() {
      threshold.stalled(services);
    }
  }

  private final class Greeted implements Guest {
    private final Admission admission;
    private final byte[] opening;

    Greeted(Admission admission, byte[] opening) {
      this.admission = admission;
      this.opening = opening;
    }

    @Override
    public SocketTuning socketTuning() {
      return SocketTuning.parse(admission.config().global().socketOptions());
    }

    @Override
    public byte[] opening() {
      return opening;
    }

    @Override
    public Duration patience() {
      return HandshakeDeadline.limitFor(
          admission.config().global().timeoutSeconds(), services.handshakeLimit());
    }

    @Override
    public void serve(Connection connection) {
      start(admission, connection);
    }

    @Override
    public void stalled() {
      HandshakeDeadline.note(admission.log(), "Receiver");
      admission.close();
    }

    @Override
    public void left() {
      admission.close();
    }
  }

  private void start(Admission admission, Connection connection) {
    Thread thread =
        new Thread(
            () -> {
              try {
                new DaemonSession(services, admission, connection).run();
              } finally {
                running.remove(Thread.currentThread());
              }
            },
            "rsyncd-session " + admission.log().id() + " " + connection.peer());
    thread.setDaemon(true);
    running.put(thread, connection);
    thread.start();
  }

  /** Serves one client on the calling thread, which must end afterwards. */
  ExitCode serveHere(InetAddress address, Connection connection) throws IOException {
    Threshold threshold = Threshold.of(services, address);
    InetAddress client =
        threshold.isBehindProxy()
            ? ProxyHeader.read(connection.input()).source().orElse(address)
            : address;
    Admission admission = Admission.of(services, threshold, client);
    connection.output().write(admission.opening());
    return new DaemonSession(services, admission, connection).run();
  }

  /** Ends all sessions and waits for their threads, though not for ever. */
  @Override
  public void close() throws IOException {
    for (Connection connection : running.values()) {
      connection.close();
    }
    try {
      for (Thread thread : running.keySet()) {
        thread.join(LONGEST_END_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
