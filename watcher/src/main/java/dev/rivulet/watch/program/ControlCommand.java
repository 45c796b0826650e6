// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.control.ControlClient;
import dev.rivulet.watch.control.ControlException;
import dev.rivulet.watch.control.ControlRefusal;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Set;

/** A command word that asks an engine in another process. */
abstract class ControlCommand implements WatchCommand {
  /** It was done. */
  static final int DONE = 0;

  /** The words make no sense, or the engine knows no such name. */
  static final int USAGE = 1;

  /** A target is behind, or in trouble. */
  static final int BEHIND = 2;

  /** No engine answers. */
  static final int UNREACHABLE = 3;

  private final String word;
  private final String operands;
  private final String purpose;

  ControlCommand(String word, String operands, String purpose) {
    this.word = word;
    this.operands = operands;
    this.purpose = purpose;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String operands() {
    return operands;
  }

  @Override
  public String purpose() {
    return purpose;
  }

  /** The options besides {@code --control}, without the dashes. */
  Set<String> options() {
    return Set.of();
  }

  /** Asks, and prints the answer. */
  abstract int ask(ControlClient engine, ControlArguments arguments, PrintStream out)
      throws IOException, ControlArguments.UsageException;

  @Override
  public int run(List<byte[]> words, PrintStream out, PrintStream err) {
    if (ControlArguments.askForHelp(words)) {
      out.println(usage() + "\n" + purpose);
      return DONE;
    }
    try {
      ControlArguments arguments = ControlArguments.parse(words, options(), 1);
      try (ControlClient engine = ControlClient.connect(arguments.place())) {
        return ask(engine, arguments, out);
      }
    } catch (ControlArguments.UsageException e) {
      return fail(err, e.getMessage() + "\n" + usage(), USAGE);
    } catch (ControlRefusal e) {
      return fail(err, e.getMessage(), USAGE);
    } catch (ControlException e) {
      return fail(err, e.getMessage(), UNREACHABLE);
    } catch (IOException e) {
      return fail(err, "the engine has gone away: " + e.getMessage(), UNREACHABLE);
    }
  }

  private String usage() {
    return "Usage: rsync-watch " + word + " [--control=SOCKET] " + operands;
  }

  private int fail(PrintStream err, String text, int code) {
    err.println("rsync-watch " + word + ": " + text);
    return code;
  }
}
