// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The status files of the original lsyncd and of ours, over equal trees with equal changes. */
@Timeout(120)
class LsyncdStatusIT {
  /**
   * A mirror and commands that wait, a target that does not answer, one that is not there, and
   * commands that run.
   */
  private static final String CONFIG =
      """
      settings { logfile = "WORK/log", statusFile = "WORK/status", statusInterval = 1,
        nodaemon = true, insist = true }
      sync { default.rsync, source = "WORK/mirror", target = "WORK/copy", delay = 1000 }
      sync { source = "WORK/commands", delay = 1000, onCreate = "true", onModify = "true",
        onAttrib = "true", onDelete = "true", onMove = "true" }
      sync { default.rsync, source = "WORK/hanging", target = "rsync://127.0.0.1:HANGING/x/",
        delay = 1000 }
      sync { default.rsync, source = "WORK/refused", target = "rsync://127.0.0.1:CLOSED/x/",
        delay = 1000, filter = { "+ /chosen", "- *.log" } }
      sync { source = "WORK/running", delay = 0, onModify = "sleep 100" }
      """;

  private static final List<String> SOURCES =
      List.of("mirror", "commands", "hanging", "refused", "running");

  @TempDir Path directory;

  @Test
  void listsWhatWaitsAndWhatIsWatchedAsTheOriginalDoes() throws Exception {
    Path original = tree("original");
    Path ours = tree("ours");
    try (ServerSocket hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      int closed = closedPort();
      try (LsyncdProgram real =
              LsyncdProgram.original(original, config(original, hanging.getLocalPort(), closed));
          LsyncdProgram mine =
              LsyncdProgram.ours(ours, config(ours, hanging.getLocalPort(), closed))) {
        awaitStart(real, original);
        awaitStart(mine, ours);
        change(real, original);
        change(mine, ours);
        real.await(
            "the last changes",
            () -> delays(original).matches("(?s).*/last/\n.*active Modify /f\n.*"));
        String expected = delays(original);
        mine.await(
            "the same status as\n" + expected + "\nnot\n" + read(ours),
            () -> delays(ours).equals(expected));
        assertThat(expected)
            .contains("wait   Move /m1 -> /m2\n", "block  Create /n/sub/\n", "wait   Init \n")
            .contains("active Init \n", "block  Modify /f\n", "active Modify /f\n", "\n- *.log\n");
        assertThat(watches(ours)).containsExactlyInAnyOrderElementsOf(watches(original));
        assertThat(read(ours))
            .contains("\nInotify watching " + watches(original).size() + " directories\n")
            .contains("\n  1: " + ours + "/mirror/\n  2: " + ours + "/mirror/d/\n");
        assertThat(read(original)).contains("\n  1: " + original + "/mirror/\n  2: ");
      }
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Path tree(String name) throws IOException {
    Path work = directory.resolve(name);
    for (String source : SOURCES) {
      Files.createDirectories(work.resolve(source).resolve("d/e"));
      for (String file : List.of("f", "attributes", "old", "m1")) {
        Files.writeString(work.resolve(source).resolve(file), "one");
      }
    }
    Files.createDirectory(work.resolve("commands/gone"));
    return work;
  }

  private static String config(Path work, int hanging, int closed) throws IOException {
    String text =
        CONFIG
            .replace("WORK", work.toString())
            .replace("HANGING", "" + hanging)
            .replace("CLOSED", "" + closed);
    return Files.writeString(work.resolve("lsyncd.conf"), text).toString();
  }

  /** The mirror is equal, the others are as far as they get. */
  private static void awaitStart(LsyncdProgram program, Path work) throws Exception {
    program.awaitOutput("Startup of " + work + "/mirror/ -> ");
    program.await("the commands' turn", () -> read(work).contains("Sync5 "));
    program.await("the refusal", () -> read(work).contains("\nwait   Init \n"));
  }

  /** Nothing that a mirror tells of in fewer words than the original. */
  private static void change(LsyncdProgram program, Path work) throws Exception {
    for (String source : List.of("mirror", "commands", "hanging")) {
      Path tree = work.resolve(source);
      append(tree.resolve("f"));
      Files.setPosixFilePermissions(
          tree.resolve("attributes"), PosixFilePermissions.fromString("rwx------"));
      Files.delete(tree.resolve("old"));
      Files.move(tree.resolve("m1"), tree.resolve("m2"));
      Files.createDirectory(tree.resolve("n"));
    }
    // Before it watches it, the original may tell twice of what is in a new directory.
    program.await("the new directories", () -> read(work).split(" Create /n/\n").length == 4);
    Files.createDirectory(work.resolve("commands/n/sub"));
    Files.delete(work.resolve("commands/gone"));
    append(work.resolve("refused/f"));
    append(work.resolve("running/f"));
    Files.createDirectory(work.resolve("mirror/last"));
  }

  private static void append(Path file) throws IOException {
    Files.writeString(file, "two", StandardOpenOption.APPEND);
  }

  private static String read(Path work) throws IOException {
    Path status = work.resolve("status");
    return Files.exists(status) ? Files.readString(status) : "";
  }

  /** All but the date and the watches. */
  private static String delays(Path work) throws IOException {
    String text = read(work).replace(work.toString(), "WORK");
    return text.substring(text.indexOf('\n') + 1).split("(?m)^Inotify")[0];
  }

  /** Our mirrors have an event queue each, so that the numbers may be others. */
  private static List<String> watches(Path work) throws IOException {
    return read(work)
        .replace(work.toString(), "WORK")
        .lines()
        .filter(line -> line.matches("  \\d+: .*"))
        .map(line -> line.replaceFirst("\\d+", "N"))
        .toList();
  }
}
