// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.config.Companion;
import dev.rivulet.watch.event.ArrivalLog;
import dev.rivulet.watch.event.EventCommand;
import dev.rivulet.watch.event.EventCompanion;
import dev.rivulet.watch.event.EventLog;
import dev.rivulet.watch.event.EventTask;
import dev.rivulet.watch.hook.CommandHook;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Whether what is done for events and batches can be done: programs to run, files to write. */
final class ReactionCheck implements MirrorCheck {

  @Override
  public void examine(List<Mirror> mirrors, Findings findings) {
    for (Mirror mirror : mirrors) {
      mirror.settings().hooks().forEach(hook -> examine(mirror.name(), hook, findings));
    }
  }

  /** What runs beside the mirrors, or without any. */
  static void examineCompanions(List<Companion> companions, Findings findings) {
    for (Companion companion : companions) {
      if (companion instanceof EventCompanion events) {
        examine(events.task(), findings);
      } else {
        findings.note(companion.name(), "runs what the configuration says for each event");
      }
    }
  }

  private static void examine(EventTask task, Findings findings) {
    String source = new String(task.source(), StandardCharsets.UTF_8);
    String place = "[" + task.name() + "]";
    findings.note(place, "events of " + source + " are handled; nothing is transferred");
    if (!Files.isDirectory(Path.of(source))) {
      findings.problem(place, source + " is no directory", "make it, or correct its name");
    }
    task.handlers().forEach(handler -> examine(task.name(), handler, findings));
  }

  private static void examine(String name, Object reaction, Findings findings) {
    if (reaction instanceof ArrivalLog log) {
      expectDirectory(name, log.file(), findings);
    } else if (reaction instanceof EventLog log) {
      expectDirectory(name, log.file(), findings);
    } else if (reaction instanceof CommandHook hook) {
      expectProgram(name, hook.command().toString(), findings);
    } else if (reaction instanceof EventCommand command) {
      expectProgram(name, command.program().toString(), findings);
    }
  }

  private static void expectDirectory(String name, Path file, Findings findings) {
    Path directory = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(directory)) {
      findings.problem(
          "[" + name + "]",
          "the directory of the event log, " + directory + ", does not exist",
          "mkdir -p " + directory);
    }
  }

  private static void expectProgram(String name, String program, Findings findings) {
    boolean found =
        program.contains("/")
            ? Files.isExecutable(Path.of(program))
            : Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    if (!found) {
      findings.problem(
          "[" + name + "]",
          program + " is no program that can be run here",
          "correct its name, or chmod +x it");
    }
  }
}
