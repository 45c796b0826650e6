// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.ConfigReader;
import dev.rivulet.watch.config.ProgramSettings;
import dev.rivulet.watch.config.Remark;
import dev.rivulet.watch.config.WatchConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads a {@code confxml.xml}. What each element becomes is told in {@code docs/migration.md}; what
 * sersync ignores is remarked, what cannot be done is refused.
 */
public final class SersyncConfig implements ConfigReader {
  /** Threads of sersync that nobody has set a number of. */
  public static final int USUAL_THREADS = 10;

  private final boolean initialPass;
  private final int threads;

  /** As {@code sersync2 -r} takes it: everything is compared at the start. */
  public SersyncConfig() {
    this(true, USUAL_THREADS);
  }

  /**
   * With what the command line says besides.
   *
   * @param initialPass whether everything is compared at the start ({@code -r})
   * @param threads on how many paths a plugin acts at the same time ({@code -n}), at least 1
   */
  public SersyncConfig(boolean initialPass, int threads) {
    this.initialPass = initialPass;
    this.threads = threads;
  }

  @Override
  public WatchConfig read(Path file) throws ConfigException {
    SersyncFile read = understand(file);
    List<Remark> remarks = new ArrayList<>(read.remarks());
    if (read.trees().size() > 1) {
      remarks.add(
          new Remark(
              read.trees().get(1).place(),
              "sersync takes one localpath; here all of them work",
              ""));
    }
    return new WatchConfig(
        settings(read),
        new MirrorMaker(read, initialPass, threads).mirrors(),
        Map.of(),
        List.of(),
        remarks);
  }

  /**
   * Reads a file for a plugin alone ({@code -m}): nothing is transferred.
   *
   * @param plugin its name
   */
  public WatchConfig readForPlugin(Path file, String plugin) throws ConfigException {
    SersyncFile read = understand(file);
    Plugins.Plugin found = new Plugins(read.head()).named(plugin, read.head());
    byte[] watch = found.watch().orElse(read.trees().get(0).watch());
    PluginTask task = new PluginTask(plugin, watch, found.actions(), read, threads);
    return new WatchConfig(
        settings(read), List.of(), Map.of(), List.of(task.companion()), read.remarks());
  }

  /**
   * The lines that sersync prints about its configuration, for scripts that look for them.
   *
   * @throws ConfigException if the file cannot be used
   */
  public List<String> banner(Path file) throws ConfigException {
    return understand(file).banner(initialPass, threads);
  }

  private static SersyncFile understand(Path file) throws ConfigException {
    try {
      return SersyncFile.read(file.toString(), Files.readAllBytes(file));
    } catch (ConfigException e) {
      throw e;
    } catch (IOException e) {
      throw ConfigException.unreadable(file, e);
    }
  }

  private static ProgramSettings settings(SersyncFile read) {
    return ProgramSettings.builder().foreground(true).logChanges(read.debug()).build();
  }
}
