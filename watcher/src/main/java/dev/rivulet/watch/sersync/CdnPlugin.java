// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import dev.rivulet.rsync.store.TreePath;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Has a content delivery network fetch each path anew: one {@code HEAD} request per path, whose
 * answer's {@code whatsup} line is kept in a log.
 */
public final class CdnPlugin implements PathAction {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int ANSWER_MILLIS = 10_000;
  private static final int LONGEST_ANSWER_LINES = 200;

  /**
   * Where the network is asked.
   *
   * @param host its name, which is the request's host too
   */
  public record Service(String host, int port, String user, String password) {}

  private final Service service;
  private final String base;
  private final byte[] watch;
  private final Optional<Pattern> match;
  private final AnswerLog answers;

  /**
   * The plugin {@code refreshCDN}.
   *
   * @param base in front of each path
   * @param watch the directory that {@code base} stands for
   * @param match what a path is looked through for instead, byte by byte: its first group and what
   *     follows the match is sent; a path without it is left out
   * @param log gets the answers
   */
  public CdnPlugin(Service service, String base, byte[] watch, Optional<Pattern> match, Path log) {
    this.service = service;
    this.base = base;
    this.watch = watch.clone();
    this.match = match;
    this.answers = new AnswerLog(log);
  }

  @Override
  public String name() {
    return "refreshCDN " + service.host();
  }

  @Override
  public void on(ChangedPath changed) throws IOException {
    Optional<byte[]> part = part(changed.absolute());
    if (part.isPresent()) {
      answers.add(ask(request(part.get(), changed.isDirectory())));
    }
  }

  /** What follows the base in the address of a path; nothing for one that is none of ours. */
  private Optional<byte[]> part(byte[] absolute) {
    if (match.isPresent()) {
      String text = new String(absolute, StandardCharsets.ISO_8859_1);
      Matcher found = match.get().matcher(text);
      if (!found.find()) {
        return Optional.empty();
      }
      String group = found.groupCount() == 0 ? null : found.group(1);
      String part = (group == null ? "" : group) + text.substring(found.end());
      return Optional.of(part.getBytes(StandardCharsets.ISO_8859_1));
    }
    byte[] root = new ChangedPath(watch, TreePath.ROOT, true, false).withoutSlash();
    boolean below =
        absolute.length > root.length
            && absolute[root.length] == '/'
            && Arrays.equals(absolute, 0, root.length, root, 0, root.length);
    return below
        ? Optional.of(Arrays.copyOfRange(absolute, root.length, absolute.length))
        : Optional.empty();
  }

  private String request(byte[] part, boolean directory) {
    return "HEAD /index.jsp?user="
        + encoded(service.user())
        + "&pswd="
        + encoded(service.password())
        + "&ok=ok&"
        + (directory ? "dirs=" : "urls=")
        + base
        + PercentEncoding.of(part)
        + (directory ? "/" : "")
        + " HTTP/1.0\r\nHost: "
        + service.host()
        + "\r\n\r\n";
  }

  private static String encoded(String text) {
    return PercentEncoding.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The line of the answer that says how it went, or its first one. */
  private String ask(String request) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(service.host(), service.port()), CONNECT_MILLIS);
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      BufferedReader reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      String first = "";
      for (int i = 0; i < LONGEST_ANSWER_LINES; i++) {
        String line = reader.readLine();
        if (line == null) {
          break;
        }
        first = first.isEmpty() ? line : first;
        if (line.toLowerCase(Locale.ROOT).startsWith("whatsup")) {
          return line;
        }
      }
      if (first.isEmpty()) {
        throw new IOException("no answer");
      }
      return first;
    }
  }
}
