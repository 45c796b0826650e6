// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --debug=FLIST3,FILTER2} shows of the lists of a local copy, as rsync does. */
class ListTraceIT {
  @TempDir private Path work;

  @Test
  void showsWhichEntriesAreThereAlreadyOrShareAFile() throws IOException {
    new TraceComparison(work)
        .assertSameLines("-rH --debug=DUP,HLINK", "source/", "source/", "source/sub/", "copy/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-r --delete --force",
        "-r --delete --exclude=g*",
        "-r --no-i-r --delete-before --force",
        "-rn --delete-after",
        "-d --copy-links",
        "-rR",
      })
  void showsWhatListsAreMadeOf(String options) throws IOException {
    new TraceComparison(work)
        .assertSameLines(options + " --debug=FLIST3,FILTER2", "source/", "copy/");
  }
}
