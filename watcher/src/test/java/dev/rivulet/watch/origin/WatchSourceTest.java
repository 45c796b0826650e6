// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchSourceTest {

  @ParameterizedTest
  @CsvSource({
    "src/, false, src/, ., src/",
    "src, false, ., src, ./src",
    "a/b/src, false, a/b, src, a/b/src",
    "/src, false, /, src, /src",
    "/a/src//, false, /a/src//, ., /a/src//",
    "., false, ., ., .",
    "a/.., false, a/.., ., a/..",
    "/, false, /, ., /",
    "/a/src/, true, /, a/src, /a/src",
    "a/src, true, ., a/src, ./a/src",
    "/a/./b/src, true, /a, b/src, /a/b/src",
    "./, true, ., ., .",
    "/a/./, true, /a, ., /a",
  })
  void takesTheArgumentApartAsRsyncDoes(
      String argument, boolean relative, String base, String directory, String root) {
    WatchSource source = WatchSource.of(argument.getBytes(UTF_8), relative);

    assertThat(new String(source.base(), UTF_8)).isEqualTo(base);
    assertThat(source.directory()).isEqualTo(TreePath.of(directory));
    assertThat(new String(source.root(), UTF_8)).isEqualTo(root);
  }

  @ParameterizedTest
  @CsvSource({"/a/src/, sub/dir, /a/src/././sub/dir/", "src, src, ././src/", "/b/, ., /b/./"})
  void namesADirectoryBelowTheBaseForARelativeTransfer(
      String argument, String path, String expected) {
    WatchSource source = WatchSource.of(argument.getBytes(UTF_8), false);

    assertThat(new String(source.relativeArgument(TreePath.of(path)), UTF_8)).isEqualTo(expected);
  }
}
