// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.Endpoint;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source whose links are sent with what they lead to, which is elsewhere. */
class FollowedLinksIT {
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private Path source;
  private Path target;
  private Path outside;
  private Watcher watcher;

  @BeforeEach
  void makeDirectories() throws IOException {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
    outside = Files.createDirectory(work.resolve("outside"));
    Files.createDirectory(outside.resolve("sub"));
    for (String file : List.of("f", "gone", "sub/g", "file")) {
      Files.writeString(outside.resolve(file), "first");
    }
  }

  @AfterEach
  void stop() throws IOException {
    if (watcher != null) {
      watcher.close();
    }
  }

  private void watch(TransferOptionsBuilder options) throws Exception {
    Mirror mirror =
        Mirror.of(
            (source + "/").getBytes(UTF_8),
            List.of(Endpoint.parse(target + "/")),
            options.deleteMode(DeleteMode.DEFAULT).build(),
            RsyncClient.builder().build());
    MirrorSettings settings =
        mirror.settings().toBuilder().pollEvery(Duration.ofMillis(50)).build();
    watcher = Watcher.builder().mirror(mirror.withSettings(settings)).listener(events).start();
    events.awaitSynchronised();
  }

  private void awaitContent(String file, String content) throws Exception {
    events.awaitEqual(() -> assertThat(target.resolve(file)).hasContent(content));
  }

  @Test
  void hazard_16_3_whatChangesBehindALinkArrivesWhereTheLinkIs() throws Exception {
    Files.createSymbolicLink(source.resolve("live"), outside);
    Files.createSymbolicLink(source.resolve("one"), outside.resolve("file"));
    watch(TransferOptions.builder().archive().copyLinks(true));
    awaitContent("live/sub/g", "first");

    FileTime time = Files.getLastModifiedTime(outside.resolve("f"));
    Files.writeString(outside.resolve("f"), "again");
    Files.setLastModifiedTime(outside.resolve("f"), time);
    Files.writeString(outside.resolve("sub/new"), "made behind the link");
    Files.delete(outside.resolve("gone"));
    Files.writeString(outside.resolve("file"), "changed behind the other link");
    awaitContent("live/f", "again");
    awaitContent("live/sub/new", "made behind the link");
    awaitContent("one", "changed behind the other link");
    events.awaitEqual(() -> assertThat(target.resolve("live/gone")).doesNotExist());

    Files.createSymbolicLink(source.resolve("later"), outside.resolve("sub"));
    awaitContent("later/g", "first");
    Files.writeString(outside.resolve("sub/g"), "changed at both places");
    awaitContent("later/g", "changed at both places");
    awaitContent("live/sub/g", "changed at both places");
    assertThat(watcher.status().mirrors().get(0).polled()).contains("live", "later", "one");

    Files.delete(source.resolve("live"));
    events.awaitEqual(() -> assertThat(target.resolve("live")).doesNotExist());
    assertThat(outside.resolve("f")).exists();
  }

  @Test
  void hazard_16_3_linksToDirectoriesAloneAreFollowedIfTheOptionsSaySo() throws Exception {
    Files.createSymbolicLink(source.resolve("live"), outside);
    Files.createSymbolicLink(source.resolve("one"), outside.resolve("file"));
    watch(TransferOptions.builder().archive().copyDirLinks(true));
    Files.writeString(outside.resolve("sub/g"), "changed");
    awaitContent("live/sub/g", "changed");
    assertThat(target.resolve("one")).isSymbolicLink();
    assertThat(watcher.status().mirrors().get(0).polled()).containsExactly("live");
  }
}
