// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Socket options as a user names them: {@code --sockopts} (rsync(1)) and {@code socket options}
 * (rsyncd.conf(5)). Names are those of setsockopt(2), each with an optional {@code =number}; what
 * cannot be set is a complaint and nothing more. Immutable.
 */
public final class SocketTuning {
  /** Leaves a socket as it is. */
  public static final SocketTuning NONE = new SocketTuning(Map.of(), List.of());

  private static final Map<String, SocketOption<Boolean>> SWITCHES =
      Map.of(
          "SO_KEEPALIVE", StandardSocketOptions.SO_KEEPALIVE,
          "SO_REUSEADDR", StandardSocketOptions.SO_REUSEADDR,
          "TCP_NODELAY", StandardSocketOptions.TCP_NODELAY);
  private static final Map<String, SocketOption<Integer>> SIZES =
      Map.of(
          "SO_SNDBUF", StandardSocketOptions.SO_SNDBUF,
          "SO_RCVBUF", StandardSocketOptions.SO_RCVBUF);

  /** Names for a type of service. */
  private static final Map<String, Integer> SERVICES =
      Map.of("IPTOS_LOWDELAY", 0x10, "IPTOS_THROUGHPUT", 0x08);

  /** Broadcasts are no matter of streams: there is nothing to set. */
  private static final String WITHOUT_EFFECT = "SO_BROADCAST";

  /** What the reference program hands to the system, which refuses or does not mean it. */
  private static final List<String> NOT_AVAILABLE =
      List.of("SO_SNDLOWAT", "SO_RCVLOWAT", "SO_SNDTIMEO", "SO_RCVTIMEO");

  private final Map<SocketOption<?>, Object> values;
  private final List<String> complaints;

  private SocketTuning(Map<SocketOption<?>, Object> values, List<String> complaints) {
    this.values = values;
    this.complaints = List.copyOf(complaints);
  }

  /** Understands a list of options between blanks and commas. */
  public static SocketTuning parse(String list) {
    Map<SocketOption<?>, Object> values = new LinkedHashMap<>();
    List<String> complaints = new ArrayList<>();
    for (String word : list.trim().split("[ \t,]+")) {
      if (!word.isEmpty()) {
        add(word, values, complaints);
      }
    }
    return new SocketTuning(values, complaints);
  }

  private static void add(
      String word, Map<SocketOption<?>, Object> values, List<String> complaints) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    int value = equals < 0 ? 1 : leadingNumber(word.substring(equals + 1));
    if (SWITCHES.containsKey(name)) {
      values.put(SWITCHES.get(name), value != 0);
    } else if (SIZES.containsKey(name)) {
      values.put(SIZES.get(name), value);
    } else if (SERVICES.containsKey(name) && equals < 0) {
      values.put(StandardSocketOptions.IP_TOS, SERVICES.get(name));
    } else if (SERVICES.containsKey(name)) {
      complaints.add("syntax error -- " + name + " does not take a value");
    } else if (NOT_AVAILABLE.contains(name)) {
      complaints.add("failed to set socket option " + name + ": Protocol not available (92)");
    } else if (!name.equals(WITHOUT_EFFECT)) {
      complaints.add("Unknown socket option " + name);
    }
  }

  private static int leadingNumber(String text) {
    int number = 0;
    for (int i = 0; i < Math.min(9, text.length()); i++) {
      char digit = text.charAt(i);
      if (digit < '0' || digit > '9') {
        break;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }

  /** What cannot be set, a line each. */
  public List<String> complaints() {
    return complaints;
  }

  /** Sets what can be set. */
  void apply(SocketChannel channel) throws IOException {
    for (Map.Entry<SocketOption<?>, Object> entry : values.entrySet()) {
      set(channel, entry.getKey(), entry.getValue());
    }
  }

  /** The value has the type of its option: both come from the maps above. */
  @SuppressWarnings("unchecked")
  private static <T> void set(SocketChannel channel, SocketOption<T> option, Object value)
      throws IOException {
    if (channel.supportedOptions().contains(option)) {
      channel.setOption(option, (T) value);
    }
  }
}
