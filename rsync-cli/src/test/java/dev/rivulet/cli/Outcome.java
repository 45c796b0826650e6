// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run of a program showed.
 *
 * @param lines of standard output and of the log, sorted, without those about traffic
 * @param errors lines of standard error, sorted, without the place in the source of the program
 * @param tree what the destination has become
 */
record Outcome(int exitCode, List<String> lines, List<String> errors, Path tree) {

  /**
   * Programs, traffic and time; and what the server of a remote shell says to its own standard
   * error below protocol 31.
   */
  private static final Pattern TRAFFIC =
      Pattern.compile(
          "(log: )?(opening connection using: .*|opening tcp connection to .*|sent .*"
              + " bytes/sec|sent .* bytes  received .*|total size is .*|Deletions stopped due to"
              + " .*|File list (size|generation time|transfer time): .*|Total bytes"
              + " (sent|received): .*)");

  private static final Pattern ERROR_PLACE = Pattern.compile(" at \\S+ \\[[^]]*\\]$");

  private static final Pattern REFUSAL =
      Pattern.compile(
          ".* requires protocol .*|filter rules are too modern.*"
              + "|ABORTING due to invalid path from sender.*"
              + "|ERROR: rejecting excluded file-list name: .*");

  private static final Set<Integer> REFUSAL_CODES =
      Stream.of(ExitCode.PROTOCOL, ExitCode.UNSUPPORTED, ExitCode.STREAM_IO)
          .map(ExitCode::code)
          .collect(Collectors.toSet());

  static Outcome of(int exitCode, byte[] out, byte[] errors, Path tree) {
    String name = tree.getFileName().toString();
    List<String> lines =
        text(out)
            .replace("file list ... ", "file list ...\n")
            .lines()
            .map(line -> line.replace(name, "DESTINATION"))
            .filter(line -> !line.isBlank() && !TRAFFIC.matcher(line).matches())
            .sorted()
            .toList();
    List<String> places =
        text(errors)
            .lines()
            .map(line -> ERROR_PLACE.matcher(line).replaceAll(""))
            .sorted()
            .toList();
    return new Outcome(exitCode, lines, places, tree);
  }

  /** Bytes above 127 as they are, which need not be UTF-8. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether the options are refused at this protocol, or a list that lacks a parent or has names
   * that the client's own rules exclude.
   */
  boolean isRefusal() {
    return REFUSAL_CODES.contains(exitCode)
        && errors.stream().anyMatch(line -> REFUSAL.matcher(line).matches());
  }

  /**
   * Whether {@code --ignore-existing} left something else in the place of a directory. What then
   * becomes of its contents is an accident of the implementation (the real program gives the thing
   * in the way the directory's times), but for the exit code.
   */
  boolean hasBlockedDirectory() {
    return errors.stream()
        .anyMatch(
            line ->
                line.contains("Not a directory (20)")
                    || line.contains("Too many levels of symbolic links (40)")
                    || line.matches(".* (mkstemp|recv_generator: mkdir) .*No such file.*"));
  }
}
