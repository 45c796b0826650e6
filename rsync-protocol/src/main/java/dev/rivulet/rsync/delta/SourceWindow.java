// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.store.SourceFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * The part of a source file that is being looked at, in one array; what has been read has also been
 * added to the whole-file sum.
 *
 * <p>Reads up to the length the file had when it was opened, or to its end if it has become
 * shorter, so that the sum is always that of the bytes handed out. Arrays beat mapped and direct
 * buffers for scanning. Owned by one thread; reused for one file after another.
 */
final class SourceWindow {
  /** Stays in a second-level cache, and makes the cost of a read call small. */
  private static final int SIZE = 1 << 18;

  /** Blocks the window holds at least, so that moving the last one to the front is cheap. */
  private static final int BLOCKS = 4;

  private final StrongChecksum fileChecksum;
  private SourceFile source = SourceFile.NONE;
  private byte[] data = new byte[0];
  private long start;
  private int limit;
  private long unread;

  SourceWindow(StrongChecksum fileChecksum) {
    this.fileChecksum = fileChecksum;
  }

  /** Goes to the beginning of another file and reads the first part of it. */
  void open(SourceFile source, int blockLength) throws IOException {
    this.source = source;
    begin(0, blockLength);
    fill();
  }

  /**
   * Goes to some place in another file and reads on from there.
   *
   * @param sumsFront whether the sum is also over what is before that place
   */
  void openAt(SourceFile source, long from, boolean sumsFront) throws IOException {
    this.source = source;
    begin(from, 0);
    for (long at = 0; sumsFront && at < from; ) {
      int taken = source.read(at, data, 0, (int) Math.min(data.length, from - at));
      if (taken <= 0) {
        break;
      }
      fileChecksum.update(data, 0, taken);
      at += taken;
    }
    fill();
  }

  private void begin(long from, int blockLength) throws IOException {
    start = from;
    unread = Math.max(0, source.attributes().size() - from);
    limit = 0;
    fileChecksum.reset();
    int size = Math.max(SIZE, BLOCKS * blockLength);
    if (data.length < size) {
      data = new byte[size];
    }
  }

  /** Lets go of the bytes before {@code kept}, which becomes index 0, and reads on behind. */
  void moveTo(int kept) throws IOException {
    System.arraycopy(data, kept, data, 0, limit - kept);
    start += kept;
    limit -= kept;
    fill();
  }

  private void fill() throws IOException {
    int wanted = (int) Math.min(data.length - limit, unread);
    int taken = wanted == 0 ? 0 : source.read(start + limit, data, limit, wanted);
    if (taken < wanted) {
      unread = 0;
    }
    if (taken > 0) {
      fileChecksum.update(data, limit, taken);
      limit += taken;
      unread = Math.max(0, unread - taken);
    }
  }

  byte[] data() {
    return data;
  }

  /** The number of bytes in {@link #data}. */
  int limit() {
    return limit;
  }

  /** Where in the file the byte at {@code index} is. */
  long positionOf(int index) {
    return start + index;
  }

  /** Whether the file has nothing behind {@link #limit}. */
  boolean isAtEnd() {
    return unread == 0;
  }

  /** The sum of everything read. */
  byte[] fileSum() {
    byte[] sum = new byte[StrongChecksum.MAX_LENGTH];
    return Arrays.copyOf(sum, fileChecksum.digest(sum, 0));
  }
}
