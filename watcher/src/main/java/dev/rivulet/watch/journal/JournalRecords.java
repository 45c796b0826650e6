// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.journal;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The form of a {@link Journal}: records of a length, a checksum (CRC-32C) and a payload whose
 * first byte is the kind. The first record names the form and the pair; a mark's record gives
 * scope, change and path; a stamp's the time up to which nothing was outstanding.
 */
final class JournalRecords {
  private static final byte VERSION = 1;
  private static final byte HEADER = 'H';
  private static final byte MARK = 'M';
  private static final byte SOUND = 'S';
  private static final int PREFIX_BYTES = 8;
  private static final int LONGEST = 1 << 20;

  private JournalRecords() {}

  /**
   * What a journal says.
   *
   * @param marks what was outstanding, or may have been
   * @param soundAt a time up to which whatever may differ is among the marks
   * @param trouble why nothing can be concluded from the journal; empty if something can
   */
  record Contents(List<Mark> marks, Optional<Instant> soundAt, String trouble) {
    static Contents useless(String trouble) {
      return new Contents(List.of(), Optional.empty(), trouble);
    }
  }

  /** The record that begins the journal of a pair. */
  static byte[] header(byte[] pair) {
    byte[] payload = new byte[2 + pair.length];
    payload[0] = HEADER;
    payload[1] = VERSION;
    System.arraycopy(pair, 0, payload, 2, pair.length);
    return framed(payload);
  }

  static byte[] mark(Mark mark) {
    byte[] path = mark.path().isRoot() ? new byte[0] : mark.path().bytes();
    byte[] payload = new byte[3 + path.length];
    payload[0] = MARK;
    payload[1] = (byte) mark.scope().ordinal();
    payload[2] = (byte) mark.change().ordinal();
    System.arraycopy(path, 0, payload, 3, path.length);
    return framed(payload);
  }

  /** Nothing was outstanding at the given time. */
  static byte[] sound(Instant at) {
    return framed(ByteBuffer.allocate(9).put(SOUND).putLong(at.toEpochMilli()).array());
  }

  private static byte[] framed(byte[] payload) {
    CRC32C checksum = new CRC32C();
    checksum.update(payload);
    return ByteBuffer.allocate(PREFIX_BYTES + payload.length)
        .putInt(payload.length)
        .putInt((int) checksum.getValue())
        .put(payload)
        .array();
  }

  /**
   * Reads a journal. A record that breaks off at the end was being written when the program ended,
   * and counts as not written; anything else that does not fit makes the journal useless.
   *
   * @param pair whose journal it ought to be
   * @param nowNanos the age of the marks
   */
  static Contents read(byte[] journal, byte[] pair, long nowNanos) {
    if (journal.length == 0) {
      return Contents.useless("it is empty");
    }
    ByteBuffer in = ByteBuffer.wrap(journal);
    List<Mark> marks = new ArrayList<>();
    Optional<Instant> soundAt = Optional.empty();
    boolean first = true;
    while (in.remaining() >= PREFIX_BYTES) {
      int start = in.position();
      int length = in.getInt();
      int checksum = in.getInt();
      if (length < 1 || length > LONGEST) {
        return Contents.useless("it is damaged at byte " + start);
      }
      if (length > in.remaining()) {
        break;
      }
      byte[] payload = new byte[length];
      in.get(payload);
      if (!matches(payload, checksum)) {
        return Contents.useless("it is damaged at byte " + start);
      }
      try {
        if (first) {
          String trouble = judgeHeader(payload, pair);
          if (!trouble.isEmpty()) {
            return Contents.useless(trouble);
          }
          first = false;
        } else if (payload[0] == SOUND) {
          soundAt = Optional.of(Instant.ofEpochMilli(ByteBuffer.wrap(payload, 1, 8).getLong()));
        } else {
          marks.add(mark(payload, nowNanos));
        }
      } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
        return Contents.useless("it is damaged at byte " + start);
      }
    }
    return first
        ? Contents.useless("it breaks off in its first record")
        : new Contents(List.copyOf(marks), soundAt, "");
  }

  private static boolean matches(byte[] payload, int checksum) {
    CRC32C computed = new CRC32C();
    computed.update(payload);
    return (int) computed.getValue() == checksum;
  }

  private static String judgeHeader(byte[] payload, byte[] pair) {
    if (payload.length < 2 || payload[0] != HEADER) {
      return "it is no journal";
    }
    if (payload[1] != VERSION) {
      return "it is of another version (" + payload[1] + ")";
    }
    byte[] found = Arrays.copyOfRange(payload, 2, payload.length);
    return Arrays.equals(found, pair) ? "" : "it is of another source, target or set of options";
  }

  private static Mark mark(byte[] payload, long nowNanos) {
    if (payload[0] != MARK) {
      throw new IllegalArgumentException("kind of record " + payload[0]);
    }
    TreePath path = TreePath.of(Arrays.copyOfRange(payload, 3, payload.length));
    Scope scope = Scope.values()[payload[1]];
    Change change = Change.values()[payload[2]];
    return new Mark(path, scope, change, nowNanos, nowNanos, false);
  }
}
