// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.client.OperatorFiles;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.watch.config.ConfigException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys {@code exclude}, {@code excludeFrom}, {@code filter} and {@code filterFrom} as rsync's
 * filter rules: the filters in their order, then the excludes.
 *
 * <p>The patterns of the two programs mean the same but for three characters: lsyncd knows no
 * {@code [...]}, and a backslash is itself. (lsyncd hands its patterns to rsync as they are for the
 * comparison at the start, where they are read rsync's way, and reads them its own way for events.
 * Here both follow lsyncd's way.)
 */
final class Patterns {
  private static final byte[] EXCLUDE = ascii("--filter=- ");
  private static final byte[] INCLUDE = ascii("--filter=+ ");

  private final Keys sync;
  private final List<byte[]> words = new ArrayList<>();

  private Patterns(Keys sync) {
    this.sync = sync;
  }

  /** The rules as words of a command line. */
  static List<byte[]> words(Keys sync) throws ConfigException {
    Patterns patterns = new Patterns(sync);
    for (byte[] rule : sync.texts("filter")) {
      patterns.filter("filter", text(rule));
    }
    for (String line : patterns.lines("filterFrom", "filter")) {
      patterns.filter("filterFrom", line);
    }
    for (byte[] pattern : sync.texts("exclude")) {
      patterns.exclude("exclude", text(pattern));
    }
    for (String line : patterns.lines("excludeFrom", "exclude")) {
      // The file of an include is one that rsync would read; lsyncd leaves its includes out.
      if (!line.startsWith("+")) {
        patterns.exclude("excludeFrom", line);
      }
    }
    return patterns.words;
  }

  private void filter(String key, String rule) throws ConfigException {
    boolean includes = rule.startsWith("+");
    if (!includes && !rule.startsWith("-")) {
      throw sync.fault(
          key,
          ": Unknown filter rule: \"" + rule + '"',
          "a rule is \"+ PATTERN\" or \"- PATTERN\"");
    }
    String pattern = rule.substring(1).stripLeading();
    add(includes ? INCLUDE : EXCLUDE, pattern);
  }

  private void exclude(String key, String pattern) throws ConfigException {
    if (pattern.startsWith("+ ")) {
      throw sync.fault(
          key,
          "holds \"" + pattern + "\", which includes",
          "move all patterns to filter = { ... }, where their order counts");
    }
    add(EXCLUDE, pattern.startsWith("- ") ? pattern.substring(2) : pattern);
  }

  private void add(byte[] rule, String pattern) {
    if (pattern.isEmpty()) {
      return;
    }
    ByteArrayOutputStream word = new ByteArrayOutputStream();
    word.writeBytes(rule);
    word.writeBytes(inRsyncsWords(pattern).getBytes(StandardCharsets.ISO_8859_1));
    words.add(word.toByteArray());
  }

  /** A backslash is one for rsync only beside a wildcard; a bracket is a wildcard there. */
  static String inRsyncsWords(String pattern) {
    boolean wild = pattern.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
    return wild ? pattern.replace("\\", "\\\\").replace("[", "\\[") : pattern;
  }

  /** The lines that count of the file that a key names. */
  private List<String> lines(String key, String kind) throws ConfigException {
    Optional<byte[]> file = sync.bytes(key);
    List<String> lines = new ArrayList<>();
    if (file.isEmpty()) {
      return lines;
    }
    for (String line : read(file.get(), kind).split("\n")) {
      String rule = line.stripLeading();
      if (!rule.isEmpty() && !rule.startsWith("#")) {
        lines.add(rule);
      }
    }
    return lines;
  }

  private String read(byte[] file, String kind) throws ConfigException {
    try {
      return text(new OperatorFiles().read(file));
    } catch (StoreException e) {
      throw new ConfigException(
          sync.place(),
          "Cannot open "
              + kind
              + " file \""
              + new String(file, StandardCharsets.UTF_8)
              + "\": "
              + e.errno().text(),
          "make it, or correct its name",
          e);
    }
  }

  /** Byte for byte: names are no text. */
  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
