// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tools that people run rsync from, with our programs first on the PATH and the original as the
 * daemon: lsyncd, and the loops around inotifywait of the set-up guides (but for its {@code -q}:
 * the test has to hear when the watches stand). Then what one section does in the place of a loop.
 */
class OldToolsIT {
  private static final long LONGEST_NANOS = Duration.ofSeconds(40).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
  private static final Installation OURS = Installation.ofCheckout();

  @TempDir Path directory;
  private Path source;
  private Path target;
  private Path second;
  private Path passwords;
  private RealRsync.Daemon daemon;
  private Process tool;

  @BeforeEach
  void startDaemon() throws IOException {
    source = Files.createDirectory(directory.resolve("source"));
    target = Files.createDirectory(directory.resolve("target"));
    second = Files.createDirectory(directory.resolve("second"));
    Files.writeString(directory.resolve("excluded"), "*.tmp\n");
    passwords = secret("passwords", "secret\n");
    Path secrets = secret("secrets", "rsync:secret\n");
    String identity = "root".equals(System.getProperty("user.name")) ? "uid = 0\ngid = 0" : "";
    daemon =
        RealRsync.find()
            .startDaemon(
                directory,
                """
                %s
                use chroot = no
                log file = %s/log
                read only = no
                auth users = rsync
                secrets file = %s
                [data]
                path = %s
                [second]
                path = %s
                """
                    .formatted(identity, directory, secrets, target, second));
    Files.writeString(Files.createDirectory(source.resolve("before")).resolve("there"), "first");
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void endBoth() throws InterruptedException {
    if (tool != null) {
      tool.descendants().forEach(ProcessHandle::destroy);
      tool.destroy();
      assertThat(tool.waitFor(30, TimeUnit.SECONDS)).as("the tool ends").isTrue();
    }
    daemon.close();
  }

  @Test
  void lsyncdMirrorsWithOurRsync() throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("lsyncd.conf"),
            """
            settings {
              nodaemon = true,
              inotifyMode = "CloseWrite",
              maxProcesses = 8,
            }
            sync {
              default.rsync,
              source = "%s",
              target = "rsync@127.0.0.1::data",
              delay = 1,
              delete = true,
              exclude = { ".*", "*.tmp" },
              rsync = {
                binary = "%s",
                archive = true,
                compress = true,
                verbose = true,
                password_file = "%s",
                _extra = { "--port=%d", "--bwlimit=20000" }
              }
            }
            """
                .formatted(source, OURS.program("rsync"), passwords, daemon.port()));
    start("lsyncd", config.toString());
    awaitEqualTrees();
    change();
    awaitEqualTrees();
  }

  /** One whole mirror for each event and each address, and a line in a log. */
  @Test
  void aLoopThatMirrorsEverythingToEveryAddressRunsWithOurTools() throws Exception {
    loop(
        """
        addresses="127.0.0.1::data 127.0.0.1::second"
        for to in $addresses
        do
          rsync -avH --port=$port --progress --delete --exclude-from=$excluded $src/ \
            rsync@$to --password-file=$passwords
        done
        inotifywait -mr --timefmt '%d/%m/%y %H:%M' --format '%T %w%f%e' \
          -e close_write,modify,delete,create,attrib,move $src | while read file
        do
          for to in $addresses
          do
            rsync -avH --port=$port --progress --delete --exclude-from=$excluded $src/ \
              rsync@$to --password-file=$passwords
          done
          echo "${file} was rsynced" >> $log 2>&1
        done
        """);
    awaitEqualTrees();
    awaitWatches();
    change();
    awaitEqualInBoth();
    await(() -> logged().contains("/newCLOSE_WRITE,CLOSE was rsynced\n"));
    assertThat(target.resolve("left out.tmp")).doesNotExist();
  }

  /** Only the file of an event, or a mirror for a directory or what is gone. */
  @Test
  void aLoopThatPushesSingleFilesRunsWithOurTools() throws Exception {
    loop(
        """
        export RSYNC_PASSWORD=secret
        inotifywait -mr --format '%w%f' -e modify,create,attrib,delete,move,close_write $src |
        while read line
        do
          echo $line
          if [ -f ${line} ]; then
            rsync -az --port=$port ${line} rsync@127.0.0.1::data
          else
            cd $src && rsync -az --port=$port --delete ./ rsync@127.0.0.1::data
          fi
        done
        """);
    awaitWatches();
    Files.writeString(source.resolve("single"), "one file");
    await(() -> contents(target).containsKey("single"));
    Files.delete(source.resolve("single"));
    awaitEqualTrees();
  }

  /** With the counting check of the guides, at five times their speed. */
  @Test
  void aLoopThatMirrorsEverythingForEachEventRunsWithOurTools() throws Exception {
    loop(
        """
        inotifywait -mr --timefmt '%y/%m/%d %H:%M' --format '%T %w%f' \
          -e close_write,delete,create,attrib $src | while read line
        do
          cd $src && rsync -az --port=$port --delete $src/ rsync@127.0.0.1::data/ \
            --password-file=$passwords
        done
        """);
    awaitWatches();
    shell("for i in {1..50}; do echo $i > $i.txt; sleep 0.02; done");
    awaitEqualTrees();
    assertThat(target.resolve("50.txt")).hasContent("50");
  }

  @Test
  void oneSectionDoesWhatTheLoopsDo() throws Exception {
    startSections(
        """
        [data]
        source = %1$s
        target = rsync://127.0.0.1:%2$d/data/ rsync://127.0.0.1:%2$d/second/
        user = rsync
        password file = %3$s
        options = -aH
        delete = yes
        exclude from = %4$s/excluded
        event log = %4$s/rsynced.log
        event log format = %%T %%p%%e was rsynced
        """
            .formatted(source, daemon.port(), passwords, directory));
    awaitEqualInBoth();
    change();
    awaitEqualInBoth();
    await(() -> logged().contains("/newCLOSE_WRITE,CLOSE was rsynced\n"));
    assertThat(target.resolve("left out.tmp")).doesNotExist();
    assertThat(target.resolve("name with blanks")).hasContent("more");

    shell("touch test{1..9} test{a..j}; touch {a..z}.html; touch {1..10}.html");
    awaitEqualInBoth();
    assertThat(target.resolve("testj")).isEmptyFile();
    assertThat(second.resolve("z.html")).isEmptyFile();
    shell(
        "for i in {1..50}; do echo $i > $i.txt; sleep 0.02; ls ../target | grep -c '^[0-9]*.txt$'"
            + " || :; done > ../counts");
    List<String> counts = Files.readAllLines(directory.resolve("counts"));
    assertThat(Integer.parseInt(counts.get(49))).as("followed " + counts).isGreaterThan(10);
    awaitEqualInBoth();
    shell("for i in {1..50}; do rm $i.txt; done");
    awaitEqualInBoth();
  }

  private void startSections(String sections) throws IOException {
    Path config = directory.resolve("watch.conf");
    String socket = "control socket = " + directory.resolve("control/socket") + "\n";
    Files.writeString(config, socket + sections);
    start(OURS.program("rsync-watch").toString(), "run", config.toString());
  }

  /** Runs a line of a guide in the source. */
  private void shell(String line) throws Exception {
    Process shell =
        new ProcessBuilder("bash", "-ec", line).directory(source.toFile()).inheritIO().start();
    assertThat(shell.waitFor()).isZero();
  }

  private String logged() throws IOException {
    Path log = directory.resolve("rsynced.log");
    return Files.exists(log) ? Files.readString(log) : "";
  }

  private void change() throws IOException {
    Files.writeString(source.resolve("new"), "new content");
    Files.writeString(source.resolve("name with blanks"), "more");
    Files.writeString(source.resolve("left out.tmp"), "not wanted");
    Path nested = Files.createDirectories(source.resolve("a/b/c"));
    Files.writeString(nested.resolve("deep"), "deep");
    Files.delete(source.resolve("before/there"));
    Files.move(source.resolve("before"), source.resolve("after"), StandardCopyOption.ATOMIC_MOVE);
  }

  private void start(String... command) throws IOException {
    tool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("tool.out").toFile())
            .start();
  }

  private void loop(String script) throws IOException {
    String variables =
        """
        PATH=%s:$PATH
        src=%s port=%d passwords=%s
        log=%5$s/rsynced.log excluded=%5$s/excluded
        """
            .formatted(OURS.bin(), source, daemon.port(), passwords, directory);
    start("/bin/sh", "-c", variables + script);
  }

  /** What happens before the watches stand is lost on these loops: theirs is the defect. */
  private void awaitWatches() throws Exception {
    await(() -> Files.readString(directory.resolve("tool.out")).contains("Watches established."));
  }

  private void awaitEqualInBoth() throws Exception {
    awaitEqualTrees();
    await(() -> contents(source).equals(contents(second)));
  }

  private void awaitEqualTrees() throws Exception {
    await(() -> contents(source).equals(contents(target)));
  }

  /** What a tree is to hold at the target: directories by their names, files with their text. */
  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        String name = root.relativize(path).toString();
        if (!name.endsWith(".tmp") && !path.getFileName().toString().startsWith(".")) {
          found.put(name, Files.isDirectory(path) ? "directory" : Files.readString(path));
        }
      }
    } catch (UncheckedIOException | NoSuchFileException e) {
      return Map.of("changed", "while looking");
    }
    return found;
  }

  private void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!condition.holds()) {
      String said = Files.readString(directory.resolve("tool.out"));
      assertThat(tool.isAlive()).as("ended early: " + said).isTrue();
      assertThat(System.nanoTime() - deadline)
          .as(() -> "%s%nsource %s%ntarget %s".formatted(said, listing(source), listing(target)))
          .isNegative();
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static List<String> listing(Path root) {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.map(path -> root.relativize(path).toString()).sorted().toList();
    } catch (IOException e) {
      return List.of(e.toString());
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }
}
