// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Tells {@code rsync://} URLs, {@code host::module} and {@code host:path} from local paths.
 *
 * <p>A colon only means a host when no slash is in front of it. The host may be an IPv6 address in
 * brackets, which are taken off.
 */
final class EndpointParser {
  private static final byte[] SCHEME = "rsync://".getBytes(StandardCharsets.US_ASCII);

  private final byte[] text;

  private EndpointParser(byte[] text) {
    this.text = text;
  }

  static Endpoint parse(byte[] argument) {
    EndpointParser parser = new EndpointParser(argument);
    Endpoint endpoint = parser.startsWithScheme() ? parser.parseUrl() : null;
    if (endpoint == null) {
      endpoint = parser.parseColonForm();
    }
    return endpoint != null ? endpoint : new LocalPath(argument);
  }

  private boolean startsWithScheme() {
    if (text.length < SCHEME.length) {
      return false;
    }
    for (int i = 0; i < SCHEME.length; i++) {
      int lower = text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i];
      if (lower != SCHEME[i]) {
        return false;
      }
    }
    return true;
  }

  /** {@code rsync://[user@]host[:port][/path]}, or null when it is none. */
  private Endpoint parseUrl() {
    Host host = parseHost(SCHEME.length);
    if (host == null) {
      return null;
    }
    int at = host.end;
    int port = 0;
    if (at < text.length && text[at] == ':') {
      at++;
      while (at < text.length && text[at] >= '0' && text[at] <= '9') {
        port = Math.min(port * 10 + (text[at] - '0'), 1 << 20);
        at++;
      }
    }
    if (at < text.length && text[at] != '/') {
      return null;
    }
    return new DaemonUrl(host.user, host.name, port, from(at + 1));
  }

  /** {@code [user@]host:path} or {@code [user@]host::path}, or null when it is neither. */
  private Endpoint parseColonForm() {
    Host host = parseHost(0);
    if (host == null || host.end >= text.length || text[host.end] != ':') {
      return null;
    }
    if (host.end + 1 < text.length && text[host.end + 1] == ':') {
      return new DaemonUrl(host.user, host.name, 0, from(host.end + 2));
    }
    byte[] path = from(host.end + 1);
    return new ShellHost(host.user, host.name, path.length == 0 ? new byte[] {'.'} : path);
  }

  /** A host with its user; ends at the first colon or slash that is not inside brackets. */
  private Host parseHost(int start) {
    int hostStart = start;
    int hostEnd = -1;
    int at = start;
    while (at < text.length && text[at] != ':' && text[at] != '/') {
      if (text[at] == '@') {
        hostStart = at + 1;
        hostEnd = -1;
      } else if (text[at] == '[' && at == hostStart) {
        int close = indexOf(']', at);
        boolean ends =
            close >= 0
                && (close + 1 == text.length || text[close + 1] == '/' || text[close + 1] == ':');
        if (!ends) {
          return null;
        }
        hostEnd = close;
        at = close;
      }
      at++;
    }
    String user = hostStart > start ? display(start, hostStart - 1) : "";
    String name = hostEnd < 0 ? display(hostStart, at) : display(hostStart + 1, hostEnd);
    return new Host(user, name, at);
  }

  private int indexOf(char wanted, int start) {
    for (int i = start; i < text.length; i++) {
      if (text[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private byte[] from(int start) {
    return start >= text.length ? new byte[0] : Arrays.copyOfRange(text, start, text.length);
  }

  private String display(int start, int end) {
    return new String(text, start, end - start, StandardCharsets.UTF_8);
  }

  private record Host(String user, String name, int end) {}
}
