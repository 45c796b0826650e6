// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.control.ControlClient;
import java.io.IOException;
import java.io.PrintStream;

/** A command word that does something to targets and tells how many there were. */
final class TargetsCommand extends ControlCommand {

  /** What is done. */
  @FunctionalInterface
  interface Deed {
    int on(ControlClient engine, String name) throws IOException;
  }

  private final Deed deed;
  private final String done;

  /**
   * @param done what was done to the targets, in one word
   */
  TargetsCommand(String word, String purpose, Deed deed, String done) {
    super(word, "[NAME]", purpose);
    this.deed = deed;
    this.done = done;
  }

  @Override
  int ask(ControlClient engine, ControlArguments arguments, PrintStream out) throws IOException {
    int count = deed.on(engine, arguments.name());
    out.println(count + (count == 1 ? " target " : " targets ") + done);
    return DONE;
  }
}
