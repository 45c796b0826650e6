// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/** The standard input and output of a child process, usually a remote shell. */
public final class ProcessConnection implements Connection {
  private static final long GRACE_MILLISECONDS = 500;

  private final Process process;
  private final String peer;
  private final OutputStream output;

  private ProcessConnection(Process process, String peer) {
    this.process = process;
    this.peer = peer;
    this.output = new UnbufferedOutput(process.getOutputStream());
  }

  /**
   * Starts a program; what it writes to its standard error goes to ours.
   *
   * @param command the program and its arguments, none of them interpreted by a shell
   * @param environment variables added to ours
   * @param peer what to call the other end in messages
   * @throws IOException when the program cannot be started
   */
  public static ProcessConnection start(
      List<String> command, Map<String, String> environment, String peer) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    return new ProcessConnection(builder.start(), peer);
  }

  @Override
  public InputStream input() {
    return process.getInputStream();
  }

  @Override
  public OutputStream output() {
    return output;
  }

  @Override
  public void shutdownOutput() throws IOException {
    process.getOutputStream().close();
  }

  @Override
  public String peer() {
    return peer;
  }

  /**
   * Waits for the program to end by itself.
   *
   * @return its exit status, or nothing when the time was over
   */
  public OptionalInt waitFor(Duration limit) throws InterruptedException {
    return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)
        ? OptionalInt.of(process.exitValue())
        : OptionalInt.empty();
  }

  /**
   * Ends the program and what it has started, politely first. After a complete session the caller
   * lets it end by itself before: {@link #shutdownOutput}, then {@link #waitFor}.
   */
  @Override
  public void close() throws IOException {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(GRACE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroy);
    process.getOutputStream().close();
  }

  /** Undoes the gathering that the runtime puts in front of a child's input. */
  private static final class UnbufferedOutput extends OutputStream {
    private final OutputStream out;

    UnbufferedOutput(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
      out.flush();
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      try {
        out.write(data, offset, length);
        out.flush();
      } catch (IOException e) {
        throw TransportErrors.writeError(e);
      }
    }
  }
}
