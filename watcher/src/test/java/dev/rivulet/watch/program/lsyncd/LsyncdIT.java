// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.TreeAspect;
import dev.rivulet.testkit.TreeAssert;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same configurations with the original lsyncd and with ours: what arrives, and what is told.
 */
@Timeout(120)
class LsyncdIT {
  /** A sync for each way of saying something, with a target of its own. */
  private static final String SYNCS =
      """
      settings { logfile = "WORK/log", statusFile = "WORK/status", statusInterval = 1,
        nodaemon = true, maxProcesses = 8, insist = true }
      local function mirror(name, keys)
        keys[1] = keys[1] or default.rsync
        keys.source = "WORK/source"
        keys.target = keys.target or ("WORK/targets/" .. name)
        keys.delay = keys.delay or 0
        sync(keys)
      end
      mirror("plain", { rsync = { archive = true } })
      mirror("daemon", { target = "backup@127.0.0.1::keep/daemon", rsync = { archive = true,
        compress = true, verbose = false, password_file = "WORK/password",
        _extra = { "--port=PORT" } } })
      mirror("never", { delete = false })
      mirror("startup", { delete = "startup" })
      mirror("running", { delete = "running", rsync = { perms = true } })
      mirror("late", { init = false, rsync = { archive = true } })
      mirror("direct", { default.direct })
      mirror("dots", { exclude = { ".*" }, rsync = { archive = true } })
      mirror("logs", { exclude = { "*.log", "/d/build", "cache/" } })
      mirror("file", { excludeFrom = "WORK/excludes" })
      mirror("chosen", { filter = { "+ /d/", "+ /d/**", "+ marker", "- *" } })
      """;

  private static final List<String> NAMES =
      List.of(
          "plain", "daemon", "never", "startup", "running", "late", "direct", "dots", "logs",
          "file", "chosen");

  @TempDir Path directory;

  @BeforeEach
  void openDirectory() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** One program with its source and its targets. */
  private final class World {
    private final Path work;

    World(String name) throws IOException {
      work = Files.createDirectory(directory.resolve(name));
      Files.createDirectories(work.resolve("source/d/build"));
      Files.createDirectories(work.resolve("targets"));
      write("source/a", "one");
      write("source/old", "old");
      write("source/x.log", "log");
      write("source/.dot", "dot");
      write("source/d/b", "two");
      write("source/d/build/o", "three");
      write("source/d/.hidden/f", "four");
      write("source/cache/f", "five");
      write("excludes", "# comment\n\n- *.log\n+ a\ncache/\n");
      for (String target : NAMES) {
        write("targets/" + target + "/stale", "left over");
        write("targets/" + target + "/d/stale", "left over");
      }
      Path password = write("password", "secret\n");
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    }

    Path write(String name, String text) throws IOException {
      Path file = work.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    }

    String config(int port) throws IOException {
      String text = SYNCS.replace("WORK", work.toString()).replace("PORT", "" + port);
      return write("lsyncd.conf", text).toString();
    }

    Path target(String name) {
      return work.resolve("targets").resolve(name);
    }

    /** Everything that may happen, then a file that shows that it has been noticed. */
    void change() throws IOException {
      write("source/a", "changed");
      write("source/new", "new");
      write("source/d/e/f/g", "deep");
      write("source/d/e/y.log", "log");
      write("source/d/build/p", "late");
      Files.delete(work.resolve("source/old"));
      Files.move(work.resolve("source/d/b"), work.resolve("source/d/c"));
      Files.createSymbolicLink(work.resolve("source/link"), Path.of("a"));
    }

    boolean has(String file) {
      return NAMES.stream().allMatch(name -> Files.exists(target(name).resolve(file)));
    }
  }

  private String daemonConfig(World world) {
    StringBuilder text = new StringBuilder("use chroot = no\nlog file = " + directory + "/dlog\n");
    if (System.getProperty("user.name").equals("root")) {
      text.append("uid = root\ngid = root\n");
    }
    text.append("[keep]\nread only = no\nauth users = backup\n");
    text.append("secrets file = " + directory + "/secrets\n");
    text.append("path = " + world.work + "/targets\n");
    return text.toString();
  }

