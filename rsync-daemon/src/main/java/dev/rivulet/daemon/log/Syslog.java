// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.log;

import dev.rivulet.rsync.conf.ByteText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The system log, reached through logger(1), which stays until the daemon ends: Java has no
 * datagram sockets of the local kind. Started in a thread without an identity of its own.
 *
 * <p>Where there is no logger(1) lines are dropped, as they are where no syslog runs.
 */
public final class Syslog {
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Pipe> pipes = new HashMap<>();

  /** One child; its output stream is null when it could not be started. */
  private static final class Pipe implements LogDestination {
    private final ReentrantLock lock = new ReentrantLock();
    private OutputStream input;

    Pipe(OutputStream input) {
      this.input = input;
    }

    @Override
    public void write(LogLine line) {
      lock.lock();
      try {
        if (input != null) {
          input.write(ByteText.bytes("[" + line.id() + "] " + line.text() + "\n"));
          input.flush();
        }
      } catch (IOException e) {
        Diagnostics.report("cannot write to syslog", e);
        input = null;
      } finally {
        lock.unlock();
      }
    }

    /** Connections share the pipe. */
    @Override
    public void close() {}

    void end() {
      lock.lock();
      try {
        if (input != null) {
          input.close();
        }
      } catch (IOException e) {
        Diagnostics.report("cannot close syslog", e);
      } finally {
        input = null;
        lock.unlock();
      }
    }
  }

  /** The destination for a tag and facility. */
  LogDestination open(String facility, String tag) {
    lock.lock();
    try {
      return pipes.computeIfAbsent(facility + "/" + tag, key -> start(facility, tag));
    } finally {
      lock.unlock();
    }
  }

  private static Pipe start(String facility, String tag) {
    try {
      ProcessBuilder logger =
          new ProcessBuilder(
              "logger",
              "--tag",
              ByteText.display(tag),
              "--priority",
              ByteText.display(facility) + ".info");
      logger.redirectOutput(ProcessBuilder.Redirect.DISCARD);
      logger.redirectError(ProcessBuilder.Redirect.DISCARD);
      return new Pipe(logger.start().getOutputStream());
    } catch (IOException e) {
      Diagnostics.report("no syslog", e);
      return new Pipe(null);
    }
  }

  public void close() {
    lock.lock();
    try {
      pipes.values().forEach(Pipe::end);
      pipes.clear();
    } finally {
      lock.unlock();
    }
  }
}
