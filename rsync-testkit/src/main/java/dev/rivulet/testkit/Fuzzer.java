// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs decoders of hostile bytes under the coverage-guided fuzzer Jazzer, one process for the
 * decoders of a class, with little memory: what takes too much of it, takes too long, or throws
 * what it must not, is found.
 *
 * <p>A decoder is a public static method of one array of bytes, throwing nothing but {@link
 * IOException}.
 */
public final class Fuzzer {
  /** How long each decoder is tried, in seconds; 0 for not at all. */
  public static final int SECONDS = Integer.getInteger("fuzz.seconds", 60);

  private static final int LONGEST_INPUT = 4096;

  /** Most of it is waiting for a processor. */
  private static final int LONGEST_TRY_SECONDS = 60;

  /** A busy machine takes its time to instrument classes. */
  private static final int LONGEST_START_SECONDS = 240;

  private Fuzzer() {}

  /** The decoders of a class in the order of their names, {@code CLASS#METHOD}. */
  public static List<String> targets(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(Fuzzer::isTarget)
        .map(method -> type.getName() + "#" + method.getName())
        .sorted()
        .toList();
  }

  private static boolean isTarget(Method method) {
    return Modifier.isPublic(method.getModifiers())
        && Modifier.isStatic(method.getModifiers())
        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {byte[].class});
  }

  /**
   * The inputs kept for a decoder: sound ones, and such as once were too much for it. One a line in
   * the form of {@link GoldenBytes}, in the resource {@code /fuzz/CLASS.METHOD.hex}.
   */
  public static List<byte[]> seeds(String target) throws IOException {
    String name = target.substring(target.lastIndexOf('.') + 1).replace('#', '.');
    try (InputStream in = Fuzzer.class.getResourceAsStream("/fuzz/" + name + ".hex")) {
      if (in == null) {
        return List.of();
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(GoldenBytes::of)
          .filter(bytes -> bytes.length > 0)
          .toList();
    }
  }

  /**
   * Tries the decoders of a class, {@link #SECONDS} for each.
   *
   * @param seeds for each decoder the inputs to start from
   * @param scratch an empty directory
   * @throws AssertionError with what was thrown and the input, the decoder's number in front
   */
  public static void run(Class<?> type, List<List<byte[]>> seeds, Path scratch)
      throws IOException, InterruptedException {
    Path corpus = Files.createDirectory(scratch.resolve("corpus"));
    for (int decoder = 0; decoder < seeds.size(); decoder++) {
      for (int i = 0; i < seeds.get(decoder).size(); i++) {
        Path file = corpus.resolve(decoder + "-" + i);
        Files.write(file, numbered(decoder, seeds.get(decoder).get(i)));
      }
    }
    int seconds = SECONDS * seeds.size();
    Path log = scratch.resolve("log");
    Process process =
        new ProcessBuilder(command(type, seconds, scratch, corpus))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = process.waitFor(seconds + LONGEST_START_SECONDS, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        throw new AssertionError(type.getName() + ": " + finding(log));
      }
    } finally {
      process.destroyForcibly();
    }
  }

  private static byte[] numbered(int decoder, byte[] seed) {
    byte[] input = new byte[seed.length + 1];
    input[0] = (byte) decoder;
    System.arraycopy(seed, 0, input, 1, seed.length);
    return input;
  }

  private static List<String> command(Class<?> type, int seconds, Path scratch, Path corpus) {
    return List.of(
        // Others go first: there is time enough.
        "nice",
        "-n",
        "19",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-Djava.io.tmpdir=" + scratch,
        "-D" + FuzzEntry.TARGETS + "=" + type.getName(),
        "-cp",
        System.getProperty("java.class.path"),
        "com.code_intelligence.jazzer.Jazzer",
        "--target_class=" + FuzzEntry.class.getName(),
        "--instrumentation_includes=dev.rivulet.**",
        "--disabled_hooks=com.code_intelligence.jazzer.sanitizers.*",
        // Comparisons are left out: following them, too, crashes the fuzzer where a session has
        // threads.
        "--trace=cov",
        "--reproducer_path=" + scratch,
        "-max_total_time=" + seconds,
        "-max_len=" + LONGEST_INPUT,
        "-timeout=" + LONGEST_TRY_SECONDS,
        "-artifact_prefix=" + scratch + "/",
        corpus.toString());
  }

  /** What was thrown, and the input, from what the fuzzer says. */
  private static String finding(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
    int from = 0;
    while (from < lines.size() && !beginsFinding(lines.get(from))) {
      from++;
    }
    return from < lines.size()
        ? String.join("\n", lines.subList(from, lines.size()))
        : "not ended: " + (lines.isEmpty() ? "" : lines.get(lines.size() - 1));
  }

  private static boolean beginsFinding(String line) {
    return line.startsWith("== Java") || line.contains("ERROR:");
  }
}
