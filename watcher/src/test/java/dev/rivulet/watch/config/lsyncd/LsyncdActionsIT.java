// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.watch.config.Companion;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.WatchConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands and functions per event: layers 3, 2 and 1 of lsyncd with a real source. */
@Timeout(60)
class LsyncdActionsIT {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path directory;

  private final List<String> log = new CopyOnWriteArrayList<>();
  private Path source;
  private Path target;
  private Companion.Running running;

  @BeforeEach
  void makeDirectories() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    target = Files.createDirectory(directory.resolve("target"));
  }

  @AfterEach
  void end() throws IOException {
    if (running != null) {
      running.close();
    }
  }

  private void start(String text) throws IOException {
    Path file = directory.resolve("lsyncd.conf");
    Files.writeString(
        file, text.replace("SRC", source.toString()).replace("DST", target.toString()));
    WatchConfig config = new LsyncdConfig().read(file);
    assertThat(config.mirrors()).isEmpty();
    running = config.companions().get(0).start((category, line) -> log.add(category + ": " + line));
  }

  private void await(Callable<Boolean> condition) throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.call()) {
      assertThat(Instant.now()).as("log %s", log).isBefore(end);
      Thread.sleep(10);
    }
  }

  private boolean says(String text) {
    return log.stream().anyMatch(line -> line.contains(text));
  }

  private long times(String text) {
    return log.stream().filter(line -> line.contains(text)).count();
  }

  private List<String> lines(String name) throws IOException {
    Path file = target.resolve(name);
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void layer3MirrorsByCommands() throws Exception {
    Files.writeString(source.resolve("old"), "1");
    start(
        """
        bash = {
          delay = 0, maxProcesses = 3,
          onStartup = "if [ -e ^source/old ]; then cp -r ^source/. ^target; fi",
          onCreate = "cp -r ^sourcePathname ^targetPathdir",
          onModify = "/bin/cp ^sourcePathname ^targetPathname",
          onDelete = "rm -rf ^targetPathname",
          onMove = "mv ^o.targetPathname ^d.targetPathname",
        }
        sync{ bash, source = "SRC", target = "DST", exclude = { "*.tmp", "/skip/" } }
        """);
    await(() -> Files.exists(target.resolve("old")));
    String name = "a b'\"$(touch x)\\;*";

    Files.createDirectories(source.resolve("d/e"));
    Files.writeString(source.resolve("d/e/" + name), "content");
    Files.writeString(source.resolve("left.tmp"), "no");
    Files.createDirectory(source.resolve("skip"));
    Files.writeString(source.resolve("skip/inside"), "no");
    await(() -> Files.exists(target.resolve("d/e/" + name)));
    await(() -> Files.readString(target.resolve("d/e/" + name)).equals("content"));
    await(() -> times("Finished Modify") > 0);

    Files.move(source.resolve("old"), source.resolve("new"));
    await(() -> Files.exists(target.resolve("new")) && !Files.exists(target.resolve("old")));
    Files.delete(source.resolve("new"));
    Files.move(source.resolve("d/e/" + name), directory.resolve("away"));
    await(() -> !Files.exists(target.resolve("new")));
    await(() -> !Files.exists(target.resolve("d/e/" + name)));
    assertThat(target.resolve("left.tmp")).doesNotExist();
    assertThat(target.resolve("skip")).doesNotExist();
    assertThat(says("Event Move spawns shell")).isTrue();
    assertThat(says("Failure")).isFalse();
  }

  @Test
  void layer2FunctionsSeeTheFieldsAndDecideWhatFollows() throws Exception {
    start(
        """
        local tries = 0
        l2 = {
          delay = 0, exitcodes = { [0] = "ok", [7] = "again", [8] = "ok" },
          onCreate = function(event)
            log("Normal", event.etype, " ", event.pathname, " ", event.isdir, " ", event.status,
              " ", event.basename, " ", event.targetPath, " ", event.config.target)
            tries = tries + 1
            spawn(event, "/bin/sh", "-c", tries < 3 and "exit 7" or "exit 8")
          end,
          onDelete = function(event) error("boom") end,
          onMove = function(o, d)
            log("Normal", "moved ", o.path, " to ", d.path)
            spawnShell(o, 'echo "$1" "$2" >> "$3"', o.path, d.path, o.target .. "moves")
          end,
        }
        sync{ l2, source = "SRC", target = "DST/" }
        """);
    Files.writeString(source.resolve("f"), "1");
    await(() -> says("Finished Create"));
    assertThat(times("Retrying Create")).isEqualTo(2);
    assertThat(says("Normal: Create f false wait f " + target + "/f " + target + "/")).isTrue();

    Files.move(source.resolve("f"), source.resolve("g"));
    await(() -> !lines("moves").isEmpty());
    assertThat(lines("moves")).containsExactly("f g");
    Files.delete(source.resolve("g"));
    await(() -> says("boom"));
    assertThat(log.stream().filter(line -> line.contains("boom")))
        .allMatch(line -> line.contains("lsyncd.conf:10"));
    Files.writeString(source.resolve("h"), "the program goes on");
    await(() -> says("Create h"));
  }

  @Test
  void layer1TakesListsOfEvents() throws Exception {
    start(
        """
        l1 = {
          delay = 1, maxProcesses = 1,
          init = function(event) event.inlet.discardEvent(event) end,
          action = function(inlet)
            local list = inlet.getEvents(function(event) return event.etype ~= "Attrib" end)
            local names = table.concat(list.getPaths(), "\\n") .. "\\n"
            local config = inlet.getConfig()
            spawn(list, "/bin/sh", "<", names, "-c", 'cat >> "$0"', config.target .. "/list")
          end,
          collect = function(agent, code)
            log("Normal", "collected ", agent.isList, " ", code)
            alarm(now() + 0.05, function(time, extra) log("Normal", "alarm ", extra) end, "rang")
          end,
        }
        sync{ l1, source = "SRC", target = "DST" }
        """);
    Files.createDirectory(source.resolve("d"));
    Files.createSymbolicLink(source.resolve("d/a"), Path.of("nowhere"));
    Files.createSymbolicLink(source.resolve("b"), Path.of("nowhere"));
    await(() -> lines("list").containsAll(List.of("/d/", "/d/a", "/b")));
    await(() -> says("collected true 0"));
    await(() -> says("alarm rang"));
  }

  @Test
  void aFunctionMayEndTheProgram() throws Exception {
    start("sync{ source='SRC', onCreate = function(e) terminate(3) end }");
    Files.createSymbolicLink(source.resolve("l"), Path.of("nowhere"));

    assertThat(running.await()).isEqualTo(OptionalInt.of(3));
  }

  @Test
  void closingWaitsForCommandsThatRun() throws Exception {
    start("sync{ source='SRC', target='DST', onCreate = 'sleep 0.3; echo done > ^target/done' }");
    Files.createSymbolicLink(source.resolve("l"), Path.of("nowhere"));
    await(() -> says("spawns shell"));
    running.close();

    assertThat(lines("done")).containsExactly("done");
    assertThat(running.await()).isEmpty();
  }

  @Test
  void aCommandThatNeedsATargetIsRefusedWithoutOne() {
    assertThatThrownBy(() -> start("sync{ source='SRC', onCreate = 'cp ^path ^targetPath' }"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("lsyncd.conf:1: onCreate uses ^targetPath");
  }
}
