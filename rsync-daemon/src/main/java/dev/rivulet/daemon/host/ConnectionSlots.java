// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Counts connections with the lock files of {@code max connections}: connection {@code i} holds an
 * exclusive record lock on the bytes {@code 4i} to {@code 4i+3}, so that several daemons, rsync's
 * among them, can share one limit.
 *
 * <p>Record locks belong to the process, and closing any handle of a file drops all of them;
 * therefore each file is open once and the slots of this process are counted beside it. Safe for
 * several threads.
 */
public final class ConnectionSlots {
  private static final int SLOT_BYTES = 4;

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Path, LockFile> files = new HashMap<>();

  private static final class LockFile {
    final FileChannel channel;
    final BitSet taken = new BitSet();

    LockFile(FileChannel channel) {
      this.channel = channel;
    }
  }

  /** A place taken; to be closed when the connection is over. */
  public final class Slot implements Closeable {
    private final Path path;
    private final LockFile file;
    private final int index;
    private final FileLock record;

    private Slot(Path path, LockFile file, int index, FileLock record) {
      this.path = path;
      this.file = file;
      this.index = index;
      this.record = record;
    }

    @Override
    public void close() throws IOException {
      lock.lock();
      try {
        record.release();
        file.taken.clear(index);
        closeIfUnused(path, file);
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Takes the first free slot.
   *
   * @param limit how many slots there are; none for a negative number
   * @return empty when all are taken
   * @throws IOException when the lock file cannot be opened
   */
  public Optional<Slot> take(Path path, int limit) throws IOException {
    lock.lock();
    try {
      LockFile file = files.get(path);
      if (file == null) {
        file = new LockFile(open(path));
        files.put(path, file);
      }
      try {
        return firstFree(path, file, limit);
      } finally {
        closeIfUnused(path, file);
      }
    } finally {
      lock.unlock();
    }
  }

  private static FileChannel open(Path path) throws IOException {
    return OperatorFiles.readWrite(path.toString().getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Slot> firstFree(Path path, LockFile file, int limit) throws IOException {
    for (int i = file.taken.nextClearBit(0); i < limit; i = file.taken.nextClearBit(i + 1)) {
      FileLock record = file.channel.tryLock((long) SLOT_BYTES * i, SLOT_BYTES, false);
      if (record != null) {
        file.taken.set(i);
        return Optional.of(new Slot(path, file, i, record));
      }
    }
    return Optional.empty();
  }

  private void closeIfUnused(Path path, LockFile file) throws IOException {
    if (file.taken.isEmpty()) {
      files.remove(path, file);
      file.channel.close();
    }
  }
}
