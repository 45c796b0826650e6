// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.journal;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterListCodec;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.TransferOptions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * One source and one target, as they are told from all others between two runs.
 *
 * @param source the path as the system knows it
 * @param target its name
 * @param options what decides whether the two are equal
 */
public record Pair(String source, String target, TransferOptions options) {
  private static final int NAME_DIGITS = 24;

  /** What files of this pair are called; the options make no difference. */
  String fileName() {
    MessageDigest digest = sha256();
    digest.update((source + '\0' + target).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest()).substring(0, NAME_DIGITS);
  }

  /** Tells whether what was written down about the pair still holds; the options count. */
  byte[] identity() throws RsyncException {
    MessageDigest digest = sha256();
    for (byte[] word : ServerArguments.words(options, false, List.of())) {
      digest.update(word);
      digest.update((byte) 0);
    }
    for (FilterRule rule : options.filters().rules()) {
      digest.update(FilterListCodec.text(rule));
      digest.update((byte) '\n');
    }
    String text = source + '\0' + target + '\0' + HexFormat.of().formatHex(digest.digest());
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return source + " to " + target;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
