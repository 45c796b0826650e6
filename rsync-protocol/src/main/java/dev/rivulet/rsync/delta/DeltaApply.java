// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.compress.TokenReader;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StagedFile;
import java.io.IOException;
import java.util.Arrays;

/**
 * Rebuilds a file from tokens and a basis.
 *
 * <p>Adjacent blocks are read, summed and written together. Owned by one thread; reusable.
 */
public final class DeltaApply {
  private static final int BUFFER = 1 << 18;

  private final StrongChecksum fileChecksum;
  private final BasisWindow window = new BasisWindow();

  private SumHead head = SumHead.WHOLE_FILE;
  private StagedFile target = StagedFile.DISCARD;
  private boolean inPlace;
  private boolean hasBasis;

  /** Bytes in front of the first token that are in place. */
  private long front;

  private long literalBytes;
  private long matchedBytes;

  /** Blocks gathered that are in the window but not yet in the target. */
  private int runFirst;

  private int runBehind;
  private int runLength;

  public DeltaApply(StrongChecksum fileChecksum) {
    this.fileChecksum = fileChecksum;
  }

  /** What one file brought: bytes of each kind, and our own sum over the result. */
  public record Result(long literalBytes, long matchedBytes, byte[] fileSum) {}

  /**
   * Reads tokens up to the end of one file and writes the result.
   *
   * @param basis the file blocks refer to, or {@link SourceFile#NONE}
   * @param target where the bytes go, or {@link StagedFile#DISCARD} to read and forget them
   * @param inPlace whether target and basis are one file: blocks that are already in place are
   *     skipped, and the file is cut to the length of the result
   * @throws dev.rivulet.rsync.ProtocolException for a block outside the head's count, or a block
   *     without a basis while really writing
   */
  public Result apply(
      SumHead head,
      SourceFile basis,
      StagedFile target,
      boolean inPlace,
      TokenReader tokens,
      DeltaSearch.ProgressSink progress)
      throws IOException {
    this.inPlace = inPlace;
    start(head, basis, target);
    return takeAll(tokens, progress);
  }

  /**
   * As {@link #apply}, for a target that is only added to (--append): the bytes the head describes
   * are in place.
   *
   * @param basis the target, to read
   * @param sumsFront whether the sum is over those bytes as well (--append-verify)
   */
  public Result append(
      SumHead head,
      SourceFile basis,
      StagedFile target,
      boolean sumsFront,
      TokenReader tokens,
      DeltaSearch.ProgressSink progress)
      throws IOException {
    this.inPlace = true;
    start(head, basis, target);
    front = head.basisLength();
    if (sumsFront) {
      sumFront(basis);
    }
    target.skip(front);
    return takeAll(tokens, progress);
  }

  private void start(SumHead head, SourceFile basis, StagedFile target) throws IOException {
    this.head = head;
    this.target = target;
    hasBasis = !basis.attributes().isMissing();
    front = 0;
    literalBytes = 0;
    matchedBytes = 0;
    runLength = 0;
    window.open(head, basis);
    fileChecksum.reset();
  }

  /** A basis that has become shorter makes the sum a wrong one, and the file come again. */
  private void sumFront(SourceFile basis) throws IOException {
    byte[] buffer = new byte[(int) Math.min(BUFFER, front)];
    long at = 0;
    int taken = 0;
    while (at < front && taken >= 0) {
      taken = basis.read(at, buffer, 0, (int) Math.min(buffer.length, front - at));
      if (taken > 0) {
        fileChecksum.update(buffer, 0, taken);
        at += taken;
      }
    }
  }

  private Result takeAll(TokenReader tokens, DeltaSearch.ProgressSink progress) throws IOException {
    for (int token = tokens.next(); token != TokenReader.END; token = tokens.next()) {
      if (token == TokenReader.LITERAL) {
        takeRun(progress);
        takeLiteral(tokens, progress);
      } else {
        takeBlock(token, tokens, progress);
      }
    }
    takeRun(progress);
    if (inPlace) {
      target.truncate();
    }
    return new Result(literalBytes, matchedBytes, fileSum());
  }

  /** Bytes that came as data, of the file being rebuilt or rebuilt last. */
  public long literalBytes() {
    return literalBytes;
  }

  private void takeLiteral(TokenReader tokens, DeltaSearch.ProgressSink progress)
      throws IOException {
    progress.at(position());
    fileChecksum.update(tokens.buffer(), tokens.offset(), tokens.length());
    target.write(tokens.buffer(), tokens.offset(), tokens.length());
    literalBytes += tokens.length();
  }

  private void takeBlock(int block, TokenReader tokens, DeltaSearch.ProgressSink progress)
      throws IOException {
    check(block);
    if (block != runBehind || !window.holds(block)) {
      takeRun(progress);
    }
    if (!window.holds(block)) {
      window.load(block);
    }
    int length = head.lengthOf(block);
    tokens.matched(window.data(), window.offsetOf(block), length);
    if (runLength == 0) {
      runFirst = block;
    }
    runBehind = block + 1;
    runLength += length;
  }

  private void check(int block) throws IOException {
    if (block >= head.count()) {
      throw new ProtocolException(
          "Invalid block index " + block + " (count=" + head.count() + ") [receiver]");
    }
    if (!hasBasis && target != StagedFile.DISCARD) {
      throw new ProtocolException(
          "got a block match with no basis file for " + target.path().escaped() + " [receiver]");
    }
  }

  /** Takes the blocks gathered over into the target. */
  private void takeRun(DeltaSearch.ProgressSink progress) throws IOException {
    if (runLength == 0) {
      return;
    }
    progress.at(position());
    int offset = window.offsetOf(runFirst);
    fileChecksum.update(window.data(), offset, runLength);
    if (inPlace && head.offsetOf(runFirst) == position()) {
      target.keep(window.data(), offset, runLength);
    } else {
      target.write(window.data(), offset, runLength);
    }
    matchedBytes += runLength;
    runLength = 0;
  }

  private long position() {
    return front + literalBytes + matchedBytes;
  }

  private byte[] fileSum() {
    byte[] sum = new byte[StrongChecksum.MAX_LENGTH];
    return Arrays.copyOf(sum, fileChecksum.digest(sum, 0));
  }
}
