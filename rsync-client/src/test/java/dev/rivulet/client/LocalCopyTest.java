// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopyTest {
  private static final int SIZE = 4_000_000;
  private static final TransferOptions LIMITED =
      TransferOptions.builder().times(true).bandwidthLimit(1000).build();

  @TempDir Path directory;

  @AfterEach
  void forgetTheInterrupt() {
    Thread.interrupted();
  }

  @Test
  void anInterruptLeavesNoTemporaryFile() throws IOException {
    assertInterruptedCopyFails(LIMITED);

    assertThat(destinationFiles()).isEmpty();
    assertThat(Thread.currentThread().isInterrupted()).isTrue();
  }

  @Test
  void anInterruptKeepsThePartialFileThatWasAskedFor() throws IOException {
    assertInterruptedCopyFails(LIMITED.toBuilder().partial(true).build());

    assertThat(destinationFiles()).containsExactly(directory.resolve("to/file"));
    byte[] kept = Files.readAllBytes(directory.resolve("to/file"));
    assertThat(kept).hasSizeBetween(1, SIZE - 1);
    assertThat(kept).isEqualTo(Arrays.copyOf(content(), kept.length));
  }

  @Test
  void aDryRunNeedsNoDirectoryThatWouldBeMade() throws IOException {
    Path source = Files.write(directory.resolve("file"), new byte[10]);
    TransferOptions options =
        TransferOptions.builder().times(true).makePath(true).dryRun(true).build();
    byte[] destination = (directory + "/new/deep/name").getBytes(UTF_8);

    TransferResult result =
        RsyncClient.builder()
            .build()
            .copy(options, List.of(source.toString().getBytes(UTF_8)), destination);

    assertThat(result.isSuccess()).isTrue();
    assertThat(result.stats().transferredFiles()).isEqualTo(1);
    assertThat(directory.resolve("new")).doesNotExist();
  }

  private void assertInterruptedCopyFails(TransferOptions options) throws IOException {
    Path source = Files.write(directory.resolve("file"), content());
    RsyncClient client =
        RsyncClient.builder()
            .listener(
                event -> {
                  if (event instanceof TransferEvent.FileStarted) {
                    Thread.currentThread().interrupt();
                  }
                })
            .build();
    Files.createDirectory(directory.resolve("to"));
    byte[] destination = (directory + "/to/").getBytes(UTF_8);
    assertThatThrownBy(
            () -> client.copy(options, List.of(source.toString().getBytes(UTF_8)), destination))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SIGNAL));
  }

  private List<Path> destinationFiles() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("to"))) {
      return files.toList();
    }
  }

  private static byte[] content() {
    byte[] content = new byte[SIZE];
    new Random(1).nextBytes(content);
    return content;
  }
}
