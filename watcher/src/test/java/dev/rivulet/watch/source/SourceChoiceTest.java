// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceChoiceTest {

  @ParameterizedTest
  @CsvSource({"0x6969, nfs", "0xfe534d42, smb2", "0x65735546, fuse", "0x794c7630, overlay"})
  void hazard_2_18_aFileSystemThatDoesNotTellOfAllChangesIsPolled(String number, String name) {
    SourceChoice choice = SourceChoice.byType(FileSystemType.of(Long.decode(number)));

    assertThat(choice.kind()).isEqualTo(SourceKind.POLLING);
    assertThat(choice.reason()).startsWith(name + " does not tell of all changes");
  }

  @ParameterizedTest
  @CsvSource({"0xef53, ext4", "0x58465342, xfs", "0x01021994, tmpfs", "0x12345678, 0x12345678"})
  void aLocalOrUnknownFileSystemIsWatched(String number, String name) {
    FileSystemType type = FileSystemType.of(Long.decode(number));

    assertThat(type.name()).isEqualTo(name);
    assertThat(SourceChoice.byType(type)).isEqualTo(new SourceChoice(SourceKind.INOTIFY, ""));
  }

  @Test
  void whatIsAskedForIsTaken(@TempDir Path directory) throws IOException {
    WatchScope scope =
        WatchScope.of(directory.toString().getBytes(UTF_8), LocalFiles.currentDirectory());
    assertThat(SourceChoice.of(SourceKind.POLLING, scope).kind()).isEqualTo(SourceKind.POLLING);
    assertThat(SourceChoice.of(SourceKind.AUTO, scope).kind()).isNotEqualTo(SourceKind.AUTO);
  }

  @Test
  void anUnknownWordIsRefusedWithTheWordsThereAre() {
    assertThatThrownBy(() -> SourceKind.of("telepathy"))
        .isInstanceOf(RsyncException.class)
        .hasMessageContaining("--event-source=telepathy")
        .hasMessageContaining("polling");
  }
}
