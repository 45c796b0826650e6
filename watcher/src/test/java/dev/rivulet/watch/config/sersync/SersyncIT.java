// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import dev.rivulet.watch.Watcher;
import dev.rivulet.watch.config.ConfigFile;
import dev.rivulet.watch.config.WatchConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configuration of the second guide, addresses aside, against a real daemon with
 * authentication: three remotes, of which one is down.
 */
class SersyncIT {
  private static final long LONGEST_NANOS = Duration.ofSeconds(60).toNanos();
  private static final String ODD = "a `touch owned` $(touch owned)\n'\"x";

  @TempDir Path directory;
  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
  private Path source;
  private RealRsync.Daemon daemon;
  private Watcher watcher;

  @BeforeEach
  void startDaemon() throws IOException {
    source = Files.createDirectory(directory.resolve("backup"));
    Path secrets = secret("secrets", "rsync_backup:secret\n");
    secret("passwords", "secret\n");
    String identity = "root".equals(System.getProperty("user.name")) ? "uid = 0\ngid = 0\n" : "";
    StringBuilder conf = new StringBuilder(identity + "use chroot = no\n");
    for (String module : List.of("one", "two")) {
      Path root = Files.createDirectory(directory.resolve(module));
      conf.append("[%s]\npath = %s\nread only = no\n".formatted(module, root))
          .append("auth users = rsync_backup\nsecrets file = %s\n".formatted(secrets));
    }
    daemon = RealRsync.find().startDaemon(directory, conf.toString());
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stop() throws IOException {
    if (watcher != null) {
      watcher.close();
    }
    daemon.close();
  }

  @Test
  void threeRemotesAreKeptEqualAlthoughOneIsDown() throws Exception {
    Files.writeString(
        Files.createDirectories(source.resolve("there/before")).resolve("f"), "first");
    start(false, "");
    awaitEqual();
    Files.createDirectories(source.resolve("a/b/c"));
    Files.writeString(source.resolve("a/b/c/deep"), "deep");
    Files.writeString(source.resolve(ODD), "odd");
    Files.writeString(source.resolve("mode"), "x");
    Files.delete(source.resolve("there/before/f"));
    Files.move(source.resolve("there"), source.resolve("moved"));
    awaitEqual();
    Files.delete(source.resolve(ODD));
    awaitEqual();
    assertThat(directory.resolve("owned")).doesNotExist();
    assertThat(source.resolve("owned")).doesNotExist();
  }

  @Test
  void whatCannotBeSentStandsInTheFailLogForItsOwnerAlone() throws Exception {
    start(false, "");
    Files.writeString(source.resolve("a b"), "x");
    awaitEqual();
    Path log = directory.resolve("fail.sh");
    await(() -> Files.exists(log) && Files.readString(log).contains("127.0.0.2::three"));
    assertThat(Files.readString(log))
        .contains("cd " + source + " && rsync -artuz -R --port=" + daemon.port())
        .contains("--password-file=" + directory.resolve("passwords"))
        .contains(" #errno 2560")
        .doesNotContain("127.0.0.1::");
    assertThat(Files.getPosixFilePermissions(log))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  /** The original refuses the first synchronisation then. */
  @Test
  void theFilterHoldsFromTheFirstSynchronisationOn() throws Exception {
    Files.createDirectories(source.resolve("info"));
    Files.writeString(source.resolve("info/old"), "x");
    Files.writeString(source.resolve("old.gz"), "x");
    Files.writeString(source.resolve("old"), "x");
    Files.writeString(directory.resolve("one/kept.gz"), "only there");
    Files.writeString(directory.resolve("one/surplus"), "only there");
    start(true, "");
    await(() -> names("one").equals(List.of("kept.gz", "old")));
    Files.createDirectories(source.resolve("info/new"));
    Files.writeString(source.resolve("info/new/x"), "x");
    Files.writeString(source.resolve("new.gz"), "x");
    Files.writeString(source.resolve(".new.swp"), "x");
    Files.writeString(source.resolve("new~"), "x");
    Files.writeString(source.resolve("new"), "x");
    await(() -> names("one").contains("new"));
    assertThat(names("one")).containsExactly("kept.gz", "new", "old");
  }

  @Test
  void aPluginActsOnEachPathThatHasArrived() throws Exception {
    Path script = Files.writeString(directory.resolve("plugin"), "printf '%s|' \"$1\" >>\"$0.$2\"");
    start(
        false,
        """
        <plugin name="command"><param prefix="/bin/sh '%s'" suffix="out" ignoreError="false"/>
        </plugin>
        """
            .formatted(script));
    await(() -> told.stream().filter(line -> line.startsWith("Synchronised")).count() == 2);
    Files.writeString(source.resolve(ODD), "x");
    Path out = directory.resolve("plugin.out");
    String expected = source + "/" + ODD + "|";
    await(() -> Files.exists(out) && Files.readString(out).equals(expected.repeat(2)));
    Files.delete(source.resolve(ODD));
    // Once more for each of two remotes.
    await(() -> Files.readString(out).split("\\|").length == 4);
    assertThat(directory.resolve("owned")).doesNotExist();
    assertThat(told).noneMatch(line -> line.contains("HookFailed"));
  }

  private void start(boolean filter, String plugin) throws Exception {
    String xml =
        """
        <?xml version="1.0" encoding="ISO-8859-1"?>
        <head version="2.5">
          <host hostip="localhost" port="8008"></host>
          <debug start="false"/>
          # a remark of somebody who copied this & that
          <filter start="%s">
            <exclude expression="(.*)\\.gz"></exclude>
            <exclude expression="^info/*"></exclude>
          </filter>
          <sersync>
            <localpath watch="%s">
              <remote ip="127.0.0.1" name="one"/>
              <remote ip="127.0.0.1" name="two"/>
              <remote ip="127.0.0.2" name="three"/>
            </localpath>
            <rsync>
              <commonParams params="-artuz"/>
              <auth start="true" users="rsync_backup" passwordfile="%s"/>
              <userDefinedPort start="true" port="%d"/>
              <timeout start="true" time="100"/>
            </rsync>
            <failLog path="%s" timeToExecute="60"/>
            <plugin start="%s" name="command"/>
          </sersync>
          %s
        </head>
        """
            .formatted(
                filter,
                source,
                directory.resolve("passwords"),
                daemon.port(),
                directory.resolve("fail.sh"),
                !plugin.isEmpty(),
                plugin);
    WatchConfig config = ConfigFile.read(Files.writeString(directory.resolve("confxml.xml"), xml));
    watcher =
        Watcher.builder()
            .mirrors(config.mirrors())
            .listener(event -> told.add(event.toString()))
            .start();
  }

  private void awaitEqual() throws Exception {
    Map<String, String> wanted = contents("backup");
    await(() -> contents("one").equals(wanted) && contents("two").equals(wanted));
  }

  private List<String> names(String root) throws IOException {
    return List.copyOf(contents(root).keySet());
  }

  private Map<String, String> contents(String name) throws IOException {
    Path root = directory.resolve(name);
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        boolean staged = path.getFileName().toString().matches("\\..*\\.[a-zA-Z0-9]{6}");
        if (!path.equals(root) && !staged) {
          String text = Files.isDirectory(path) ? "directory" : Files.readString(path);
          found.put(root.relativize(path).toString(), text);
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
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            String.join("\n", told) + "\n" + contents("backup") + "\n" + contents("one"));
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws IOException;
  }
}
