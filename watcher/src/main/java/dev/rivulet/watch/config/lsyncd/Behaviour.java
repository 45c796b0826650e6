// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import java.util.Optional;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** The tables {@code default.rsync}, {@code default.rsyncssh} and {@code default.direct}. */
enum Behaviour {
  RSYNC("rsync", 15),
  RSYNCSSH("rsyncssh", 15),
  DIRECT("direct", 1);

  private static final String PREPARE = "prepare";

  private final String word;
  private final int delaySeconds;

  Behaviour(String word, int delaySeconds) {
    this.word = word;
    this.delaySeconds = delaySeconds;
  }

  /** Its name below {@code default}. */
  String word() {
    return word;
  }

  /** A fresh table, which a configuration may change before it uses it. */
  LuaTable table(LuaProgram program) {
    LuaTable table = new LuaTable();
    table.set("action", new BuiltIn(this, "action", program));
    for (String name : new String[] {"init", "collect", PREPARE}) {
      table.set(name, new BuiltIn(this, name, program));
    }
    table.set("delay", delaySeconds);
    table.set("maxProcesses", 1);
    table.set("delete", LuaValue.TRUE);
    table.set("rsync", new LuaTable());
    table.set("checkgauge", new LuaTable());
    return table;
  }

  /** The behaviour whose action this is, if it is one. */
  static Optional<Behaviour> ofAction(LuaValue action) {
    return action instanceof BuiltIn builtIn ? Optional.of(builtIn.behaviour) : Optional.empty();
  }

  static boolean isBuiltIn(LuaValue value) {
    return value instanceof BuiltIn;
  }

  /** A function of lsyncd's own, whose work is done by the engine: it cannot be called. */
  private static final class BuiltIn extends VarArgFunction {
    private final Behaviour behaviour;
    private final String function;
    private final LuaProgram program;

    BuiltIn(Behaviour behaviour, String function, LuaProgram program) {
      this.behaviour = behaviour;
      this.function = function;
      this.program = program;
    }

    @Override
    public Varargs invoke(Varargs arguments) {
      if (function.equals(PREPARE)) {
        // What it checks is checked anyway.
        return LuaValue.NONE;
      }
      throw program.fault(
          "default." + behaviour.word + "." + function + " cannot be called",
          "transfers are the engine's work; use a hook, see docs/migration.md");
    }

    @Override
    public LuaString strvalue() {
      return LuaString.valueOf(tojstring());
    }
  }
}
