// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.ChildProcess;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The socket pair to a {@link ChildProcess} as a connection.
 *
 * <p>A thread that closes it only ends the streams; the handle itself is given back when no thread
 * is inside a call any more, so that its number cannot mean another file by then.
 */
final class ChildConnection implements RemoteCommand {
  private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final Duration GRACE = Duration.ofMillis(500);

  private final ChildProcess child;
  private final String peer;
  private final InputStream input = new Input();
  private final OutputStream output = new Output();
  private int calls;
  private boolean closed;

  private ChildConnection(ChildProcess child, String peer) {
    this.child = child;
    this.peer = peer;
  }

  /**
   * Starts a program.
   *
   * @param environment all of it, each {@code NAME=value}
   */
  static ChildConnection start(List<byte[]> command, List<byte[]> environment, String peer)
      throws StoreException {
    return new ChildConnection(ChildProcess.start(command, environment), peer);
  }

  /** As {@link #start}, but the pair is one of TCP: the program may ask who its peer is. */
  static ChildConnection startOnLoopback(
      List<byte[]> command, List<byte[]> environment, String peer) throws StoreException {
    return new ChildConnection(ChildProcess.startOnLoopback(command, environment), peer);
  }

  @Override
  public InputStream input() {
    return input;
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void shutdownOutput() throws IOException {
    enter();
    try {
      child.shutdownOutput();
    } catch (StoreException e) {
      if (e.errno() != Errno.ENOTCONN) {
        throw e;
      }
    } finally {
      leave();
    }
  }

  @Override
  public String peer() {
    return peer;
  }

  @Override
  public OptionalInt processId() {
    return OptionalInt.of(child.id());
  }

  @Override
  public synchronized OptionalInt exitStatus(Duration limit) throws IOException {
    long deadline = System.nanoTime() + limit.toNanos();
    long pause = TimeUnit.MICROSECONDS.toNanos(100);
    OptionalInt status = child.exitStatus();
    while (status.isEmpty() && System.nanoTime() - deadline < 0 && !Thread.interrupted()) {
      LockSupport.parkNanos(pause);
      pause = Math.min(LONGEST_PAUSE_NANOS, 2 * pause);
      status = child.exitStatus();
    }
    return status;
  }

  @Override
  public void close() throws IOException {
    if (!isClosedNow()) {
      return;
    }
    if (exitStatus(GRACE).isEmpty()) {
      child.terminate();
    }
  }

  /** Ends the streams; false if somebody else has done so. */
  private boolean isClosedNow() throws IOException {
    synchronized (output) {
      if (closed) {
        return false;
      }
      closed = true;
      if (calls == 0) {
        child.close();
      } else {
        child.shutdown();
      }
      return true;
    }
  }

  private void enter() throws IOException {
    synchronized (output) {
      if (closed) {
        throw new ClosedChannelException();
      }
      calls++;
    }
  }

  private void leave() throws IOException {
    synchronized (output) {
      calls--;
      if (closed && calls == 0) {
        child.close();
      }
    }
  }

  private static RsyncException failed(String what, StoreException reason) {
    Errno errno = reason.errno();
    String text = what + " error: " + errno.text() + " (" + errno.number() + ")";
    return new RsyncException(ExitCode.SOCKET_IO, text, reason);
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      enter();
      try {
        int count = Posix.read(child.socket(), buffer, offset, length);
        return count == 0 ? -1 : count;
      } catch (StoreException e) {
        if (e.errno() == Errno.ECONNRESET) {
          // The program ended without reading everything: its last words have been read.
          return -1;
        }
        throw failed("read", e);
      } finally {
        leave();
      }
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      enter();
      try {
        Posix.write(child.socket(), data, offset, length);
      } catch (StoreException e) {
        throw failed("write", e);
      } finally {
        leave();
      }
    }
  }
}
