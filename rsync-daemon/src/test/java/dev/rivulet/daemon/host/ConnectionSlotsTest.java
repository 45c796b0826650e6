// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.daemon.host.ConnectionSlots.Slot;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionSlotsTest {
  @TempDir Path directory;
  private final ConnectionSlots slots = new ConnectionSlots();
  private Path file;

  @BeforeEach
  void nameFile() {
    file = directory.resolve("lock");
  }

  /** What the kernel says of the locks on the file: lines with type, first and last byte. */
  private List<String> recordLocks() throws IOException {
    Object inode = Files.getAttribute(file, "unix:ino");
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .map(line -> line.trim().split("\\s+"))
        .filter(fields -> fields[5].endsWith(":" + inode))
        .map(fields -> fields[1] + " " + fields[3] + " " + fields[6] + "-" + fields[7])
        .sorted()
        .toList();
  }

  @Test
  void givesOutAsManySlotsAsThereAre() throws IOException {
    Slot first = slots.take(file, 2).orElseThrow();
    Slot second = slots.take(file, 2).orElseThrow();

    assertThat(slots.take(file, 2)).isEmpty();
    assertThat(slots.take(file, 3)).isPresent();
    first.close();
    assertThat(slots.take(file, 2)).isPresent();
    second.close();
  }

  @Test
  void locksFourBytesForEachConnection() throws IOException {
    assertThat(slots.take(file, 5)).isPresent();
    assertThat(recordLocks()).containsExactly("POSIX WRITE 0-3");

    assertThat(slots.take(file, 5)).isPresent();
    assertThat(recordLocks()).as("the kernel joins neighbours").containsExactly("POSIX WRITE 0-7");
  }

  @Test
  void keepsTheOtherLocksWhenOneIsReleased() throws IOException {
    Slot first = slots.take(file, 5).orElseThrow();
    assertThat(slots.take(file, 5)).isPresent();

    first.close();

    assertThat(recordLocks()).containsExactly("POSIX WRITE 4-7");
  }

  @Test
  void refusesAFileThatCannotBeOpened() {
    assertThatThrownBy(() -> slots.take(directory.resolve("missing/lock"), 1))
        .isInstanceOf(StoreException.class)
        .hasMessage("open: No such file or directory (2)");
  }
}
