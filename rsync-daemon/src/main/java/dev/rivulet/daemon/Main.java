// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.log.Diagnostics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Starts the daemon as a process of its own, {@code rsyncd}. */
public final class Main {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private Main() {}

  public static void main(String[] args) {
    DaemonProgram program = new DaemonProgram(System.getenv(), System.out, System.err);
    System.exit(program.run(bytes(args)).code());
  }

  /** The arguments as they were typed; the JVM loses what is no text in the current locale. */
  private static List<byte[]> bytes(String[] args) {
    List<byte[]> words = new ArrayList<>();
    try {
      byte[] all = Files.readAllBytes(COMMAND_LINE);
      int start = 0;
      for (int i = 0; i < all.length; i++) {
        if (all[i] == 0) {
          words.add(Arrays.copyOfRange(all, start, i));
          start = i + 1;
        }
      }
    } catch (IOException e) {
      Diagnostics.debug("the command line cannot be read as bytes", e);
      words.clear();
    }
    if (words.size() >= args.length && !words.isEmpty()) {
      return words.subList(words.size() - args.length, words.size());
    }
    return Arrays.stream(args).map(arg -> arg.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
