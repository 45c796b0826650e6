// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.compress;

import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Files as lists of tokens, and their way over a codec and back.
 *
 * <p>A basis of random bytes gives blocks their content; adjacent literals count as one.
 */
final class TokenScript {

  /** One token: literal bytes, or a block if {@code block} is 0 or more. */
  record Token(int block, byte[] literal) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Token token
          && block == token.block
          && Arrays.equals(literal, token.literal);
    }

    @Override
    public int hashCode() {
      return 31 * block + Arrays.hashCode(literal);
    }

    @Override
    public String toString() {
      return block >= 0 ? "block " + block : literal.length + " bytes";
    }
  }

  private static final byte[] NO_BYTES = {};

  private final byte[] basis;
  private final int blockLength;
  private final List<Token> tokens = new ArrayList<>();

  TokenScript(byte[] basis, int blockLength) {
    this.basis = basis;
    this.blockLength = blockLength;
  }

  /** Random literals (random bytes, text, zeros, pieces of the basis) between random runs. */
  static TokenScript random(Random random, int blocks, int blockLength) {
    byte[] basis = new byte[blocks * blockLength];
    random.nextBytes(basis);
    TokenScript script = new TokenScript(basis, blockLength);
    for (int part = random.nextInt(20); part > 0; part--) {
      if (random.nextBoolean()) {
        script.literal(randomLiteral(random, basis));
      } else {
        int first = random.nextInt(blocks);
        int count = 1 + random.nextInt(Math.min(100, blocks - first));
        script.run(first, count);
      }
    }
    return script;
  }

  private static byte[] randomLiteral(Random random, byte[] basis) {
    byte[] bytes = new byte[1 + random.nextInt(random.nextInt(8) == 0 ? 120_000 : 3_000)];
    switch (random.nextInt(4)) {
      case 0 -> random.nextBytes(bytes);
      case 1 -> {
        int start = random.nextInt(basis.length);
        int length = Math.min(bytes.length, basis.length - start);
        return Arrays.copyOfRange(basis, start, start + length);
      }
      case 2 -> {
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) ('a' + random.nextInt(4));
        }
      }
      default -> {}
    }
    return bytes;
  }

  TokenScript literal(byte[] bytes) {
    int last = tokens.size() - 1;
    if (last >= 0 && tokens.get(last).block() < 0) {
      byte[] before = tokens.get(last).literal();
      byte[] joined = Arrays.copyOf(before, before.length + bytes.length);
      System.arraycopy(bytes, 0, joined, before.length, bytes.length);
      tokens.set(last, new Token(-1, joined));
    } else {
      tokens.add(new Token(-1, bytes));
    }
    return this;
  }

  TokenScript run(int first, int count) {
    for (int block = first; block < first + count; block++) {
      tokens.add(new Token(block, NO_BYTES));
    }
    return this;
  }

  List<Token> tokens() {
    return tokens;
  }

  /** The bytes on the wire of the files of several scripts, one after the other. */
  static byte[] write(CompressionMethod method, int level, int protocol, TokenScript... files)
      throws IOException {
    return write(method, level, 0, protocol, files);
  }

  /** As above, compressed by several threads. */
  static byte[] write(
      CompressionMethod method, int level, int threads, int protocol, TokenScript... files)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    try (TokenWriter writer = TokenCodecs.writer(method, level, threads, protocol, out)) {
      for (TokenScript file : files) {
        file.writeTo(writer);
      }
    }
    out.flush();
    return bytes.toByteArray();
  }

  private void writeTo(TokenWriter writer) throws IOException {
    for (Token token : tokens) {
      if (token.block() < 0) {
        writeInPieces(writer, token.literal());
      } else {
        writer.match(token.block(), basis, offsetOf(token.block()), blockLength);
      }
    }
    writer.endFile();
  }

  /** From one array that is overwritten between the calls, as real callers do. */
  private static void writeInPieces(TokenWriter writer, byte[] literal) throws IOException {
    byte[] reused = new byte[50_001];
    for (int done = 0; done < literal.length; done += reused.length - 1) {
      int piece = Math.min(reused.length - 1, literal.length - done);
      System.arraycopy(literal, done, reused, 1, piece);
      writer.literal(reused, 1, piece);
      Arrays.fill(reused, (byte) 0x77);
    }
  }

  /** What a reader makes of {@code wire}, the blocks' content taken from this script's basis. */
  TokenScript read(TokenReader reader) throws IOException {
    TokenScript result = new TokenScript(basis, blockLength);
    for (int token = reader.next(); token != TokenReader.END; token = reader.next()) {
      if (token == TokenReader.LITERAL) {
        int start = reader.offset();
        result.literal(Arrays.copyOfRange(reader.buffer(), start, start + reader.length()));
      } else {
        result.run(token, 1);
        reader.matched(basis, offsetOf(token), blockLength);
      }
    }
    return result;
  }

  /** Blocks beyond the basis (hostile streams name them) have the content of its first. */
  private int offsetOf(int block) {
    long offset = (long) block * blockLength;
    return offset + blockLength <= basis.length ? (int) offset : 0;
  }

  static WireInput wire(byte[] bytes) {
    return new WireInput(new ByteArrayInputStream(bytes));
  }
}
