// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.DeletionGuard;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of an entry stands for, by the kind of its key. */
final class Values {
  private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(ms|s|m|h|d|)");
  private static final int MOST_DIGITS = 9;
  private static final Pattern SIZE =
      Pattern.compile("([0-9]{1," + MOST_DIGITS + "}) ?([kKmMgG]?)");

  private Values() {}

  static boolean yes(Entry entry) throws ConfigException {
    return switch (entry.value().toLowerCase(Locale.ROOT)) {
      case "yes", "true", "1" -> true;
      case "no", "false", "0" -> false;
      default -> throw unfit(entry, "is neither yes nor no", "write yes or no");
    };
  }

  static int number(Entry entry) throws ConfigException {
    String digits = entry.value();
    if (!digits.matches("[0-9]{1," + MOST_DIGITS + "}")) {
      throw unfit(entry, "is not a number", "write digits only");
    }
    return Integer.parseInt(digits);
  }

  /** Bytes unless a unit is given: K, M or G, each 1024 times the one before. */
  static long size(Entry entry) throws ConfigException {
    Matcher parts = SIZE.matcher(entry.value());
    if (!parts.matches()) {
      throw unfit(entry, "is not a size", "write a number with K, M or G, as 64M");
    }
    int shift =
        switch (parts.group(2).toUpperCase(Locale.ROOT)) {
          case "K" -> 10;
          case "M" -> 20;
          case "G" -> 30;
          default -> 0;
        };
    return Long.parseLong(parts.group(1)) << shift;
  }

  /** Seconds unless a unit is given: ms, s, m, h or d. */
  static Duration duration(Entry entry) throws ConfigException {
    Matcher parts = DURATION.matcher(entry.value());
    if (!parts.matches() || parts.group(1).length() > MOST_DIGITS) {
      throw unfit(entry, "is not a time", "write a number with ms, s, m, h or d, as 500ms");
    }
    int unitMillis =
        switch (parts.group(2)) {
          case "ms" -> 1;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 1_000;
        };
    BigDecimal millis = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unitMillis));
    return Duration.ofMillis(millis.longValue());
  }

  /** A number, a percentage, or both: {@code 1000 50%}. */
  static DeletionGuard limits(Entry entry) throws ConfigException {
    int most = 0;
    int percent = 0;
    for (String word : entry.value().split("[ \\t,]+")) {
      if (word.matches("[0-9]{1,9}") && most == 0) {
        most = Integer.parseInt(word);
      } else if (word.matches("[0-9]{1,2}%|100%") && percent == 0) {
        percent = Integer.parseInt(word.substring(0, word.length() - 1));
      } else {
        throw unfit(entry, "is not a limit", "write a number, a percentage, or both, as 1000 50%");
      }
    }
    return new DeletionGuard(most, percent);
  }

  static Path path(Entry entry) throws ConfigException {
    requireAbsolute(entry);
    try {
      return ByteText.path(entry.value());
    } catch (InvalidPathException e) {
      throw unfit(entry, "is not a path here", "name it otherwise");
    }
  }

  /** A file name as bytes. */
  static byte[] pathBytes(Entry entry) throws ConfigException {
    requireAbsolute(entry);
    return ByteText.bytes(entry.value());
  }

  private static void requireAbsolute(Entry entry) throws ConfigException {
    if (!entry.value().startsWith("/")) {
      throw unfit(entry, "is not an absolute path", "begin it with a slash");
    }
  }

  /** Words with the quotes of a shell, as byte text. */
  static List<String> words(Entry entry) throws ConfigException {
    Optional<List<String>> words = Words.split(entry.value());
    if (words.isEmpty()) {
      throw unfit(entry, "has a quote that does not end", "close it, or put a backslash before it");
    }
    return words.get();
  }

  /** One of some constants by its name, a dash standing for an underscore. */
  static <E extends Enum<E>> E constant(Entry entry, Class<E> type) throws ConfigException {
    StringBuilder names = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (name.equalsIgnoreCase(entry.value())) {
        return constant;
      }
      names.append(names.isEmpty() ? "" : ", ").append(name);
    }
    throw unfit(entry, "is not known here", "write one of " + names);
  }

  private static ConfigException unfit(Entry entry, String problem, String remedy) {
    return entry.fault("\"" + ByteText.display(entry.value()) + "\" " + problem, remedy);
  }
}
