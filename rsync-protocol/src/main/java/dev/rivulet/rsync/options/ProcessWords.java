// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments of a program as bytes. The JVM translates them to text, and loses what is not text
 * in the current locale: everything above 127 with {@code LC_ALL=C}.
 */
public final class ProcessWords {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private ProcessWords() {}

  /**
   * The arguments of this process, byte by byte where the system tells, else translated back.
   *
   * @param args as the JVM sees them: they are the last ones of the process
   */
  public static List<byte[]> of(String[] args) {
    byte[] commandLine;
    try {
      commandLine = Files.readAllBytes(COMMAND_LINE);
    } catch (IOException e) {
      return translated(args);
    }
    return of(args, commandLine);
  }

  static List<byte[]> of(String[] args, byte[] commandLine) {
    List<byte[]> all = fields(commandLine);
    return all.size() > args.length
        ? List.copyOf(all.subList(all.size() - args.length, all.size()))
        : translated(args);
  }

  private static List<byte[]> fields(byte[] commandLine) {
    List<byte[]> fields = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < commandLine.length; i++) {
      if (commandLine[i] == 0) {
        fields.add(Arrays.copyOfRange(commandLine, start, i));
        start = i + 1;
      }
    }
    return fields;
  }

  private static List<byte[]> translated(String[] args) {
    return Arrays.stream(args).map(arg -> arg.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
