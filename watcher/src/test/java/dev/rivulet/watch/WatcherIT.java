// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.testkit.Administrator;
import dev.rivulet.testkit.TreeAssert;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A real source directory, the real rsync daemon as target, and everything that happens to both.
 */
class WatcherIT extends DaemonFixture {
  private SourceKind eventSource = SourceKind.INOTIFY;

  private void watch() throws Exception {
    watch(source + "/", TransferOptions.builder().archive().hardLinks(true));
  }

  private void watch(String argument, dev.rivulet.rsync.options.TransferOptionsBuilder options)
      throws Exception {
    watcher =
        Watcher.builder()
            .source(argument)
            .target(module())
            .eventSource(eventSource)
            .options(options.deleteMode(DeleteMode.DEFAULT).build())
            .listener(events)
            .start();
    events.awaitSynchronised();
  }

  private void awaitEqual(Path from, Path to) throws Exception {
    events.awaitEqual(() -> TreeAssert.assertThatTree(to).isEqualTo(from));
  }

  @Test
  void sendsWhatIsThereAndThenWhatChanges() throws Exception {
    Files.writeString(source.resolve("before"), "there from the start");
    watch();
    assertThat(target.resolve("before")).hasContent("there from the start");

    Files.writeString(source.resolve("after"), "made later");
    awaitEqual();
    Files.delete(source.resolve("before"));
    awaitEqual();
    events.awaitLine("UPDATED after");
    events.awaitLine("DELETED before");
  }

  @Test
  void hazard_5_1_sendsEveryLeafOfNestedNewDirectories() throws Exception {
    watch();
    for (int i = 0; i < 40; i++) {
      Path directory = Files.createDirectories(source.resolve("t" + i + "/b/c"));
      Files.writeString(directory.resolve("leaf"), "leaf " + i);
    }
    awaitEqual();
  }

  @Test
  void followsRenamesOfFilesAndDirectories() throws Exception {
    Files.createDirectories(source.resolve("old/deep"));
    Files.writeString(source.resolve("old/deep/file"), "content");
    Files.writeString(source.resolve("a"), "a");
    watch();

    Files.move(source.resolve("old"), source.resolve("new"));
    Files.move(source.resolve("a"), source.resolve("b"), StandardCopyOption.ATOMIC_MOVE);
    awaitEqual();
    Files.writeString(source.resolve("new/deep/file"), "changed under the new name");
    awaitEqual();
    Files.move(
        source.resolve("new/deep/file"), source.resolve("b"), StandardCopyOption.REPLACE_EXISTING);
    awaitEqual();
  }

  @Test
  void hazard_16_9_deletesWholeTreesAndTypesThatChange() throws Exception {
    Files.createDirectories(source.resolve("d/e/f"));
    Files.writeString(source.resolve("d/e/f/g"), "x");
    Files.writeString(source.resolve("file"), "x");
    watch();

    deleteTree(source.resolve("d"));
    awaitEqual();
    Files.delete(source.resolve("file"));
    Files.createDirectories(source.resolve("file/now/a/directory"));
    Files.createSymbolicLink(source.resolve("d"), Path.of("file"));
    awaitEqual();
    deleteTree(source.resolve("file"));
    Files.writeString(source.resolve("file"), "a file again");
    awaitEqual();
  }

  @Test
  void hazard_15_9_sendsAttributesWithoutContent() throws Exception {
    Path file = Files.writeString(source.resolve("file"), "x");
    Files.createDirectory(source.resolve("dir"));
    watch();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x---"));
    Files.setPosixFilePermissions(
        source.resolve("dir"), PosixFilePermissions.fromString("rwx------"));
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
    awaitEqual();
  }

  /** Hazard 15.1: equal size, and times that differ in the fraction of a second or not at all. */
  @Test
  void hazard_15_1_losesNoRewriteOfEqualSize() throws Exception {
    Path file = Files.writeString(source.resolve("hot"), "0000");
    watch();
    for (int i = 1; i <= 100; i++) {
      Files.writeString(file, String.format("%04d", i));
    }
    awaitEqual();

    FileTime time = Files.getLastModifiedTime(file);
    Files.writeString(file, "last");
    Files.setLastModifiedTime(file, time);
    awaitEqual();
    assertThat(target.resolve("hot")).hasContent("last");
  }

  @Test
  void hazard_6_1_sendsNamesThatATextWouldSpoil() throws Exception {
    watch();
    for (String name :
        new String[] {
          "#hash", ";semi", "-x", " blank", "new\nline", "*", "[b]", "back\\slash", "ü"
        }) {
      Files.writeString(source.resolve(name), name);
    }
    awaitEqual();
  }

  /** The name of a file in Latin-1, which is no UTF-8. */
  @Test
  void hazard_2_21_aNameThatIsNoTextArrivesAndGoes() throws Exception {
    watch();
    String name = "\"$(printf 'caf\\351')\"";
    assertThat(shell(source, "printf x > " + name)).isTrue();
    events.awaitEqual(() -> assertThat(shell(target, "test -s " + name)).isTrue());
    assertThat(shell(source, "rm " + name)).isTrue();
    events.awaitEqual(() -> assertThat(shell(target, "test -e " + name)).isFalse());
  }

