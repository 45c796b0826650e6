// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that holds the process id while the daemon runs. It stays locked, so that a second daemon
 * with the same file does not start, and one left behind by a crash is in nobody's way.
 */
public final class PidFile implements Closeable {
  private final Path path;
  private final FileChannel channel;

  private PidFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Writes the file.
   *
   * @throws RsyncException (exit code 11) when another daemon holds it or it cannot be written
   */
  public static PidFile create(Path path, long pid) throws RsyncException {
    try {
      FileChannel channel =
          OperatorFiles.readWrite(path.toString().getBytes(StandardCharsets.UTF_8));
      try {
        if (channel.tryLock() == null) {
          throw new IOException("locked by another daemon");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)));
        return new PidFile(path, channel);
      } catch (IOException | OverlappingFileLockException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | OverlappingFileLockException e) {
      throw new RsyncException(
          ExitCode.FILE_IO, "failed to create pid file " + path + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(path);
    } finally {
      channel.close();
    }
  }
}
