// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.sersync.ExpressionAtoms.Atom;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * One expression of sersync's filter. It must match completely: an entry of the root by its bare
 * name, a deeper one by its path with a slash in front, and a directory that is to be watched by
 * its path with a slash behind and none in front. Immutable.
 *
 * <p>Bytes are compared, not characters.
 */
final class NameExpression {
  private final String text;
  private final Pattern pattern;
  private final String place;
  private final List<List<Atom>> alternatives;

  private NameExpression(String text, Pattern pattern, String place) {
    this.text = text;
    this.pattern = pattern;
    this.place = place;
    this.alternatives = ExpressionAtoms.of(text);
  }

  /**
   * The expression of an {@code exclude} or {@code include}.
   *
   * @throws ConfigException if there is none, or one that cannot be understood
   */
  static NameExpression of(XmlElement element) throws ConfigException {
    String text = element.required("expression", "write expression=\"(.*)\\.tmp\" for example");
    try {
      return new NameExpression(text, Pattern.compile(text, Pattern.DOTALL), element.place());
    } catch (PatternSyntaxException e) {
      throw new ConfigException(
          element.place(),
          "\"" + XmlElement.shown(text) + "\" is no regular expression: " + e.getDescription(),
          "*.tmp is written (.*)\\.tmp here",
          e);
    }
  }

  String place() {
    return place;
  }

  /** As it stands in the file, for messages. */
  String shown() {
    return XmlElement.shown(text);
  }

  /** Whether an entry is left out, whatever it is. */
  boolean matchesEntry(TreePath path) {
    String name = text(path);
    return matches(name.indexOf('/') < 0 ? name : "/" + name);
  }

  /** Whether a directory is left out with all below it. */
  boolean matchesDirectory(TreePath path) {
    return matches(text(path) + "/");
  }

  /** Whether the text is matched completely. */
  boolean matches(String subject) {
    return pattern.matcher(subject).matches();
  }

  private static String text(TreePath path) {
    return new String(path.bytes(), StandardCharsets.ISO_8859_1);
  }

  // What it can match at all

  /** Whether there can be an entry that it matches; true in doubt. */
  boolean canMatchEntries() {
    boolean deep = canStartWithSlash();
    return alternatives.stream()
        .anyMatch(
            parts -> !endsWithSlash(parts) && (deep || parts.stream().noneMatch(Atom::isSlash)));
  }

  /** Whether there can be a directory that it matches; true in doubt. */
  boolean canMatchDirectories() {
    return alternatives.stream()
        .anyMatch(parts -> !endsWithoutSlash(parts) && !startsWithSlash(parts));
  }

  private boolean canStartWithSlash() {
    var matcher = pattern.matcher("/");
    return matcher.matches() || matcher.hitEnd();
  }

  private static boolean startsWithSlash(List<Atom> parts) {
    return !parts.isEmpty() && parts.get(0).isSlash();
  }

  private static boolean endsWithSlash(List<Atom> parts) {
    return !parts.isEmpty() && parts.get(parts.size() - 1).isSlash();
  }

  private static boolean endsWithoutSlash(List<Atom> parts) {
    return !parts.isEmpty() && parts.get(parts.size() - 1).isNoSlash();
  }

  /**
   * Patterns of rsync that match at least what the expression does: they keep the receiver from
   * deleting what was not sent.
   */
  List<byte[]> coveringPatterns() {
    Set<String> patterns = new LinkedHashSet<>();
    for (List<Atom> parts : alternatives) {
      List<Atom> left = new ArrayList<>(parts);
      if (endsWithSlash(left)) {
        left.remove(left.size() - 1);
      }
      patterns.add(covering(left));
      int last = left.size() - 1;
      if (last > 0 && left.get(last).kind() == ExpressionAtoms.Kind.ANYTHING) {
        if (left.get(last - 1).isSlash()) {
          patterns.add(covering(left.subList(0, last - 1)));
        }
      }
    }
    return patterns.stream().map(pattern -> pattern.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }

  private static String covering(List<Atom> parts) {
    boolean wild = parts.stream().anyMatch(NameExpression::isWild);
    StringBuilder covering = new StringBuilder();
    for (Atom part : parts) {
      switch (part.kind()) {
        case ANYTHING -> covering.append(covering.toString().endsWith("**") ? "" : "**");
        case NAME_CHARACTER -> covering.append('?');
        case TRAILING_SLASHES -> {
          // A pattern has none.
        }
        case LITERAL -> {
          boolean escaped = wild && "*?[\\".indexOf(part.character()) >= 0;
          covering.append(escaped ? "\\" : "").append(part.character());
        }
      }
    }
    boolean rooted = covering.indexOf("**") == 0 || covering.indexOf("/") == 0;
    return rooted ? covering.toString() : "/" + covering;
  }

  private static boolean isWild(Atom part) {
    return switch (part.kind()) {
      case ANYTHING, NAME_CHARACTER -> true;
      case LITERAL -> "*?[".indexOf(part.character()) >= 0;
      case TRAILING_SLASHES -> false;
    };
  }
}
