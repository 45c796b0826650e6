// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.io.Connection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A peer that follows a script: bytes it expects to be sent, bytes it answers.
 *
 * <p>An answer can be read when everything expected in front of it has been written; until then a
 * read waits for another thread to write it, and gives up with an {@link AssertionError}. A byte
 * that is not the expected one is an {@link AssertionError} in the writer. After the last answer
 * the stream ends.
 *
 * <pre>{@code
 * ScriptedConnection peer =
 *     ScriptedConnection.script().reply(greeting).expect(answer).reply(ok).build();
 * }</pre>
 */
public final class ScriptedConnection implements Connection {
  private static final long PATIENCE_SECONDS = 10;

  /** Bytes the peer sends once {@code after} bytes have been written to it. */
  private record Reply(int after, byte[] bytes) {}

  private final byte[] expected;
  private final boolean[] anyValue;
  private final List<Reply> replies;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition progress = lock.newCondition();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private int reply;
  private int positionInReply;
  private boolean closed;
  private boolean outputShut;

  private ScriptedConnection(Script script) {
    expected = script.expected.toByteArray();
    anyValue = new boolean[expected.length];
    for (int i = 0; i < expected.length; i++) {
      anyValue[i] = script.anyValue.get(i);
    }
    replies = List.copyOf(script.replies);
  }

  /** An empty script. */
  public static Script script() {
    return new Script();
  }

  /** The script in the making; each step happens after the ones in front of it. */
  public static final class Script {
    private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
    private final List<Boolean> anyValue = new ArrayList<>();
    private final List<Reply> replies = new ArrayList<>();

    private Script() {}

    /** The peer must be sent these bytes next. */
    public Script expect(byte[] bytes) {
      expected.writeBytes(bytes);
      for (int i = 0; i < bytes.length; i++) {
        anyValue.add(false);
      }
      return this;
    }

    /** The peer must be sent this many bytes next, whatever they are. */
    public Script expectAny(int count) {
      expected.writeBytes(new byte[count]);
      for (int i = 0; i < count; i++) {
        anyValue.add(true);
      }
      return this;
    }

    /** The peer sends these bytes. */
    public Script reply(byte[] bytes) {
      replies.add(new Reply(expected.size(), bytes.clone()));
      return this;
    }

    public ScriptedConnection build() {
      return new ScriptedConnection(this);
    }
  }

  /** Everything that was written to the peer so far. */
  public byte[] sentBytes() {
    lock.lock();
    try {
      return written.toByteArray();
    } finally {
      lock.unlock();
    }
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Fails unless everything expected was written and every answer was read. */
  public void assertFinished() {
    lock.lock();
    try {
      if (written.size() < expected.length) {
        throw new AssertionError(
            "the script still expects " + (expected.length - written.size()) + " bytes");
      }
      if (reply < replies.size()) {
        throw new AssertionError("answer number " + (reply + 1) + " was not read to its end");
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public InputStream input() {
    return new Input();
  }

  @Override
  public OutputStream output() {
    return new Output();
  }

  @Override
  public void shutdownOutput() {
    lock.lock();
    try {
      outputShut = true;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String peer() {
    return "script";
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private int read(byte[] target, int offset, int length) throws IOException {
    lock.lock();
    try {
      skipFinishedReplies();
      if (reply == replies.size()) {
        return -1;
      }
      Reply current = replies.get(reply);
      awaitWritten(current.after);
      int count = Math.min(length, current.bytes.length - positionInReply);
      System.arraycopy(current.bytes, positionInReply, target, offset, count);
      positionInReply += count;
      skipFinishedReplies();
      return count;
    } finally {
      lock.unlock();
    }
  }

  private void skipFinishedReplies() {
    while (reply < replies.size() && positionInReply == replies.get(reply).bytes.length) {
      reply++;
      positionInReply = 0;
    }
  }

  private void awaitWritten(int count) throws IOException {
    long left = TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    try {
      while (written.size() < count) {
        if (closed) {
          throw new IOException("Connection closed");
        }
        if (left <= 0 || outputShut) {
          throw new AssertionError(
              "a read while the script expects " + (count - written.size()) + " more bytes");
        }
        left = progress.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (closed) {
      throw new IOException("Connection closed");
    }
  }

  private void write(byte[] data, int offset, int length) throws IOException {
    lock.lock();
    try {
      if (closed || outputShut) {
        throw new IOException("Broken pipe");
      }
      for (int i = offset; i < offset + length; i++) {
        accept(data[i]);
      }
      progress.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void accept(byte value) {
    int at = written.size();
    if (at >= expected.length) {
      throw new AssertionError(String.format("unexpected byte %02x at %d, the end", value, at));
    }
    if (value != expected[at] && !anyValue[at]) {
      throw new AssertionError(
          String.format("unexpected byte %02x at %d instead of %02x", value, at, expected[at]));
    }
    written.write(value);
  }

  private final class Input extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      return length == 0 ? 0 : ScriptedConnection.this.read(target, offset, length);
    }
  }

  private final class Output extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, data.length);
      ScriptedConnection.this.write(data, offset, length);
    }
  }
}
