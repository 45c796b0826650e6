// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.sender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.engine.Entries;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlamedNameTest {
  private static final List<FileList> LISTS = List.of(Entries.list("a.txt", "m k", "w", "q\"uote"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "rsync: [receiver] mkstemp \"/w/.a.txt.krVT06\" (in nob) failed: Permission denied"
            + " (13)|a.txt",
        "rsync: [generator] failed to set times on \"/w/m k\" (in nob): Not permitted (1)|m k",
        "could not make way for new regular file: w|w",
        "ERROR: a.txt failed verification -- update discarded.|a.txt",
        "rsync: [receiver] open \"/x/q\"uote\" failed: Permission denied (13)|q\"uote",
        "rsync: [generator] mkdir \"/other\" failed: Permission denied (13)|",
        "something else went wrong|",
      })
  void findsTheFileAMessageIsAbout(String text, String name) {
    FileEntry entry = BlamedName.find((text + "\n").getBytes(UTF_8), LISTS);

    assertThat(entry == null ? null : new String(entry.name(), UTF_8)).isEqualTo(name);
  }
}
