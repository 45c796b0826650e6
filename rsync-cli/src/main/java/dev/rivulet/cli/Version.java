// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.handshake.AuthDigest;
import dev.rivulet.rsync.options.ServerArguments;

/** What the program says of itself. */
final class Version {
  /** The release of rsync whose behaviour and texts this program follows, and who it really is. */
  static final String TEXT = "3.5.0-rivulet";

  private Version() {}

  /** The answer to {@code --version}; scripts read the first line. */
  static String text() {
    StringBuilder text = new StringBuilder(512);
    text.append("rsync  version ")
        .append(TEXT)
        .append("  protocol version ")
        .append(ServerArguments.NEWEST_PROTOCOL)
        .append("\nThis is Rivulet, rsync for the Java virtual machine: a program of its own")
        .append("\nthat speaks rsync's protocol.\nChecksum list:\n   ");
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      if (algorithm != ChecksumAlgorithm.MD4_OLD) {
        text.append(' ').append(algorithm.wireName());
      }
    }
    text.append("\nCompress list:\n   ");
    for (CompressionMethod method : CompressionMethod.values()) {
      if (method.isPresent()) {
        text.append(' ').append(method.wireName());
      }
    }
    text.append("\nDaemon auth list:\n   ");
    for (String name : AuthDigest.names()) {
      text.append(' ').append(name);
    }
    return text.append("\n\nRivulet is free software under the Apache License 2.0.\n").toString();
  }
}