  private static boolean shell(Path directory, String script) throws Exception {
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script);
    return shell.directory(directory.toFile()).start().waitFor() == 0;
  }

  @Test
  void hazard_10_1_survivesARestartOfTheDaemon() throws Exception {
    watch();
    daemon.stop();
    Files.writeString(source.resolve("while-down"), "x");
    events.awaitLine("FAILING");
    daemon.startAgain();
    awaitEqual();
    events.awaitLine("RECOVERED");
    Files.writeString(source.resolve("and-on"), "y");
    awaitEqual();
  }

  /** Hazard 2.16. */
  @Test
  void hazard_2_16_deletesNothingWhenTheSourceVanishes() throws Exception {
    Files.writeString(source.resolve("precious"), "x");
    watch();

    Path away = work.resolve("away");
    Files.move(source, away);
    events.awaitLine("LOST");
    assertThat(target.resolve("precious")).exists();

    Files.move(away, source);
    events.awaitLine("BACK");
    Files.writeString(source.resolve("more"), "y");
    awaitEqual();
  }

  @Test
  void hazard_2_16_deletesNothingWhenAnotherDirectoryTakesThePlaceOfTheSource() throws Exception {
    Files.writeString(source.resolve("precious"), "x");
    watch();

    Files.move(source, work.resolve("away"));
    Files.createDirectory(source);
    events.awaitLine("REPLACED");
    Files.writeString(source.resolve("new"), "y");
    events.stayQuiet();
    assertThat(target.resolve("precious")).exists();
    assertThat(target.resolve("new")).doesNotExist();
  }

  @Test
  void keepsTheNameOfASourceWithoutTrailingSlash() throws Exception {
    watch(source.toString(), TransferOptions.builder().archive());
    Files.createDirectories(source.resolve("x"));
    Files.writeString(source.resolve("x/y"), "z");
    awaitEqual(source, target.resolve("source"));
  }

  /** Hazard 10.7: a peer that is there and says nothing. */
  @Test
  void hazard_10_7_givesUpADaemonThatSaysNothing() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      watcher =
          Watcher.builder()
              .source(source + "/")
              .target(DaemonUrl.of("127.0.0.1", silent.getLocalPort(), "mirror/"))
              .options(TransferOptions.builder().archive().timeoutSeconds(1).build())
              .listener(events)
              .start();
      events.awaitLine("FAILING io timeout after 1 seconds");
    }
  }

  @Test
  void keepsALocalDirectoryEqualToo() throws Exception {
    Path copy = Files.createDirectory(work.resolve("copy"));
    watcher =
        Watcher.builder()
            .source(source + "/")
            .target(Endpoint.parse(copy + "/"))
            .options(TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build())
            .listener(events)
            .start();
    events.awaitSynchronised();
    Files.writeString(source.resolve("f"), "x");
    awaitEqual(source, copy);
  }

  /** Random operations, then silence: whatever happened, the trees must be equal. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 0})
  void hazard_12_convergesAfterRandomOperations(long fixed) throws Exception {
    convergeAfterRandomOperations(fixed);
  }

  @Test
  void convergesWhenWholeFileSystemsAreWatched() throws Exception {
    Administrator.require();
    eventSource = SourceKind.FANOTIFY;
    convergeAfterRandomOperations(0);
  }

  private void convergeAfterRandomOperations(long fixed) throws Exception {
    long seed = fixed == 0 ? ThreadLocalRandom.current().nextLong() : fixed;
    System.out.println("seed " + seed);
    watch();
    RandomOperations operations = new RandomOperations(source, new Random(seed));
    for (int i = 0; i < 400; i++) {
      operations.next();
      if (i == 200) {
        daemon.stop();
      }
      if (i == 300) {
        daemon.startAgain();
      }
    }
    awaitEqual();
  }

  private static void deleteTree(Path top) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException e)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Test
  void refusesASourceThatIsNotADirectory() {
    Path file = source.resolve("nothing");
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                Watcher.builder().source(file.toString().getBytes(UTF_8)).target(module()).start())
        .isInstanceOf(dev.rivulet.rsync.RsyncException.class)
        .hasMessageContaining("does not exist");
  }

  /** What changes there would be looked for below the link, and not be found. */
  @ParameterizedTest
  @ValueSource(strings = {"/link", "/./up/source"})
  void hazard_16_2_refusesASourceThatIsReachedByALinkWhichWouldBeSent(String below)
      throws Exception {
    Files.createSymbolicLink(work.resolve("link"), source);
    Files.createSymbolicLink(work.resolve("up"), work);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () ->
                watch(
                    work + below,
                    TransferOptions.builder().archive().relative(below.contains("/./"))))
        .isInstanceOf(dev.rivulet.rsync.RsyncException.class)
        .hasMessageContaining("name the directory that it leads to");
  }

  @Test
  void followsALinkToTheSourceThatIsNotSent() throws Exception {
    Files.createSymbolicLink(work.resolve("link"), source);
    watch(work + "/link/", TransferOptions.builder().archive());
    Files.createDirectories(source.resolve("x"));
    Files.writeString(source.resolve("x/y"), "z");
    awaitEqual();
  }
}
