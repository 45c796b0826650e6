// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.watch.Watcher;
import dev.rivulet.watch.config.SyncStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A file with the state of every mirror, which readers find whole at any time. */
final class StatusFile {
  private final Path path;
  private final StatusFormat format;

  StatusFile(Path path, StatusFormat format) {
    this.path = path;
    this.format = format;
  }

  Path path() {
    return path;
  }

  /** Writes it aside and puts it into its place. */
  void write(Watcher watcher, List<SyncStatus> beside) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      format.write(watcher, beside, out);
    }
    Path aside = path.resolveSibling(path.getFileName() + ".new");
    Files.write(aside, bytes.toByteArray());
    Files.move(aside, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
