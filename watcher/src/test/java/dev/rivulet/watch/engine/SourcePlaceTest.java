// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.origin.WatchSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcePlaceTest {
  @TempDir Path work;

  private static Optional<String> locate(String source, String path) throws IOException {
    WatchSource taken = WatchSource.of(source.getBytes(UTF_8), false);
    return new SourcePlace(LocalFiles.currentDirectory(), taken)
        .locate(path.getBytes(UTF_8))
        .map(TreePath::toString);
  }

  @Test
  void findsPathsBelowTheSource() throws IOException {
    assertThat(locate("/a/b/", "/a/b/c/d")).contains("c/d");
    assertThat(locate("/a/b/", "/a//./x/../b/c/")).contains("c");
    assertThat(locate("/a/b/", "/a/b")).contains(".");
    assertThat(locate("/", "/etc/x")).contains("etc/x");
  }

  @Test
  void keepsTheNameOfASourceWithoutASlash() throws IOException {
    assertThat(locate("/a/b", "/a/b/c")).contains("b/c");
  }

  @Test
  void startsRelativePathsWhereRelativeSourcesStart() throws IOException {
    assertThat(locate("b/", Path.of("").toAbsolutePath() + "/b/c")).contains("c");
    assertThat(locate("b/", "b/c")).contains("c");
    assertThat(locate("b/", "c")).isEmpty();
  }

  @Test
  void knowsNothingOfOtherPlaces() throws IOException {
    assertThat(locate("/a/b/", "/a/bc")).isEmpty();
    assertThat(locate("/a/b/", "/a")).isEmpty();
    assertThat(locate("/a/b/", "/a/b/../c")).isEmpty();
  }

  @Test
  void findsAPathByTheNameTheSourceHasBehindALink() throws IOException {
    Path real = Files.createDirectory(work.toRealPath().resolve("real"));
    Path link = Files.createSymbolicLink(work.resolve("link"), real);

    assertThat(locate(link + "/", real + "/x")).contains("x");
    assertThat(locate(link + "/", link + "/x")).contains("x");
  }
}
