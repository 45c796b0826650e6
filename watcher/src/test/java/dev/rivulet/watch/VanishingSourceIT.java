// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.watch.source.Mounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A source that is lost between the last look at it and the moment in which a transfer opens it:
 * the transfer would delete what it does not find.
 */
class VanishingSourceIT extends DaemonFixture {
  /** What happens when the next transfer opens its source. */
  private final AtomicReference<Runnable> trap = new AtomicReference<>(() -> {});

  private final LocalFiles files =
      () -> {
        trap.getAndSet(() -> {}).run();
        return LocalFiles.currentDirectory().open();
      };

  /** Does not wait for the first comparison. */
  private void start(String suffix) throws IOException {
    TransferOptions options =
        TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build();
    RsyncClient client = RsyncClient.builder().files(files).build();
    byte[] argument = (source + suffix).getBytes(UTF_8);
    Mirror mirror = Mirror.of(argument, List.of(module()), options, client);
    watcher = Watcher.builder().mirror(mirror).listener(events).start();
  }

  /** Puts an empty directory in the place of the source. */
  private void replaceSource() {
    try {
      Files.move(source, work.resolve("away"));
      Files.createDirectory(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void bringBack() throws IOException {
    Files.delete(source);
    Files.move(work.resolve("away"), source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", ""})
  void hazard_2_16_aSourceThatIsLostBeforeItIsComparedDeletesNothing(String suffix)
      throws Exception {
    Path copy = suffix.isEmpty() ? Files.createDirectory(target.resolve("source")) : target;
    Files.writeString(source.resolve("kept"), "x");
    Files.writeString(copy.resolve("kept"), "x");
    Files.writeString(copy.resolve("surplus"), "y");
    trap.set(this::replaceSource);
    start(suffix);
    events.awaitLine("REPLACED");
    assertThat(copy.resolve("kept")).exists();
    assertThat(copy.resolve("surplus")).exists();
    assertThat(events.lines()).noneMatch(line -> line.startsWith("FAILING"));

    bringBack();
    events.awaitEqual(() -> assertThat(copy.resolve("surplus")).doesNotExist());
    assertThat(copy.resolve("kept")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", ""})
  void hazard_2_16_aSourceThatIsLostBeforeItsChangesAreReadDeletesNothing(String suffix)
      throws Exception {
    Path copy = suffix.isEmpty() ? target.resolve("source") : target;
    Files.writeString(source.resolve("changed"), "x");
    Files.writeString(source.resolve("gone"), "y");
    start(suffix);
    events.awaitSynchronised();
    watcher.pause("");
    Files.writeString(source.resolve("changed"), "z");
    Files.delete(source.resolve("gone"));
    trap.set(this::replaceSource);
    watcher.resume("");
    events.awaitLine("REPLACED");
    assertThat(copy.resolve("changed")).hasContent("x");

    bringBack();
    events.awaitEqual(() -> assertThat(copy.resolve("gone")).doesNotExist());
    events.awaitEqual(() -> assertThat(copy.resolve("changed")).hasContent("z"));
  }

  @Test
  void hazard_2_17_whatIsUnmountedBeforeItIsComparedIsNotDeleted() throws Exception {
    Path disk = Files.createDirectory(work.resolve("disk"));
    Path mount = Files.createDirectories(source.resolve("d/mount"));
    Files.createDirectory(disk.resolve("sub"));
    Files.writeString(disk.resolve("sub/precious"), "x");
    Files.createDirectories(target.resolve("d/mount/sub"));
    Files.writeString(target.resolve("d/mount/sub/precious"), "x");
    Mounts.bind(disk, mount);
    trap.set(() -> unmount(mount));
    try {
      start("/");
      events.awaitSynchronised();
    } finally {
      watcher.close();
      trap.get().run();
    }
    assertThat(target.resolve("d/mount/sub/precious")).exists();
  }

  private static void unmount(Path mount) {
    try {
      Mounts.unmount(mount);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
