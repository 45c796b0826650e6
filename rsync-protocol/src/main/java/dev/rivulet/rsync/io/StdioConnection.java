// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * Standard input and output as one connection: a server started by a remote shell.
 *
 * <p>rsync's client leaves the descriptors it hands to its remote shell non-blocking, and a shell
 * on the same host passes that on: "try again" therefore means wait, first a moment, then longer. A
 * socket from a super-server is a case for {@link SocketConnection#inherited()} instead.
 */
public final class StdioConnection implements Connection {
  private static final long FIRST_PAUSE_NANOS = 20_000;
  private static final long LONGEST_PAUSE_NANOS = 2_000_000;

  private final ReadableByteChannel in;
  private final WritableByteChannel out;
  private final InputStream input;
  private final OutputStream output;

  /** Takes over the process's standard input and output. */
  @SuppressWarnings("resource") // the channels own the streams
  public StdioConnection() {
    this(
        new FileInputStream(FileDescriptor.in).getChannel(),
        new FileOutputStream(FileDescriptor.out).getChannel());
  }

  /** A connection over any two channels, blocking or not. */
  StdioConnection(ReadableByteChannel in, WritableByteChannel out) {
    this.in = in;
    this.out = out;
    this.input = new PatientInput(in);
    this.output = new PatientOutput(out);
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
    out.close();
  }

  @Override
  public String peer() {
    return "standard input";
  }

  @Override
  public void close() throws IOException {
    try {
      out.close();
    } finally {
      in.close();
    }
  }

  /** Waits a little longer each time, until the descriptor is ready or somebody closes it. */
  private static long pause(Channel channel, long nanos) throws IOException {
    LockSupport.parkNanos(nanos);
    if (Thread.currentThread().isInterrupted() || !channel.isOpen()) {
      throw new AsynchronousCloseException();
    }
    return Math.min(LONGEST_PAUSE_NANOS, 2 * nanos);
  }

  private static final class PatientInput extends ChannelInput {
    PatientInput(ReadableByteChannel channel) {
      super(channel);
    }

    @Override
    int read(ReadableByteChannel from, ByteBuffer target) throws IOException {
      int count = from.read(target);
      for (long nanos = FIRST_PAUSE_NANOS; count == 0; count = from.read(target)) {
        nanos = pause(from, nanos);
      }
      return count;
    }
  }

  private static final class PatientOutput extends ChannelOutput {
    PatientOutput(WritableByteChannel channel) {
      super(channel);
    }

    @Override
    int write(WritableByteChannel to, ByteBuffer data) throws IOException {
      int count = to.write(data);
      for (long nanos = FIRST_PAUSE_NANOS; count == 0; count = to.write(data)) {
        nanos = pause(to, nanos);
      }
      return count;
    }
  }
}