  @Test
  void everyKindOfSyncMakesTheTreesThatTheOriginalMakes() throws Exception {
    World original = new World("original");
    World ours = new World("ours");
    Path secrets = Files.writeString(directory.resolve("secrets"), "backup:secret\n");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    RealRsync rsync = RealRsync.find();
    Path first = Files.createDirectory(directory.resolve("daemon1"));
    Path second = Files.createDirectory(directory.resolve("daemon2"));
    try (RealRsync.Daemon one = rsync.startDaemon(first, daemonConfig(original));
        RealRsync.Daemon two = rsync.startDaemon(second, daemonConfig(ours));
        LsyncdProgram real = LsyncdProgram.original(original.work, original.config(one.port()));
        LsyncdProgram mine = LsyncdProgram.ours(ours.work, ours.config(two.port()))) {
      for (World world : List.of(original, ours)) {
        LsyncdProgram program = world == ours ? mine : real;
        List<String> started = new ArrayList<>(NAMES);
        started.remove("late");
        program.await(
            "everything at the start",
            () ->
                started.stream().allMatch(name -> Files.exists(world.target(name).resolve("d/b"))));
        program.awaitOutput("Startup of " + world.work + "/source/ -> ");
        world.change();
        world.write("source/marker", "done");
      }
      for (String name : NAMES) {
        awaitEqual(name, ours, original, mine);
      }
      mine.await("a status", () -> Files.exists(ours.work.resolve("status")));
      assertThat(Files.readString(ours.work.resolve("status")))
          .startsWith("Lsyncd status report at ")
          .contains("\nSync1 source=" + ours.work + "/source/\nThere are ")
          .contains("Filtering:\n  nothing.\n")
          .contains("\nInotify watching ");
      real.signal("TERM");
      mine.signal("TERM");
      assertThat(mine.exitCode()).isEqualTo(real.exitCode()).isEqualTo(143);
      assertThat(Files.readString(ours.work.resolve("log")))
          .containsPattern(
              "^[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9]\\d \\d\\d:\\d\\d:\\d\\d \\d{4} Normal: "
                  + "--- Startup ---\n");
      assertThatBothLogTheirLists(ours, original);
    }
  }

  /** The words that people look for in the log of either: lists, what is in them, their ends. */
  private static void assertThatBothLogTheirLists(World ours, World original) throws IOException {
    for (World world : List.of(ours, original)) {
      assertThat(Files.readString(world.work.resolve("log")))
          .contains(" Normal: Calling rsync with filter-list of new/modified files/dirs\n/")
          .contains("\n/d/e")
          .contains("\n/old")
          .contains("\n/marker\n")
          .contains(" Normal: Finished a list after exitcode: 0\n")
          .contains(" Normal: --- TERM signal, fading ---\n");
    }
  }

  private static void awaitEqual(String name, World ours, World original, LsyncdProgram program)
      throws Exception {
    try {
      program.await(name + " to become equal", () -> differences(name, ours, original).isEmpty());
    } catch (AssertionError e) {
      throw new AssertionError(name + ": " + differences(name, ours, original), e);
    }
  }

  /** How our tree differs; the original's default.direct copies what a link leads to. */
  private static List<String> differences(String name, World ours, World original) {
    List<String> differences = new ArrayList<>();
    for (World world : List.of(ours, original)) {
      if (!Files.exists(world.target(name).resolve("marker"))) {
        differences.add("nothing has arrived yet in " + world.target(name));
      }
    }
    try {
      differences.addAll(
          TreeAssert.assertThatTree(ours.target(name))
              .comparingOnly(TreeAspect.CONTENT, TreeAspect.SYMLINK_TARGET)
              .ignoringNames(file -> name.equals("direct") && file.equals("link"))
              .differencesTo(original.target(name)));
    } catch (UncheckedIOException changing) {
      differences.add("still changing: " + changing.getMessage());
    }
    return differences;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "settings{ stausFile = 'x' } | setting \"stausFile\" unknown",
        "sync{ default.rsync, source='/tmp', target='/t', foo=1 } | Parameter \"foo\" unknown",
      })
  void refusesWhatTheOriginalRefuses(String text, String message) throws Exception {
    Path file = Files.writeString(directory.resolve("lsyncd.conf"), text);
    try (LsyncdProgram real = LsyncdProgram.original(directory, file.toString());
        LsyncdProgram mine = LsyncdProgram.ours(directory, file.toString())) {
      assertThat(mine.exitCode()).isEqualTo(real.exitCode()).isEqualTo(255);
      assertThat(mine.output()).contains(message);
      assertThat(real.output()).contains(message);
    }
  }
}
