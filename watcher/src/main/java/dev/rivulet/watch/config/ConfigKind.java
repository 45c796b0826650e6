// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose configuration a file is, told by what is in it. */
public enum ConfigKind {
  /**
   * Our own: the syntax of rsyncd.conf, with sections that have {@code source} and {@code target}.
   */
  NATIVE("rsync-watch"),
  /** A Lua program that calls {@code settings} and {@code sync}. */
  LSYNCD("lsyncd"),
  /** The XML of sersync, with {@code head} as its root. */
  SERSYNC("sersync"),
  /** A daemon's {@code rsyncd.conf}, with modules that have a {@code path}. */
  RSYNCD("rsyncd");

  private static final Pattern XML = Pattern.compile("<(\\?xml|head)\\b");

  /** A call at the start of a line, behind other words, or assigned to a variable. */
  private static final Pattern LUA =
      Pattern.compile(
          "^(?![ \\t]*(--|[#;]))([^=\\n]*\\b|[ \\t]*(local[ \\t]+)?\\w+[ \\t]*=[ \\t]*)?"
              + "(sync|settings)\\s*(=\\s*)?[{(]",
          Pattern.MULTILINE);

  /** What a sync inherits from: tells a program in which the calls themselves are misspelt. */
  private static final Pattern LUA_DEFAULT =
      Pattern.compile(
          "^(?![ \\t]*(--|[#;]))[^\\n]*\\bdefault\\.(rsync|rsyncssh|direct)\\b", Pattern.MULTILINE);

  private static final Pattern SECTION =
      Pattern.compile("^\\s*\\[[^\\]\\[\"']+\\]", Pattern.MULTILINE);
  private static final Pattern MIRROR_KEY = key("source|target");
  private static final Pattern MODULE_KEY = key("path");

  private final String program;

  ConfigKind(String program) {
    this.program = program;
  }

  /** The program whose configuration it is. */
  public String program() {
    return program;
  }

  /**
   * Tells the kind of a file.
   *
   * @param file for messages only
   * @throws ConfigException if it is none of these, or could be two of them
   */
  public static ConfigKind detect(String file, byte[] contents) throws ConfigException {
    String text = new String(contents, StandardCharsets.ISO_8859_1);
    if (text.isBlank()) {
      throw new ConfigException(file, "is empty", "name what is to be mirrored");
    }
    if (XML.matcher(text).find()) {
      return SERSYNC;
    }
    boolean sections = SECTION.matcher(text).find();
    Matcher lua = LUA.matcher(text);
    if (!lua.find()) {
      return !sections && LUA_DEFAULT.matcher(text).find() ? LSYNCD : ofSections(file, text);
    }
    if (sections) {
      throw new ConfigException(
          file + ":" + lineAt(text, lua.start(4)),
          "both the sections of rsyncd.conf and the calls of an lsyncd.conf",
          "make two files of it");
    }
    return LSYNCD;
  }

  private static ConfigKind ofSections(String file, String text) throws ConfigException {
    Optional<Integer> mirror = lineOf(MIRROR_KEY, text);
    Optional<Integer> module = lineOf(MODULE_KEY, text);
    if (mirror.isPresent() && module.isPresent()) {
      throw new ConfigException(
          file + ":" + Math.max(mirror.get(), module.get()),
          "both the path of a daemon's module (line "
              + module.get()
              + ") and the source or target of a mirror (line "
              + mirror.get()
              + ")",
          "make two files of it");
    }
    if (mirror.isEmpty() && module.isEmpty()) {
      throw new ConfigException(
          file,
          "neither sections with source and target, nor an lsyncd.conf, nor sersync's XML, nor the"
              + " modules of an rsyncd.conf",
          "see docs/rsync-watch.conf.example");
    }
    return mirror.isPresent() ? NATIVE : RSYNCD;
  }

  /** A line that sets one of some names, whose letter case does not count. */
  private static Pattern key(String names) {
    return Pattern.compile(
        "^[ \\t]*(" + names + ")[ \\t]*=", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
  }

  private static Optional<Integer> lineOf(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? Optional.of(lineAt(text, found.start(1))) : Optional.empty();
  }

  private static int lineAt(String text, int position) {
    return 1 + (int) text.chars().limit(position).filter(c -> c == '\n').count();
  }
}
