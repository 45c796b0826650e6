// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import java.util.List;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.TwoArgFunction;
import org.luaj.vm2.lib.VarArgFunction;

/** The functions that lsyncd adds to Lua and that a configuration may call while it is read. */
final class LuaFunctions {
  private LuaFunctions() {}

  static void install(LuaProgram program) {
    Globals globals = program.globals();
    LuaTable strings = globals.get("string").checktable();
    strings.set("starts", new EndOfText(true));
    strings.set("ends", new EndOfText(false));
    for (String name :
        List.of("log", "spawn", "spawnShell", "terminate", "now", "alarm", "readdir")) {
      globals.set(name, whileRunning(name, program));
    }
    for (String name : List.of("observefd", "nonobservefd")) {
      globals.set(name, refused(name, program));
    }
  }

  /** What {@code sync} returns; mirrors have no use for it. */
  static LuaTable refusedInlet(LuaProgram program) {
    LuaTable inlet = new LuaTable();
    LuaTable meta = new LuaTable();
    meta.set(
        LuaValue.INDEX,
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs arguments) {
            throw program.fault(
                arguments.arg(2).tojstring() + " of the value of sync{} is not available",
                "write exclude = { ... } and filter = { ... } into sync{}");
          }
        });
    inlet.setmetatable(meta);
    return inlet;
  }

  private static VarArgFunction whileRunning(String called, LuaProgram program) {
    return new VarArgFunction() {
      @Override
      public Varargs invoke(Varargs arguments) {
        throw program.fault(
            called + " was called while the configuration is read",
            "call it in a function of a sync, such as onCreate");
      }
    };
  }

  private static VarArgFunction refused(String called, LuaProgram program) {
    return new VarArgFunction() {
      @Override
      public Varargs invoke(Varargs arguments) {
        throw program.fault(
            called + " is not available", "Lua has no file handles here; start a command instead");
      }
    };
  }

  /** {@code string.starts} and {@code string.ends}. */
  private static final class EndOfText extends TwoArgFunction {
    private final boolean front;

    EndOfText(boolean front) {
      this.front = front;
    }

    @Override
    public LuaValue call(LuaValue text, LuaValue part) {
      LuaString whole = text.checkstring();
      LuaString piece = part.checkstring();
      int length = piece.length();
      if (length > whole.length()) {
        return LuaValue.FALSE;
      }
      int start = front ? 0 : whole.length() - length;
      return LuaValue.valueOf(whole.substring(start, start + length).raweq(piece));
    }
  }
}
