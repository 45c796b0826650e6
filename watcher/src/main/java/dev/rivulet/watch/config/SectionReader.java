// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.rsync.conf.Blanks;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.conf.IncludedFiles;
import dev.rivulet.rsync.conf.LogicalLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the form of our own configuration, which is that of rsyncd.conf(5): globals, sections, and
 * the directives {@code &include} and {@code &merge}. Keys of a mirror that stand in front of the
 * sections are the defaults of those that follow.
 *
 * <p>Where rsyncd.conf shrugs, this does not: an unknown key, one in the wrong place or given twice
 * is a fault. One instance reads one configuration.
 */
final class SectionReader {
  private static final String GLOBAL = "global";

  private final Section program = new Section(GLOBAL, "", List.of(), new ArrayList<>());
  private final Map<String, Section> mirrors = new LinkedHashMap<>();
  private List<Entry> defaults = new ArrayList<>();
  private Section current;

  /**
   * What a configuration says.
   *
   * @param program keys in front of the sections
   * @param mirrors one for each section, in the order of the file
   */
  record Contents(Section program, List<Section> mirrors) {}

  private SectionReader() {}

  static Contents read(Path file) throws ConfigException {
    SectionReader reader = new SectionReader();
    reader.readFile(file, 0);
    return new Contents(reader.program, List.copyOf(reader.mirrors.values()));
  }

  private void readFile(Path file, int depth) throws ConfigException {
    if (depth > IncludedFiles.MAX_DEPTH) {
      throw new ConfigException(
          file.toString(), "is included too deeply", "does a file include itself?");
    }
    String text;
    try {
      text = ByteText.of(Files.readAllBytes(file));
    } catch (IOException e) {
      throw ConfigException.unreadable(file, e);
    }
    for (LogicalLines.Line line : new LogicalLines(text)) {
      take(line.text(), file + ":" + line.number(), depth);
    }
  }

  private void take(String line, String place, int depth) throws ConfigException {
    switch (line.charAt(0)) {
      case '[' -> open(line, place);
      case '&' -> directive(line, place, depth);
      default -> entry(line, place);
    }
  }

  private void open(String line, String place) throws ConfigException {
    int close = line.indexOf(']');
    String name = close < 0 ? "" : Blanks.collapse(line.substring(1, close));
    if (name.isEmpty()) {
      throw new ConfigException(place, "no name between brackets", "write [name]");
    }
    if (!Blanks.trim(line.substring(close + 1)).isEmpty()) {
      throw new ConfigException(
          place, "something stands behind the bracket", "put comments into lines of their own");
    }
    String key = Blanks.key(name);
    if (key.equals(GLOBAL)) {
      current = null;
      return;
    }
    Section earlier = mirrors.get(key);
    if (earlier != null) {
      throw new ConfigException(
          place,
          "[" + ByteText.display(name) + "] stands already in " + earlier.place(),
          "give it another name");
    }
    current = new Section(ByteText.display(name), place, List.copyOf(defaults), new ArrayList<>());
    mirrors.put(key, current);
  }

  private void entry(String line, String place) throws ConfigException {
    int equals = line.indexOf('=');
    String name = Blanks.collapse(equals < 0 ? line : line.substring(0, equals));
    Key key =
        Key.named(name)
            .orElseThrow(
                () ->
                    new ConfigException(
                        place,
                        "unknown key \"" + ByteText.display(name) + "\"",
                        "did you mean \"" + Key.nearest(name).title() + "\"?"));
    if (equals < 0) {
      throw new ConfigException(
          place, "\"" + key.title() + "\" has no value", "write " + key.title() + " = ...");
    }
    add(new Entry(place, key, Blanks.trim(line.substring(equals + 1))));
  }

  private void add(Entry entry) throws ConfigException {
    List<Entry> there = current == null ? defaults : current.own();
    if (entry.key().scope() == Key.Scope.PROGRAM) {
      if (current != null) {
        throw entry.fault("is about the program", "put it in front of the first section");
      }
      there = program.own();
    }
    if (!entry.key().repeats()) {
      if (entry.value().isEmpty()) {
        throw entry.fault("has no value", "give one, or leave the line out");
      }
      for (Entry earlier : there) {
        if (earlier.key() == entry.key()) {
          throw entry.fault("stands already in " + earlier.place(), "leave one of them out");
        }
      }
    }
    there.add(entry);
  }

  private void directive(String line, String place, int depth) throws ConfigException {
    int end = 1;
    while (end < line.length() && !Blanks.isBlank(line.charAt(end))) {
      end++;
    }
    String argument = Blanks.trim(line.substring(end));
    if (argument.startsWith("=")) {
      argument = Blanks.trim(argument.substring(1));
    }
    switch (line.substring(1, end)) {
      case "merge" -> {
        for (Path part : named(argument, IncludedFiles.MERGED, place)) {
          readFile(part, depth + 1);
        }
      }
      case "include" -> {
        for (Path part : named(argument, IncludedFiles.INCLUDED, place)) {
          include(part, depth + 1);
        }
      }
      default ->
          throw new ConfigException(
              place,
              "unknown directive " + ByteText.display(line.substring(0, end)),
              "there are &include and &merge");
    }
  }

  /** Reads a file that starts with the defaults of this point and leaves them untouched. */
  private void include(Path part, int depth) throws ConfigException {
    List<Entry> outerDefaults = defaults;
    Section outer = current;
    defaults = new ArrayList<>(outerDefaults);
    current = null;
    readFile(part, depth);
    defaults = outerDefaults;
    current = outer;
  }

  private static List<Path> named(String name, String suffix, String place) throws ConfigException {
    try {
      return IncludedFiles.named(name, suffix);
    } catch (IOException e) {
      throw new ConfigException(
          place, "cannot read " + ByteText.display(name), "give the name of a file", e);
    }
  }
}
