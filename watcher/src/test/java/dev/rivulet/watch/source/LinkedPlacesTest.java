// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.TreePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LinkedPlacesTest {
  @TempDir Path root;
  @TempDir Path elsewhere;

  private final RecordingSink sink = new RecordingSink();

  private LinkedPlaces open(LinkFollowing following) throws Exception {
    WatchScope scope =
        WatchScope.of(root.toString().getBytes(UTF_8), LocalFiles.currentDirectory())
            .excluding(path -> path.toString().startsWith("excluded"))
            .polledEvery(Duration.ofMillis(20))
            .quietFor(Duration.ZERO);
    LinkedPlaces places = new LinkedPlaces(scope, following, sink);
    places.start();
    return places;
  }

  @Test
  @Timeout(60)
  void hazard_16_1_linksInCirclesComeToAnEnd() throws Exception {
    Files.createSymbolicLink(root.resolve("up"), Path.of("."));
    Files.createSymbolicLink(root.resolve("out"), elsewhere);
    Files.createSymbolicLink(elsewhere.resolve("back"), root);
    Files.createSymbolicLink(elsewhere.resolve("itself"), Path.of("itself"));
    Files.createSymbolicLink(elsewhere.resolve("again"), elsewhere);
    try (LinkedPlaces places = open(LinkFollowing.ALL)) {
      assertThat(places.links()).containsExactlyInAnyOrder(TreePath.of("up"), TreePath.of("out"));
      Files.writeString(elsewhere.resolve("f"), "x");
      sink.await("tree out");
    }
  }

  @Test
  void hazard_16_3_saysNothingOfLinksThatAreLeftOutOrSentAsLinks() throws Exception {
    Path file = Files.writeString(elsewhere.resolve("f"), "x");
    Files.createDirectory(root.resolve("excluded"));
    Files.createSymbolicLink(root.resolve("excluded/link"), elsewhere);
    Files.createSymbolicLink(root.resolve("file"), file);
    Files.createSymbolicLink(root.resolve("directory"), elsewhere);
    try (LinkedPlaces places = open(LinkFollowing.DIRECTORIES)) {
      assertThat(places.links()).containsExactly(TreePath.of("directory"));
      Files.writeString(file, "changed");
      sink.await("tree directory");
    }
    assertThat(sink.lines()).containsOnly("tree directory");
  }
}
