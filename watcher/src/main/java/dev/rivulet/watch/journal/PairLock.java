// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.journal;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps two programs from mirroring one source to one target (hazard 13.4): a locked file with the
 * process id of whoever holds it. The lock ends with the process, however that ends; the file
 * stays.
 */
final class PairLock implements Closeable {
  /**
   * What this process holds. To open such a file a second time would be enough to lose the lock:
   * the system drops all locks of a process on a file as soon as it closes any descriptor of it.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private PairLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * @param pair source and target, for the message
   * @throws RsyncException if another process, or another watcher of this one, holds the lock
   */
  static PairLock take(Path lockFile, String pair) throws IOException {
    Path file = lockFile.toAbsolutePath().normalize();
    if (!HELD.add(file)) {
      throw taken(file, pair, Long.toString(ProcessHandle.current().pid()));
    }
    try {
      return lock(file, pair);
    } catch (IOException e) {
      HELD.remove(file);
      throw e;
    }
  }

  private static PairLock lock(Path file, String pair) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw taken(file, pair, Files.readString(file, StandardCharsets.US_ASCII).strip());
      }
      channel.truncate(0);
      String holder = ProcessHandle.current().pid() + "\n";
      channel.write(ByteBuffer.wrap(holder.getBytes(StandardCharsets.US_ASCII)), 0);
      return new PairLock(file, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static RsyncException taken(Path file, String pair, String holder) {
    return new RsyncException(
        ExitCode.FILE_IO,
        pair + " is mirrored by process " + holder + " already (lock file " + file + ")");
  }

  @Override
  public void close() throws IOException {
    channel.close();
    HELD.remove(file);
  }
}
