// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rivulet.rsync.options.OperatorPaths;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OperatorFilesTest {
  @TempDir Path directory;

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(UTF_8);
  }

  @Test
  void readsOnlyInsideAConfinement() throws IOException {
    Path inside = Files.createDirectory(directory.resolve("in"));
    Path list = Files.writeString(inside.resolve("list"), "in");
    Path other = Files.writeString(directory.resolve("list"), "out");
    OperatorFiles confined = new OperatorFiles(new OperatorPaths(false, bytes(inside)));
    assertThat(confined.read(bytes(list))).asString(UTF_8).isEqualTo("in");
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> confined.read(bytes(other)))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ELOOP));
  }

  @Test
  void saysThatADescriptorIsMissing() {
    assertThatExceptionOfType(StoreException.class)
        .isThrownBy(() -> new OperatorFiles().read("/dev/fd/9999".getBytes(UTF_8)))
        .satisfies(e -> assertThat(e.errno()).isEqualTo(Errno.ENOENT));
  }
}
