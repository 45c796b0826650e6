// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.handshake.AuthDigest;
import dev.rivulet.rsync.options.ServerArguments;
import java.util.ArrayList;
import java.util.List;

/** What the program says of itself. */
final class Version {
  /** The release of rsync whose behaviour and texts this program follows, and who it really is. */
  static final String TEXT = "3.5.0-rivulet";

  private Version() {}

  private static final int WIDTH = 72;

  /** What works here, by the names rsync has for it. */
  private static final String[] CAPABILITIES = {
    "socketpairs",
    "symlinks",
    "symtimes",
    "hardlinks",
    "hardlink_specials",
    "hardlink_symlinks",
    "IPv6",
    "atimes",
    "inplace",
    "ACLs",
    "ACL_at",
    "xattrs",
    "iconv"
  };

  /** What rsync may do and this program does not. */
  private static final String[] INCAPABILITIES = {
    "batchfiles", "append", "prealloc", "stop_at", "crtimes"
  };

  /** The answer to {@code --version}; scripts read the first line. */
  static String text() {
    StringBuilder text = new StringBuilder(1024);
    text.append("rsync  version ")
        .append(TEXT)
        .append("  protocol version ")
        .append(ServerArguments.NEWEST_PROTOCOL)
        .append("\nThis is Rivulet, rsync for the Java virtual machine: a program of its own")
        .append("\nthat speaks rsync's protocol.\nCapabilities:\n    ");
    appendCapabilities(text);
    text.append("\nChecksum list:\n   ");
    text.append(' ').append(String.join(" ", checksums()));
    text.append("\nCompress list:\n   ");
    text.append(' ').append(String.join(" ", compressors()));
    text.append("\nDaemon auth list:\n   ");
    text.append(' ').append(String.join(" ", AuthDigest.names()));
    return text.append("\n\nRivulet is free software under the Apache License 2.0.\n").toString();
  }

  private static void appendCapabilities(StringBuilder text) {
    int lineStart = text.length();
    text.append("64-bit files, 64-bit timestamps, optional secluded-args");
    for (int i = 0; i < CAPABILITIES.length + INCAPABILITIES.length; i++) {
      String word =
          i < CAPABILITIES.length
              ? CAPABILITIES[i]
              : "no " + INCAPABILITIES[i - CAPABILITIES.length];
      boolean fits = text.length() - lineStart + word.length() < WIDTH;
      text.append(fits ? ", " : ",\n    ");
      lineStart = fits ? lineStart : text.length();
      text.append(word.replace('_', '-'));
    }
  }

  /** The answer to {@code -VV}: the same for programs, as JSON. */
  static String forPrograms() {
    StringBuilder text = new StringBuilder(1024);
    text.append("{\n  \"program\": \"rsync\",\n  \"version\": \"")
        .append(TEXT)
        .append("\",\n  \"protocol\": \"")
        .append(ServerArguments.NEWEST_PROTOCOL)
        .append(".0\",\n  \"implementation\": \"Rivulet\",\n  \"capabilities\": {\n")
        .append("    \"file_bits\": 64, \"timestamp_bits\": 64, \"secluded_args\": \"optional\"");
    for (String capability : CAPABILITIES) {
      text.append(",\n    \"").append(capability).append("\": true");
    }
    for (String capability : INCAPABILITIES) {
      text.append(",\n    \"").append(capability).append("\": false");
    }
    text.append("\n  }");
    appendList(text, "checksum_list", checksums());
    appendList(text, "compress_list", compressors());
    appendList(text, "daemon_auth_list", AuthDigest.names());
    return text.append(",\n  \"license\": \"Apache-2.0\"\n}\n").toString();
  }

  private static void appendList(StringBuilder text, String name, List<String> words) {
    text.append(",\n  \"").append(name).append("\": [\n    \"");
    text.append(String.join("\", \"", words)).append("\"\n  ]");
  }

  private static List<String> checksums() {
    List<String> names = new ArrayList<>();
    for (ChecksumAlgorithm algorithm : ChecksumAlgorithm.values()) {
      if (algorithm != ChecksumAlgorithm.MD4_OLD) {
        names.add(algorithm.wireName());
      }
    }
    return names;
  }

  private static List<String> compressors() {
    List<String> names = new ArrayList<>();
    for (CompressionMethod method : CompressionMethod.values()) {
      if (method.isPresent()) {
        names.add(method.wireName());
      }
    }
    return names;
  }
}
