// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import dev.rivulet.rsync.conf.Blanks;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.conf.IncludedFiles;
import dev.rivulet.rsync.conf.LogicalLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads {@code rsyncd.conf} (rsyncd.conf(5), sections FILE FORMAT and CONFIG DIRECTIVES).
 *
 * <p>What the reference program does with a careless file, this does too: there are no comments
 * behind a value; an unknown name is noted and ignored; a boolean that is none is noted and leaves
 * the parameter as it was; a number ends where its digits end; a module that is opened again goes
 * on. Only a line with the wrong shape makes a file useless.
 *
 * <p>One instance reads one configuration.
 */
public final class ConfigParser {
  private static final String GLOBAL_SECTION = "global";

  private final Source source;
  private final Variables variables;
  private final boolean globalsOnly;
  private final List<String> notices = new ArrayList<>();
  private final Settings globals = new Settings();
  private final Map<String, OpenModule> modules = new LinkedHashMap<>();

  /** What applies to modules opened from now on. */
  private Settings defaults = new Settings();

  /** The module being described, or null between the start of a scope and its first module. */
  private OpenModule current;

  /** What the command line set; the file may still differ from it inside modules. */
  private final Set<Parameter> overridden = EnumSet.noneOf(Parameter.class);

  private boolean stopped;

  /** Reads a file of the configuration. */
  @FunctionalInterface
  public interface Source {
    /** Any file this process may read. */
    Source FILES = Files::readAllBytes;

    byte[] read(Path file) throws IOException;
  }

  private record OpenModule(String name, Settings settings) {}

  private ConfigParser(Source source, Variables variables, boolean globalsOnly) {
    this.source = source;
    this.variables = variables;
    this.globalsOnly = globalsOnly;
  }

  /**
   * Reads a whole configuration, as for a connection.
   *
   * @param overrides parameters from the command line, {@code name=value}
   * @param variables what {@code %NAME%} stands for
   * @throws ConfigException with the reason when the configuration cannot be used
   */
  public static DaemonConfig parse(
      Source source, Path file, List<String> overrides, Variables variables)
      throws ConfigException {
    return new ConfigParser(source, variables, false).read(file, overrides);
  }

  /** Reads only what stands in front of the first module, as for starting the daemon. */
  public static DaemonConfig parseGlobals(
      Source source, Path file, List<String> overrides, Variables variables)
      throws ConfigException {
    return new ConfigParser(source, variables, true).read(file, overrides);
  }

  private DaemonConfig read(Path file, List<String> overrides) throws ConfigException {
    for (String override : overrides) {
      parameter(ByteText.of(override));
      Parameter.named(override.split("=", 2)[0]).ifPresent(overridden::add);
    }
    readFile(file, 0);
    GlobalConfig global = new GlobalConfig(globals, defaults, variables);
    List<ModuleConfig> described = new ArrayList<>();
    for (OpenModule module : modules.values()) {
      described.add(
          new ModuleConfig(module.name(), module.settings(), variables, global.daemonChroot()));
    }
    return new DaemonConfig(global, described, notices);
  }

  private void readFile(Path file, int depth) throws ConfigException {
    if (depth > IncludedFiles.MAX_DEPTH) {
      throw new ConfigException("config files include each other too deeply: " + file);
    }
    String text;
    try {
      text = ByteText.of(source.read(file));
    } catch (IOException e) {
      throw new ConfigException("rsync: unable to open config file \"" + file + "\": " + reason(e));
    }
    for (LogicalLines.Line line : new LogicalLines(text)) {
      line(line.text(), file, depth);
      if (stopped) {
        return;
      }
    }
  }

  private void line(String line, Path file, int depth) throws ConfigException {
    switch (line.charAt(0)) {
      case '[' -> section(line.substring(1));
      case '&' -> directive(line, file, depth);
      default -> parameter(line);
    }
  }

  private void section(String text) throws ConfigException {
    if (globalsOnly) {
      stopped = true;
      return;
    }
    int close = text.indexOf(']');
    if (close < 0) {
      throw new ConfigException("Badly formed line in config file: " + text);
    }
    String name = Blanks.collapse(text.substring(0, close));
    if (name.isEmpty()) {
      throw new ConfigException("Empty section name in config file.");
    }
    if (name.indexOf('/') >= 0) {
      throw new ConfigException("Warning: invalid section name in configuration file: " + name);
    }
    String key = Blanks.key(name);
    current =
        key.equals(GLOBAL_SECTION)
            ? null
            : modules.computeIfAbsent(key, k -> new OpenModule(name, new Settings(defaults)));
  }

  private void parameter(String line) throws ConfigException {
    int equals = line.indexOf('=');
    if (equals < 0) {
      notices.add("Ignoring badly formed line in config file: " + line);
      return;
    }
    String name = Blanks.collapse(line.substring(0, equals));
    if (name.isEmpty()) {
      throw new ConfigException("Invalid parameter name in config file.");
    }
    set(name, Blanks.trim(line.substring(equals + 1)));
  }

  private void set(String name, String value) {
    Optional<Parameter> known = Parameter.named(name);
    if (known.isEmpty()) {
      notices.add("Unknown Parameter encountered: \"" + name + "\"");
      notices.add("IGNORING unknown parameter \"" + name + "\"");
      return;
    }
    Parameter parameter = known.get();
    boolean global = parameter.scope() == Parameter.Scope.GLOBAL;
    if (global && current != null) {
      notices.add("Global parameter " + name + " found in module section!");
    }
    if (current == null && overridden.contains(parameter)) {
      return;
    }
    Settings target = global ? globals : current != null ? current.settings() : defaults;
    String text = parameter.kind() == ParameterKind.TEXT ? value : variables.expand(value);
    if (!target.parse(parameter, text)) {
      notices.add("Badly formed boolean in configuration file: \"" + text + "\".");
    }
  }

  private void directive(String line, Path file, int depth) throws ConfigException {
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
        for (Path part : named(argument, IncludedFiles.MERGED)) {
          readFile(part, depth + 1);
        }
      }
      case "include" -> {
        for (Path part : named(argument, IncludedFiles.INCLUDED)) {
          include(part, depth + 1);
        }
      }
      default -> throw new ConfigException("Unknown directive: &" + line.substring(1, end) + ".");
    }
  }

  /** Reads a file that starts with the defaults of this point and leaves them untouched. */
  private void include(Path part, int depth) throws ConfigException {
    Settings outerDefaults = defaults;
    OpenModule outerModule = current;
    defaults = new Settings(outerDefaults);
    current = null;
    readFile(part, depth);
    defaults = outerDefaults;
    current = outerModule;
    if (globalsOnly) {
      stopped = false;
    }
  }

  private static List<Path> named(String name, String suffix) throws ConfigException {
    try {
      return IncludedFiles.named(name, suffix);
    } catch (IOException e) {
      throw new ConfigException(
          "rsync: unable to stat config file \"" + ByteText.display(name) + "\": " + reason(e));
    }
  }

  private static String reason(Exception failure) {
    return failure instanceof NoSuchFileException
        ? "No such file or directory (2)"
        : String.valueOf(failure.getMessage()).replaceFirst("^open: ", "");
  }
}
