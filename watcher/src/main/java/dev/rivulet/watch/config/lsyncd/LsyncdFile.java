// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.ProgramSettings;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaTable;

/**
 * A configuration, understood.
 *
 * @param mode which event makes a written file worth sending
 * @param program to call the functions of its action syncs in
 */
record LsyncdFile(ProgramSettings settings, EventMode mode, List<Sync> syncs, LuaProgram program) {
  private static final String COMMAND_LINE = "command line";

  LsyncdFile {
    syncs = List.copyOf(syncs);
  }

  /**
   * Evaluates a configuration.
   *
   * @param file its name, for messages
   * @param text the Lua program, empty for what the command line alone says
   * @param out where {@code print} goes
   * @throws ConfigException for the first thing in it that cannot be done
   */
  static LsyncdFile read(String file, byte[] text, Overrides overrides, PrintStream out)
      throws ConfigException {
    ConfigScript script = new ConfigScript(file, out);
    script.run(text);
    for (Overrides.CommandSync sync : overrides.syncs()) {
      script.addSync(COMMAND_LINE, table(sync, script.defaults()));
    }
    if (script.syncs().isEmpty()) {
      throw new ConfigException(
          file, "Nothing to watch!", "add a sync{ default.rsync, source = ..., target = ... }");
    }
    Keys settings = script.settings();
    overrides.settings().forEach(settings::override);
    SyncReader reader = new SyncReader(script, overrides);
    List<Sync> syncs = new ArrayList<>();
    for (ConfigScript.SyncCall call : script.syncs()) {
      syncs.add(reader.read(call, syncs.size() + 1));
    }
    return new LsyncdFile(
        SettingsReader.program(settings),
        SettingsReader.eventMode(settings),
        syncs,
        script.program());
  }

  private static LuaTable table(Overrides.CommandSync sync, LuaTable defaults) {
    LuaTable table = new LuaTable();
    table.set(1, defaults.get(sync.behaviour()));
    table.set("source", sync.source());
    if (sync.host().isEmpty()) {
      table.set("target", sync.target());
    } else {
      table.set("host", sync.host());
      table.set("targetdir", sync.target());
    }
    return table;
  }

  /** Whether anything is left to the functions and commands of the configuration. */
  boolean hasActions() {
    return syncs.stream().anyMatch(ActionSync.class::isInstance);
  }
}
