// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.rsync.conf.Blanks;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.conf.IncludedFiles;
import dev.rivulet.rsync.conf.LogicalLines;
import dev.rivulet.watch.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An {@code rsyncd.conf} as it is written, line by line, with what it includes; nothing in it is
 * judged here. Immutable.
 *
 * @param settings in the order of the files
 * @param modules their names, in order
 */
record RsyncdFile(List<Setting> settings, List<String> modules) {
  private static final Set<String> NO = Set.of("no", "false", "0");

  /**
   * One {@code name = value} line.
   *
   * @param module empty in front of the modules
   * @param name as typed; all of the line if it has no {@code =}
   * @param value byte text, without the blanks at its ends
   */
  record Setting(String place, String module, String name, String value, boolean hasValue) {

    /** Empty for a name that is not known, and for a line without a value. */
    Optional<RsyncdParameter> parameter() {
      return hasValue ? RsyncdParameter.named(name) : Optional.empty();
    }

    boolean is(String parameter) {
      return hasValue && Blanks.key(name).equals(Blanks.key(parameter));
    }

    /** The value for people. */
    String shown() {
      return ByteText.display(value);
    }

    /** The value without what a reader of the file would take for a comment behind it. */
    String meant() {
      return value.replaceFirst("(^|\\s+)[#;].*", "");
    }

    /** Whether something stands behind the value that looks like a comment. */
    boolean hasTrailingComment() {
      return !meant().equals(value);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException if it, or one it includes, cannot be read
   */
  static RsyncdFile read(Path file) throws ConfigException {
    Reader reader = new Reader();
    reader.read(file, 0);
    return new RsyncdFile(List.copyOf(reader.settings), List.copyOf(reader.modules));
  }

  /** What holds in a module: its own setting, or the default in front of the modules. */
  Optional<Setting> effective(String module, String parameter) {
    Optional<Setting> found = Optional.empty();
    for (Setting setting : settings) {
      boolean own = setting.module().equals(module);
      boolean usual = setting.module().isEmpty() && found.stream().noneMatch(f -> isOf(f, module));
      if (setting.is(parameter) && (own || usual)) {
        found = Optional.of(setting);
      }
    }
    return found;
  }

  /** Whether a boolean is set to false in a module. */
  boolean isOff(String module, String parameter) {
    return effective(module, parameter)
        .filter(setting -> NO.contains(setting.value().toLowerCase(Locale.ROOT)))
        .isPresent();
  }

  private static boolean isOf(Setting setting, String module) {
    return setting.module().equals(module);
  }

  private static final class Reader {
    private final List<Setting> settings = new ArrayList<>();
    private final Set<String> modules = new LinkedHashSet<>();
    private String module = "";

    void read(Path file, int depth) throws ConfigException {
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
        case '&' -> include(line, place, depth);
        default -> {
          int equals = line.indexOf('=');
          String name = Blanks.collapse(equals < 0 ? line : line.substring(0, equals));
          String value = equals < 0 ? "" : Blanks.trim(line.substring(equals + 1));
          settings.add(new Setting(place, module, name, value, equals >= 0));
        }
      }
    }

    private void open(String line, String place) throws ConfigException {
      int close = line.indexOf(']');
      if (close < 0) {
        throw new ConfigException(place, "a module's name has no ]", "write [name]");
      }
      String name = Blanks.collapse(line.substring(1, close));
      module = Blanks.key(name).equals("global") ? "" : ByteText.display(name);
      if (!module.isEmpty()) {
        modules.add(module);
      }
    }

    private void include(String line, String place, int depth) throws ConfigException {
      String[] words = line.substring(1).split("\\s+", 2);
      boolean merge = words[0].equals("merge");
      if (words.length < 2 || !merge && !words[0].equals("include")) {
        throw new ConfigException(place, "is no directive", "there are &include and &merge");
      }
      String outer = module;
      try {
        String suffix = merge ? IncludedFiles.MERGED : IncludedFiles.INCLUDED;
        for (Path part : IncludedFiles.named(Blanks.trim(words[1]), suffix)) {
          read(part, depth + 1);
        }
      } catch (ConfigException e) {
        throw e;
      } catch (IOException e) {
        String name = ByteText.display(Blanks.trim(words[1]));
        throw new ConfigException(
            place, name + " is not there, so every connection fails", "correct the name", e);
      }
      module = merge ? module : outer;
    }
  }
}
