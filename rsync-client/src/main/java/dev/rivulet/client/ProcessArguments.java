// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.store.system.ChildEnvironment;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The arguments and environment of this process as bytes. The JVM translates them to text, and
 * loses what is not text in the current locale: everything above 127 with {@code LC_ALL=C}.
 */
public final class ProcessArguments {
  private static final String COMMAND_LINE = "/proc/self/cmdline";

  private ProcessArguments() {}

  /**
   * The arguments of the program.
   *
   * @param args as the JVM sees them: they are the last ones of the process
   */
  public static List<byte[]> of(String[] args) {
    List<byte[]> all = fields(COMMAND_LINE);
    if (all.size() >= args.length && !all.isEmpty()) {
      return all.subList(all.size() - args.length, all.size());
    }
    List<byte[]> translated = new ArrayList<>(args.length);
    for (String arg : args) {
      translated.add(arg.getBytes(StandardCharsets.UTF_8));
    }
    return translated;
  }

  /** The value of a variable, or null if it is not set. */
  public static byte[] variable(String name) {
    byte[] start = (name + "=").getBytes(StandardCharsets.US_ASCII);
    for (byte[] field : ChildEnvironment.own()) {
      boolean matches =
          field.length >= start.length
              && Arrays.equals(field, 0, start.length, start, 0, start.length);
      if (matches) {
        return Arrays.copyOfRange(field, start.length, field.length);
      }
    }
    return null;
  }

  /**
   * The environment for a child.
   *
   * @param changes variables that it has in place of ours or beside them
   */
  static List<byte[]> environment(Map<String, String> changes) {
    Map<String, byte[]> bytes = new HashMap<>();
    changes.forEach((name, value) -> bytes.put(name, value.getBytes(StandardCharsets.UTF_8)));
    return ChildEnvironment.with(bytes);
  }

  /** The fields of a file in which each ends with NUL; none if it cannot be read. */
  private static List<byte[]> fields(String path) {
    List<byte[]> fields = new ArrayList<>();
    try (InputStream in = new FileInputStream(path)) {
      byte[] bytes = in.readAllBytes();
      int start = 0;
      for (int i = 0; i < bytes.length; i++) {
        if (bytes[i] == 0) {
          fields.add(Arrays.copyOfRange(bytes, start, i));
          start = i + 1;
        }
      }
    } catch (IOException e) {
      return List.of();
    }
    return fields;
  }
}
