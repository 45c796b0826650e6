// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import dev.rivulet.rsync.store.TreePath;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Names of files in a temporary file that only its owner may read. */
final class NameFile implements Closeable {
  private final Path path;

  private NameFile(Path path) {
    this.path = path;
  }

  /**
   * Writes names.
   *
   * @param nul whether a NUL ends each name as it is, or a newline each name with what cannot be
   *     printed, a newline among it, as {@code \#} and three octal digits
   */
  static NameFile of(boolean nul, List<List<TreePath>> lists) throws IOException {
    Path path = Files.createTempFile("rivulet-names", "");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
      for (List<TreePath> list : lists) {
        for (TreePath name : list) {
          out.write(nul ? name.bytes() : name.escaped().getBytes(StandardCharsets.UTF_8));
          out.write(nul ? 0 : '\n');
        }
      }
      return new NameFile(path);
    } catch (IOException e) {
      Files.delete(path);
      throw e;
    }
  }

  byte[] path() {
    return path.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
