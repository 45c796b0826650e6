// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.checksum.RollingChecksum;
import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.compress.TokenWriter;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;

/**
 * Finds the blocks of a basis in a source file and writes the source as tokens.
 *
 * <p>At every position of the source whose weak sum is that of a block, the strong sum decides;
 * behind a match the search goes on with the next byte. A last block that is shorter than the
 * others is looked for only at the end of the source. The source is sent as long as it was when it
 * was opened, or up to its end if that comes earlier; the file sum is that of the bytes sent, so a
 * wrong match shows. A source that cannot be read is the affair of its {@link SourceFile}.
 *
 * <p>Any set of right matches that do not overlap is legal. A search of one file by several threads
 * would give each a range of positions, its own {@link SourceWindow} and {@link BlockMatcher} over
 * the same sums, and would write the matches they find in order, dropping those that begin before
 * the end of the one written last.
 *
 * <p>Owned by one thread; reusable for one file after another.
 */
public final class DeltaSearch {
  private final SourceWindow window;
  private final BlockMatcher matcher;
  private final RollingChecksum rolling = new RollingChecksum();

  private int blockLength;

  /** Index in the window of the position that is looked at next. */
  private int position;

  /** Index in the window of the first byte that has not been sent. */
  private int unsent;

  private long literalBytes;
  private long matchedBytes;

  /**
   * @param blockChecksum the session's block checksum
   * @param fileChecksum the session's whole-file checksum
   */
  public DeltaSearch(StrongChecksum blockChecksum, StrongChecksum fileChecksum) {
    this.window = new SourceWindow(fileChecksum);
    this.matcher = new BlockMatcher(blockChecksum);
  }

  /** What one file cost. */
  public record Result(
      long literalBytes, long matchedBytes, long hashHits, long falseAlarms, byte[] fileSum) {}

  /**
   * Sends {@code source} as tokens, end of file included (not the file sum).
   *
   * @param sums the receiver's blocks; a head with count 0 sends everything as literals
   * @param updatingBasis whether the receiver overwrites the basis while it reads it (--inplace):
   *     only blocks at or behind the output position may then be used
   * @param progress told the source offset now and then
   */
  public Result send(
      SourceFile source,
      BlockSums sums,
      boolean updatingBasis,
      TokenWriter out,
      ProgressSink progress)
      throws IOException {
    start();
    if (isWorthSearching(sums.head())) {
      matcher.start(sums, updatingBasis);
      search(source, sums.head(), out, progress);
    } else {
      matcher.start(BlockSums.NONE, false);
      window.open(source, 0);
      sendRest(out, progress);
    }
    return end(out, progress);
  }

  /**
   * Sends what {@code source} has behind some place, end of file included (--append).
   *
   * @param from bytes the receiver has already
   * @param sumsFront whether the file sum is over those as well (--append-verify)
   */
  public Result append(
      SourceFile source, long from, boolean sumsFront, TokenWriter out, ProgressSink progress)
      throws IOException {
    start();
    matcher.start(BlockSums.NONE, false);
    window.openAt(source, from, sumsFront);
    sendRest(out, progress);
    return end(out, progress);
  }

  private void start() {
    literalBytes = 0;
    matchedBytes = 0;
    position = 0;
    unsent = 0;
  }

  private Result end(TokenWriter out, ProgressSink progress) throws IOException {
    out.endFile();
    progress.at(window.positionOf(window.limit()));
    return new Result(
        literalBytes, matchedBytes, matcher.hits(), matcher.falseAlarms(), window.fileSum());
  }

  /** Blocks of old protocols may be too long to be held; not using them is always right. */
  private static boolean isWorthSearching(SumHead head) {
    return head.count() > 0 && head.blockLength() <= WireLimits.MAX_BLOCK_LENGTH;
  }

  private void sendRest(TokenWriter out, ProgressSink progress) throws IOException {
    while (window.limit() > 0) {
      sendLiteral(window.limit(), out);
      progress.at(window.positionOf(window.limit()));
      moveWindow(window.limit());
    }
  }

  private void search(SourceFile source, SumHead head, TokenWriter out, ProgressSink progress)
      throws IOException {
    blockLength = head.blockLength();
    window.open(source, blockLength);
    while (window.limit() - position >= blockLength) {
      int block = findNext();
      sendLiteral(position, out);
      if (block != BlockMatcher.NO_BLOCK) {
        sendMatch(block, blockLength, out);
      }
      if (window.limit() - position < blockLength && !window.isAtEnd()) {
        moveWindow(position);
        progress.at(window.positionOf(0));
      }
    }
    sendEnd(head, out);
  }

  /** Moves to the next match in the window; if there is none, behind the last position in it. */
  private int findNext() {
    byte[] data = window.data();
    int last = window.limit() - blockLength;
    rolling.start(data, position, blockLength);
    int at = rolling.advance(data, position, last, matcher.filter());
    while (at <= last) {
      int block = matcher.find(rolling.value(), data, at, window.positionOf(at));
      if (block != BlockMatcher.NO_BLOCK) {
        position = at;
        return block;
      }
      if (at == last) {
        break;
      }
      rolling.roll(data[at], data[at + blockLength]);
      at = rolling.advance(data, at + 1, last, matcher.filter());
    }
    position = last + 1;
    return BlockMatcher.NO_BLOCK;
  }

  /** Sends what is left: less than a block, but perhaps the last and shorter one. */
  private void sendEnd(SumHead head, TokenWriter out) throws IOException {
    int last = head.count() - 1;
    int length = head.lengthOf(last);
    int start = window.limit() - length;
    if (length < blockLength
        && start >= unsent
        && matcher.isLastBlock(window.data(), start, window.positionOf(start))) {
      sendLiteral(start, out);
      sendMatch(last, length, out);
    }
    sendLiteral(window.limit(), out);
  }

  private void sendLiteral(int end, TokenWriter out) throws IOException {
    int length = end - unsent;
    if (length > 0) {
      out.literal(window.data(), unsent, length);
      literalBytes += length;
      unsent = end;
    }
  }

  private void sendMatch(int block, int length, TokenWriter out) throws IOException {
    out.match(block, window.data(), unsent, length);
    matchedBytes += length;
    unsent += length;
    position = unsent;
  }

  private void moveWindow(int kept) throws IOException {
    window.moveTo(kept);
    position = 0;
    unsent = 0;
  }

  /** Told how far a file has got. */
  @FunctionalInterface
  public interface ProgressSink {
    void at(long offset) throws IOException;
  }
}
