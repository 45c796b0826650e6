// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.control.ControlClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * The command words of {@code rsync-watch}. A first word that is none of them is an option or a
 * source; a source of such a name is typed as {@code ./status}.
 */
public final class WatchCommands {
  private final List<WatchCommand> commands;

  WatchCommands(List<WatchCommand> commands) {
    this.commands = List.copyOf(commands);
  }

  /** All there are. */
  public static WatchCommands all() {
    return new WatchCommands(
        List.of(
            new RunCommand(),
            new StatusCommand(),
            new FlushCommand(),
            new TargetsCommand(
                "pause", "send nothing; changes are noted", ControlClient::pause, "paused"),
            new TargetsCommand("resume", "send again", ControlClient::resume, "resumed"),
            new WhyCommand(),
            new VerifyCommand(),
            new TargetsCommand(
                "release",
                "allow held deletions, accept a replaced source",
                ControlClient::release,
                "released"),
            new DoctorCommand()));
  }

  /** The command that a command line begins with. */
  public Optional<WatchCommand> find(List<byte[]> words) {
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String first = new String(words.get(0), StandardCharsets.UTF_8);
    return commands.stream().filter(command -> command.word().equals(first)).findFirst();
  }

  /** Lines for the help text, each ended. */
  public String help() {
    StringBuilder text = new StringBuilder();
    for (WatchCommand command : commands) {
      String call = command.word() + " " + command.operands();
      text.append(String.format("  %-38s %s%n", call.strip(), command.purpose()));
    }
    return text.toString();
  }
}
