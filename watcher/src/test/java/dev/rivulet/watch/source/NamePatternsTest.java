// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.TreePath;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternsTest {
  private static NamePatterns of(String pattern) {
    return new NamePatterns(List.of(pattern.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "/db/*.mdb, db/a.mdb, true",
    "db/*.mdb, db/a.mdb/below, true",
    "db/*.mdb, db/x/a.mdb, false",
    "db/*.mdb, a.mdb, false",
    "spool/, spool/deep/file, true",
    "**/*.mdb, x/y/a.mdb, true",
    "a/**/z, a/b/c/z, true",
  })
  void coversWhatFitsAndAllBelow(String pattern, String path, boolean covered) {
    assertThat(of(pattern).cover(TreePath.of(path))).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b/*.x, a, true",
    "a/b/*.x, a/b, true",
    "a/b/*.x, a/b/c, false",
    "a/b/*.x, b, false",
    "*/b/f, any, true",
    "spool, spool/deep, true",
    "f, d, false",
    "a/**/z, a/b/c, true",
  })
  void looksIntoWhatLeadsThere(String pattern, String directory, boolean looked) {
    assertThat(of(pattern).mayCoverIn(TreePath.of(directory))).isEqualTo(looked);
  }
}
