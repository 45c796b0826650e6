// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.journal;

import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.MarkLog;
import dev.rivulet.watch.mark.MarkSet;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The marks of one target in a file, so that a crash forgets none (hazard 13.3).
 *
 * <p>Marks are only ever appended. As soon as nothing is outstanding the file begins anew with the
 * time of that moment, and it is written anew with what is outstanding when it has grown large:
 * what it says is at most too much. Marks are collected in memory and written when {@link #write}
 * is called, about once a second; those of the last second may be missing after a crash, and are
 * found by the change times of the files.
 *
 * <p>{@link #marked} may be called by any thread, all else by one.
 */
final class Journal implements MarkLog, Closeable {
  /**
   * How long a change may take to become a mark. Longer than any event waits to be read, as long as
   * the program runs at all.
   */
  static final Duration ON_ITS_WAY = Duration.ofSeconds(30);

  /** The clock that stamps files may run so far behind. */
  private static final Duration CLOCK_TICK = Duration.ofSeconds(1);

  private static final int COMPACT_BYTES = 8 << 20;

  private final Path file;
  private final byte[] pair;
  private final JournalRecords.Contents found;
  private final ReentrantLock lock = new ReentrantLock();
  private ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private Optional<Instant> soundAt;
  private boolean startsWithNothing;
  private long compactAt = COMPACT_BYTES;
  private FileChannel channel;

  private Journal(Path file, byte[] pair, JournalRecords.Contents found) {
    this.file = file;
    this.pair = pair;
    this.found = found;
    this.soundAt = found.soundAt();
  }

  /**
   * Opens the journal of a pair, or begins one. What it says stays in the file until it is settled.
   *
   * @param pair tells source, target and options from all others
   * @param everything the mark of the whole source; all that a new journal knows
   * @param now of the clock that files are stamped with
   */
  static Journal open(Path file, byte[] pair, Mark everything, Instant now) throws IOException {
    JournalRecords.Contents found =
        Files.exists(file)
            ? JournalRecords.read(Files.readAllBytes(file), pair, everything.firstNanos())
            : JournalRecords.Contents.useless("");
    Journal journal = new Journal(file, pair, found);
    if (found.soundAt().isEmpty()) {
      journal.soundAt = Optional.of(now.minus(CLOCK_TICK));
      journal.rewrite(List.of(everything));
    } else {
      journal.rewrite(found.marks());
    }
    return journal;
  }

  /** What an earlier run has left. */
  JournalRecords.Contents found() {
    return found;
  }

  /** Where it is. */
  Path file() {
    return file;
  }

  @Override
  public void marked(Mark mark) {
    lock.lock();
    try {
      buffer.writeBytes(JournalRecords.mark(mark));
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what has come since the last call.
   *
   * @param marks whose journal this is
   * @param now of the clock that files are stamped with
   * @param isSound whether every change becomes a mark by itself; else nothing is ever certain
   */
  void write(MarkSet marks, Instant now, boolean isSound) throws IOException {
    View view = new View();
    marks.show(view::take);
    if (view.all.isEmpty() && isSound) {
      if (view.unwritten.length > 0 || !startsWithNothing) {
        soundAt = Optional.of(now.minus(ON_ITS_WAY));
        rewrite(List.of());
        startsWithNothing = true;
      }
    } else if (channel.size() + view.unwritten.length > compactAt) {
      rewrite(view.all);
    } else {
      append(view.unwritten);
    }
  }

  /** All marks, and the records that they make unnecessary or are made of. */
  private final class View {
    List<Mark> all = List.of();
    byte[] unwritten = {};

    void take(List<Mark> marks) {
      lock.lock();
      try {
        all = marks;
        unwritten = buffer.toByteArray();
        buffer = new ByteArrayOutputStream();
      } finally {
        lock.unlock();
      }
    }
  }

  private void append(byte[] records) throws IOException {
    if (records.length > 0) {
      startsWithNothing = false;
      writeAll(channel, records);
      channel.force(false);
    }
  }

  /** Replaces the file at one blow. */
  private void rewrite(List<Mark> marks) throws IOException {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    records.writeBytes(JournalRecords.header(pair));
    soundAt.ifPresent(at -> records.writeBytes(JournalRecords.sound(at)));
    marks.forEach(mark -> records.writeBytes(JournalRecords.mark(mark)));
    Path aside = file.resolveSibling(file.getFileName() + ".new");
    FileChannel written =
        FileChannel.open(
            aside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    try {
      writeAll(written, records.toByteArray());
      written.force(true);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      written.close();
      throw e;
    }
    FileChannel old = channel;
    channel = written;
    compactAt = Math.max(COMPACT_BYTES, 4L * records.size());
    startsWithNothing = false;
    if (old != null) {
      old.close();
    }
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
