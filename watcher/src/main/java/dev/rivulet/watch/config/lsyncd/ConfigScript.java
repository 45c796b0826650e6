// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.config.ConfigException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * Evaluates a configuration: what {@code settings} and {@code sync} were called with, inherited
 * tables merged in.
 *
 * <p>Owned by one thread; used once.
 */
final class ConfigScript {
  private static final String VERSION = "2.2.3";

  /** Tables that are lists: one replaces the other instead of being merged with it. */
  private static final List<String> LISTS = List.of("exclude", "filter", "_extra", "exitcodes");

  /** One call of {@code sync}, with all it inherits. */
  record SyncCall(String place, LuaTable keys) {}

  private final String file;
  private final LuaProgram program;
  private final LuaTable settings = new LuaTable();
  private final LuaTable defaults = new LuaTable();
  private final List<SyncCall> syncs = new ArrayList<>();
  private final VarArgFunction settingsFunction = new SettingsFunction();
  private String settingsPlace;

  /**
   * @param file its name, for messages
   * @param out where {@code print} goes
   */
  ConfigScript(String file, PrintStream out) {
    this.file = file;
    this.program = new LuaProgram(file, out);
    this.settingsPlace = file;
    for (Behaviour behaviour : Behaviour.values()) {
      defaults.set(behaviour.word(), behaviour.table(program));
    }
    defaults.set("maxDelays", 1000);
    defaults.set("maxProcesses", 1);
    defaults.set("statusInterval", 10);
    Globals globals = program.globals();
    globals.set("settings", settingsFunction);
    globals.set("sync", new SyncFunction());
    globals.set("default", defaults);
    globals.set("lsyncd_version", VERSION);
    LuaFunctions.install(program);
  }

  LuaProgram program() {
    return program;
  }

  /** What all calls of {@code settings} said together. */
  Keys settings() {
    return new Keys(settingsPlace, "", settings);
  }

  /** The table {@code default}, for keys that a sync does not have. */
  LuaTable defaults() {
    return defaults;
  }

  List<SyncCall> syncs() {
    return List.copyOf(syncs);
  }

  /**
   * Evaluates the text.
   *
   * @throws ConfigException for an error of the program
   */
  void run(byte[] text) throws ConfigException {
    program.run(text);
    if (program.globals().get("settings") != settingsFunction) {
      throw new ConfigException(
          file, "Do not use settings = { ... }", "use settings{ ... }, without the equal sign");
    }
  }

  /** Adds a sync as the function {@code sync} does. */
  void addSync(String place, LuaTable keys) {
    LuaTable merged = new LuaTable();
    inherit(merged, keys, 0);
    syncs.add(new SyncCall(place, merged));
  }

  /** The nearest value wins: a table's own keys, then those of the tables it lists, in order. */
  private void inherit(LuaTable into, LuaTable from, int depth) {
    if (depth > 100) {
      throw program.fault("a table inherits from itself", "take the loop out");
    }
    List<LuaTable> parents = new ArrayList<>();
    for (LuaValue key : from.keys()) {
      LuaValue value = from.get(key);
      if (!key.isint()) {
        merge(into, key, value, depth);
      } else if (value.istable()) {
        parents.add(value.checktable());
      } else {
        throw program.fault(
            "sync{} holds a " + value.typename() + " without a name",
            "give it a name, as in source = ...");
      }
    }
    for (LuaTable parent : parents) {
      inherit(into, parent, depth + 1);
    }
  }

  private void merge(LuaTable into, LuaValue key, LuaValue value, int depth) {
    LuaValue known = into.get(key);
    boolean bothTables = known.istable() && value.istable();
    if (known.isnil()) {
      into.set(key, value.istable() ? copy(value.checktable()) : value);
    } else if (bothTables && !LISTS.contains(key.tojstring()) && depth <= 100) {
      LuaTable target = known.checktable();
      LuaTable more = value.checktable();
      for (LuaValue name : more.keys()) {
        merge(target, name, more.get(name), depth + 1);
      }
    }
  }

  /** So that a sync that adds to a table does not change the one it inherits from. */
  private static LuaTable copy(LuaTable table) {
    LuaTable copy = new LuaTable();
    for (LuaValue key : table.keys()) {
      copy.set(key, table.get(key));
    }
    return copy;
  }

  private final class SettingsFunction extends VarArgFunction {
    @Override
    public Varargs invoke(Varargs arguments) {
      LuaValue argument = arguments.arg1();
      if (argument.isstring()) {
        return settings.get(argument);
      }
      if (!argument.istable()) {
        throw program.fault(
            "settings takes a table, not a " + argument.typename(), "write settings{ ... }");
      }
      settingsPlace = program.place();
      LuaTable table = argument.checktable();
      for (LuaValue key : table.keys()) {
        LuaValue value = table.get(key);
        if (key.isint()) {
          throw program.fault(
              "setting \"" + value.tojstring() + "\" unknown", "give it a name and a value");
        }
        settings.set(key, value);
      }
      // One call, one place: unknown names are told where they stand.
      SettingsReader.requireKnown(new Keys(settingsPlace, "", settings), program);
      return LuaValue.NONE;
    }
  }

  private final class SyncFunction extends VarArgFunction {
    @Override
    public Varargs invoke(Varargs arguments) {
      if (!arguments.arg1().istable()) {
        throw program.fault(
            "sync takes a table, not a " + arguments.arg1().typename(), "write sync{ ... }");
      }
      addSync(program.place(), arguments.arg1().checktable());
      return LuaFunctions.refusedInlet(program);
    }
  }
}
