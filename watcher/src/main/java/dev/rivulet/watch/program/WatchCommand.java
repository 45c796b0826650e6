// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import java.io.PrintStream;
import java.util.List;

/** One command word of {@code rsync-watch}. */
public interface WatchCommand {

  /** The word that calls it. */
  String word();

  /** What may follow the word, for the help text. */
  String operands();

  /** What it does, in a few words, for the help text. */
  String purpose();

  /**
   * Does it.
   *
   * @param arguments what was typed after the word, as bytes because some are names of files
   * @return the exit code of the program
   */
  int run(List<byte[]> arguments, PrintStream out, PrintStream err) throws InterruptedException;
}
