// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import dev.rivulet.watch.WatchControl;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Lets clients at a control socket ask an engine. One thread accepts, and one serves each client;
 * while {@link #MOST_CLIENTS} are served, others wait in the queue of the kernel.
 *
 * <p>A client that says nothing, or does not take its answer, is left after {@link
 * #PATIENCE_MILLIS}.
 */
public final class ControlServer implements Closeable {
  static final int MOST_CLIENTS = 64;
  static final int LONGEST_LINE = 16 * 1024;
  private static final long PATIENCE_MILLIS = 10_000;

  private final ControlSocket place;
  private final ServerSocketChannel channel;
  private final Object identity;
  private final ControlAnswers answers;
  private final long patienceMillis;
  private final Semaphore slots = new Semaphore(MOST_CLIENTS);
  private final Set<SocketChannel> clients = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor watchdog;
  private final AtomicInteger served = new AtomicInteger();
  private final Thread acceptor;

  private ControlServer(ControlSocket place, WatchControl engine, long patienceMillis)
      throws IOException {
    this.place = place;
    this.answers = new ControlAnswers(engine);
    this.patienceMillis = patienceMillis;
    this.channel = place.listen();
    this.identity = Files.getAttribute(place.path(), "unix:ino", LinkOption.NOFOLLOW_LINKS);
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1, task -> daemon(task, "watchdog"), new ThreadPoolExecutor.DiscardPolicy());
    watchdog.setRemoveOnCancelPolicy(true);
    this.acceptor = daemon(this::accept, "accept");
  }

  /**
   * Starts to answer.
   *
   * @throws ControlException if the place is not safe, or another engine listens there
   */
  public static ControlServer start(ControlSocket place, WatchControl engine) throws IOException {
    return start(place, engine, PATIENCE_MILLIS);
  }

  static ControlServer start(ControlSocket place, WatchControl engine, long patienceMillis)
      throws IOException {
    ControlServer server = new ControlServer(place, engine, patienceMillis);
    server.acceptor.start();
    return server;
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, "rivulet-control-" + name);
    thread.setDaemon(true);
    return thread;
  }

  private void accept() {
    try {
      while (channel.isOpen()) {
        slots.acquire();
        serve(channel.accept());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ClosedChannelException e) {
      // The engine ends.
    } catch (IOException e) {
      logger().log(Level.ERROR, "the control socket " + place.path() + " is out of order", e);
    }
  }

  private void serve(SocketChannel client) {
    clients.add(client);
    if (!channel.isOpen()) {
      closeQuietly(client);
    }
    Thread thread = daemon(() -> converse(client), String.valueOf(served.incrementAndGet()));
    threads.add(thread);
    thread.start();
  }

  private void converse(SocketChannel client) {
    try (client) {
      LineReader lines = new LineReader(client, LONGEST_LINE);
      Optional<byte[]> line = read(client, lines);
      while (line.isPresent()) {
        write(client, answers.answer(line.get()));
        line = read(client, lines);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      logger().log(Level.DEBUG, "a client of the control socket went away", e);
    } catch (RuntimeException defect) {
      logger().log(Level.ERROR, "a request could not be answered", defect);
    } finally {
      clients.remove(client);
      threads.remove(Thread.currentThread());
      slots.release();
    }
  }

  private Optional<byte[]> read(SocketChannel client, LineReader lines) throws IOException {
    ScheduledFuture<?> alarm = hangUpLater(client);
    try {
      return lines.next();
    } catch (ControlException e) {
      write(client, ControlAnswers.refusal(e.getMessage()));
      return Optional.empty();
    } finally {
      alarm.cancel(false);
    }
  }

  private void write(SocketChannel client, byte[] answer) throws IOException {
    ScheduledFuture<?> alarm = hangUpLater(client);
    try {
      ByteBuffer bytes = ByteBuffer.wrap(answer);
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
    } finally {
      alarm.cancel(false);
    }
  }

  /** A channel that is closed ends the read or write that waits on it. */
  private ScheduledFuture<?> hangUpLater(SocketChannel client) {
    return watchdog.schedule(() -> closeQuietly(client), patienceMillis, TimeUnit.MILLISECONDS);
  }

  private static void closeQuietly(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      logger().log(Level.DEBUG, "closing a control client", e);
    }
  }

  /** Where it listens. */
  public ControlSocket place() {
    return place;
  }

  /** Hangs up and removes the socket. */
  @Override
  public void close() throws IOException {
    channel.close();
    acceptor.interrupt();
    clients.forEach(ControlServer::closeQuietly);
    threads.forEach(Thread::interrupt);
    watchdog.shutdownNow();
    if (Files.exists(place.path(), LinkOption.NOFOLLOW_LINKS)
        && identity.equals(
            Files.getAttribute(place.path(), "unix:ino", LinkOption.NOFOLLOW_LINKS))) {
      Files.deleteIfExists(place.path());
    }
  }

  private static System.Logger logger() {
    return System.getLogger(ControlServer.class.getName());
  }
}
