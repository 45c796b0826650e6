// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.control.ControlSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was typed after a command word that asks a running engine.
 *
 * @param place where the engine listens
 * @param json whether the answer is for programs
 * @param contents whether contents are to be compared
 * @param timeout how long to wait; empty if it was not said
 * @param operands names and paths, as bytes
 */
record ControlArguments(
    ControlSocket place,
    boolean json,
    boolean contents,
    Optional<Duration> timeout,
    List<byte[]> operands) {

  /** A command line that cannot be meant. */
  static final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
      super(message);
    }
  }

  /**
   * Takes the words apart; {@code --} ends the options.
   *
   * @param known the options of the command besides {@code --control}, without the dashes
   * @param mostOperands how many operands the command takes
   */
  static ControlArguments parse(List<byte[]> words, Set<String> known, int mostOperands)
      throws UsageException {
    ControlSocket place = null;
    boolean json = false;
    boolean contents = false;
    Optional<Duration> timeout = Optional.empty();
    List<byte[]> operands = new ArrayList<>();
    boolean options = true;
    for (byte[] word : words) {
      String text = new String(word, StandardCharsets.UTF_8);
      String option = text.replaceFirst("=.*", "").replaceFirst("^--", "");
      String value = text.contains("=") ? text.substring(text.indexOf('=') + 1) : "";
      if (!options || !text.startsWith("-") || text.equals("-")) {
        operands.add(word);
      } else if (text.equals("--")) {
        options = false;
      } else if (option.equals("control") && !value.isEmpty()) {
        place = new ControlSocket(Path.of(value));
      } else if (text.equals("--json") && known.contains("json")) {
        json = true;
      } else if (text.equals("--contents") && known.contains("contents")) {
        contents = true;
      } else if (option.equals("timeout") && known.contains("timeout")) {
        timeout = Optional.of(seconds(value));
      } else {
        throw new UsageException("unknown option " + text);
      }
    }
    if (operands.size() > mostOperands) {
      throw new UsageException("more than " + mostOperands + " operand");
    }
    return new ControlArguments(
        place == null ? ControlSocket.usual() : place,
        json,
        contents,
        timeout,
        List.copyOf(operands));
  }

  static boolean askForHelp(List<byte[]> words) {
    return words.size() == 1 && "--help".equals(new String(words.get(0), StandardCharsets.UTF_8));
  }

  private static Duration seconds(String typed) throws UsageException {
    if (!typed.matches("[0-9]{1,9}(\\.[0-9]{1,3})?")) {
      throw new UsageException("--timeout needs a number of seconds, not \"" + typed + "\"");
    }
    return Duration.ofMillis(Math.round(Double.parseDouble(typed) * 1000));
  }

  /** The operand that names a mirror or a target; empty for all. */
  String name() {
    return operands.isEmpty() ? "" : new String(operands.get(0), StandardCharsets.UTF_8);
  }
}
