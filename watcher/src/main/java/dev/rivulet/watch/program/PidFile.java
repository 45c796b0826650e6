// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.SystemErrors;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A file that holds the process id while the program runs. It stays locked, so that a second
 * program with the same file does not start, and one left behind by a crash is in nobody's way.
 */
final class PidFile implements Closeable {
  private final Path path;
  private final FileChannel channel;

  private PidFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Writes the file.
   *
   * @throws RsyncException (exit code 11) when another process holds it or it cannot be written
   */
  static PidFile create(Path path, long pid) throws RsyncException {
    try {
      FileChannel channel = openLocked(path);
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((pid + "\n").getBytes(StandardCharsets.US_ASCII)));
      return new PidFile(path, channel);
    } catch (IOException e) {
      throw new RsyncException(
          ExitCode.FILE_IO, "cannot write the pid file " + path + ": " + SystemErrors.reason(e), e);
    }
  }

  /** Opens it again if its owner has removed it before it was locked. */
  private static FileChannel openLocked(Path path) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              LinkOption.NOFOLLOW_LINKS);
      try {
        Object locked = key(path);
        lock(channel);
        if (locked != null && locked.equals(key(path))) {
          return channel;
        }
        channel.close();
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }
  }

  private static void lock(FileChannel channel) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("this process holds it already", e);
    }
    ByteBuffer holder = ByteBuffer.allocate(20);
    channel.read(holder, 0);
    String id = new String(holder.array(), 0, holder.position(), StandardCharsets.US_ASCII).strip();
    throw new IOException("process " + (id.isEmpty() ? "unknown" : id) + " holds it");
  }

  private static Object key(Path path) throws IOException {
    return Files.exists(path)
        ? Files.readAttributes(path, BasicFileAttributes.class).fileKey()
        : null;
  }

  /** Removes the file. */
  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(path);
    } finally {
      channel.close();
    }
  }
}
