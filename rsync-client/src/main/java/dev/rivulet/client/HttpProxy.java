// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A web proxy that connects to daemons: {@code RSYNC_PROXY} (rsync(1), section ENVIRONMENT
 * VARIABLES), {@code [USER:PASSWORD@]HOST:PORT}. The request and each line of the answer have to
 * fit into 1023 bytes.
 *
 * @param credentials {@code USER:PASSWORD}, byte text; empty for none
 */
record HttpProxy(String host, int port, String credentials) {
  private static final int LONGEST = 1023;
  private static final int MAX_PORT = 65535;

  /**
   * Understands a specification.
   *
   * @param text byte text
   * @throws RsyncException (exit code 10) when it is none
   */
  static HttpProxy parse(String text) throws RsyncException {
    int at = text.lastIndexOf('@');
    String credentials = at < 0 ? "" : text.substring(0, at);
    if (at >= 0 && credentials.indexOf(':') < 0) {
      throw failure("invalid proxy specification: should be USER:PASS@HOST:PORT");
    }
    String place = text.substring(at + 1);
    int colon = place.indexOf(':');
    if (colon < 0) {
      throw failure("invalid proxy specification: should be HOST:PORT");
    }
    String host = place.substring(0, colon);
    String port = place.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > MAX_PORT) {
      throw failure(
          "rsync: getaddrinfo: " + host + " " + port + ": Servname not supported for ai_socktype");
    }
    return new HttpProxy(host, Integer.parseInt(port), credentials);
  }

  /**
   * The request for a connection.
   *
   * @throws RsyncException (exit code 10) for a host that would be more than a part of the request
   */
  byte[] request(String daemonHost, int daemonPort) throws RsyncException {
    if (daemonHost.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw failure("invalid control character in proxy CONNECT host");
    }
    StringBuilder request = new StringBuilder(128);
    request.append("CONNECT ").append(daemonHost).append(':').append(daemonPort);
    request.append(" HTTP/1.0\r\n");
    if (!credentials.isEmpty()) {
      byte[] secret = credentials.getBytes(StandardCharsets.ISO_8859_1);
      String code = Base64.getEncoder().encodeToString(secret);
      request.append("Proxy-Authorization: Basic ").append(code).append("\r\n");
    }
    byte[] bytes = request.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > LONGEST) {
      throw failure("proxy CONNECT request too long");
    }
    return bytes;
  }

  /**
   * Has the proxy connect to a daemon.
   *
   * @param connection to the proxy; nothing behind the proxy's answer is read from it
   * @param request of {@link #request}
   */
  void open(Connection connection, byte[] request) throws IOException {
    connection.output().write(request);
    connection.output().flush();
    String status = line(connection.input(), "proxy response line too long");
    if (!isSuccess(status)) {
      throw failure("bad response from proxy -- " + status);
    }
    while (!line(connection.input(), "proxy response header line too long").isEmpty()) {
      // The headers of a success say nothing that matters.
    }
  }

  /** {@code HTTP/} with a version, blanks, and a number from 200 to 299. */
  private static boolean isSuccess(String status) {
    return status.matches("HTTP/[0-9]+(\\.[0-9]+)? +2[0-9]{2}.*");
  }

  private static String line(InputStream in, String tooLong) throws IOException {
    StringBuilder line = new StringBuilder();
    int next = in.read();
    while (next >= 0 && next != '\n') {
      line.append((char) next);
      if (line.length() >= LONGEST) {
        throw failure(tooLong);
      }
      next = in.read();
    }
    if (next < 0) {
      throw failure("rsync: failed to read from proxy: the connection has ended");
    }
    int end = line.length();
    return line.substring(0, end > 0 && line.charAt(end - 1) == '\r' ? end - 1 : end);
  }

  private static RsyncException failure(String text) {
    return new RsyncException(ExitCode.SOCKET_IO, text);
  }
}
