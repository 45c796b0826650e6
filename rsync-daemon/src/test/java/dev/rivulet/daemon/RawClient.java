// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A client that says exactly what a test wants it to. */
final class RawClient implements Closeable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = socket.getInputStream();
  }

  RawClient say(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    return this;
  }

  RawClient finishSaying() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** The next line, without its LF; what there is when the connection ends. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  int[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    int[] values = new int[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = bytes[i] & 0xff;
    }
    return values;
  }

  /** Everything up to the end of the connection. */
  String rest() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** Says the same again and again until nobody listens; returns how often it could. */
  int trickleUntilClosed(String text, Duration pause) throws SocketException {
    socket.setSoTimeout((int) pause.toMillis());
    for (int said = 0; ; said++) {
      try {
        say(text);
        if (in.read() < 0) {
          return said;
        }
      } catch (SocketTimeoutException e) {
        // Nothing was answered, and the connection is still there.
      } catch (IOException e) {
        return said;
      }
    }
  }

  /** The first eight bytes behind the binary set-up of a session that fetches everything. */
  static int[] firstFrame(int port, String module) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.line();
      client.say("@RSYNCD: 31.0\n" + module + "\n");
      client.line();
      client.say("--server\0--sender\0-re.Lsf\0.\0" + module + "/\0\0");
      int compatFlagsAndSeed = 1 + 4;
      client.bytes(compatFlagsAndSeed);
      return client.bytes(8);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
