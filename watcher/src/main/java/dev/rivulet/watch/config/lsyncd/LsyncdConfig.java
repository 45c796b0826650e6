// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.config.Companion;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.ConfigReader;
import dev.rivulet.watch.config.WatchConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an {@code lsyncd.conf}. What each key becomes, and which are refused and why, is told in
 * {@code docs/migration.md}. {@code print} of the configuration goes to standard output.
 */
public final class LsyncdConfig implements ConfigReader {
  private static final String COMMAND_LINE = "command line";

  private final Overrides overrides;

  /** As it stands in the file. */
  public LsyncdConfig() {
    this(Overrides.NONE);
  }

  /** With what lsyncd's command line says besides. */
  public LsyncdConfig(Overrides overrides) {
    this.overrides = overrides;
  }

  @Override
  public WatchConfig read(Path file) throws ConfigException {
    try {
      return read(file.toString(), Files.readAllBytes(file));
    } catch (ConfigException e) {
      throw e;
    } catch (IOException e) {
      throw ConfigException.unreadable(file, e);
    }
  }

  /** What the command line alone asks for. */
  public WatchConfig readNothing() throws ConfigException {
    return read(COMMAND_LINE, new byte[0]);
  }

  private WatchConfig read(String name, byte[] text) throws ConfigException {
    LsyncdFile file = LsyncdFile.read(name, text, overrides, System.out);
    List<Mirror> mirrors = new ArrayList<>();
    Map<String, String> fingerprints = new LinkedHashMap<>();
    for (Sync sync : file.syncs()) {
      if (sync instanceof MirrorSync mirror) {
        requireNewName(mirror, fingerprints);
        mirrors.add(MirrorMaker.mirror(mirror, file.mode()));
        fingerprints.put(mirror.name(), mirror.fingerprint() + file.mode());
      }
    }
    List<Companion> companions = file.hasActions() ? List.of(new LsyncdActions(file)) : List.of();
    return new WatchConfig(file.settings(), mirrors, fingerprints, companions);
  }

  private static void requireNewName(MirrorSync mirror, Map<String, String> known)
      throws ConfigException {
    if (known.containsKey(mirror.name())) {
      throw new ConfigException(
          mirror.place(),
          "name = \"" + mirror.name() + "\" is that of another sync",
          "give each sync a name of its own");
    }
  }
}
