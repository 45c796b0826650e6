// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.store.system.ChildEnvironment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The environment of a module's commands: the daemon's own, with variables about the connection
 * (rsyncd.conf(5), parameter pre-xfer exec). Immutable; texts are byte texts.
 */
final class HookEnvironment {
  private final Map<String, String> variables;

  /**
   * @param variables what every command of the connection gets
   */
  HookEnvironment(Map<String, String> variables) {
    this.variables = Map.copyOf(variables);
  }

  /** This one with another variable. */
  HookEnvironment with(String name, String value) {
    return with(Map.of(name, value));
  }

  private HookEnvironment with(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(variables);
    all.putAll(more);
    return new HookEnvironment(all);
  }

  /** With the path arguments as the client wrote them. */
  HookEnvironment withRequest(String request) {
    return with("RSYNC_REQUEST", request);
  }

  /** With the words of the client, numbered; number 0 is the name of a program. */
  HookEnvironment withWords(List<byte[]> words) {
    Map<String, String> numbered = new HashMap<>();
    numbered.put("RSYNC_ARG0", "rsyncd");
    for (int i = 0; i < words.size(); i++) {
      numbered.put("RSYNC_ARG" + (i + 1), ByteText.of(words.get(i)));
    }
    return with(numbered);
  }

  /**
   * With how the connection ended.
   *
   * @param exitCode -1 when there is none
   */
  HookEnvironment withEnding(int exitCode) {
    return with("RSYNC_EXIT_STATUS", Integer.toString(exitCode))
        .with("RSYNC_RAW_STATUS", Integer.toString(exitCode < 0 ? exitCode : exitCode << 8));
  }

  /** For a child, each {@code NAME=value}. */
  List<byte[]> forChild() {
    Map<String, byte[]> changes = new HashMap<>();
    variables.forEach((name, value) -> changes.put(name, ByteText.bytes(value)));
    return ChildEnvironment.with(changes);
  }
}
