// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.config.ConfigException;
import java.io.ByteArrayInputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.DebugLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;
import org.luaj.vm2.lib.TableLib;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.JseBaseLib;
import org.luaj.vm2.lib.jse.JseMathLib;

/**
 * A Lua program that reaches nothing outside itself: no files, no processes, no time, no other Lua
 * file. A run that does not end is ended.
 *
 * <p>Owned by one thread at a time.
 */
final class LuaProgram {
  /** Some seconds of work; a configuration needs a few thousand instructions. */
  private static final int MOST_INSTRUCTIONS = 50_000_000;

  private static final Pattern LUA_PLACE = Pattern.compile("^@?(.*?):(\\d+):? (.*)$");
  private static final Pattern TRACE_PLACE = Pattern.compile("\\n\\s*([^\\n]*?):(\\d+): in ");

  private final String file;
  private final Globals globals = new Globals();
  private final Meter meter = new Meter();

  /**
   * @param file its name, for messages
   * @param out where {@code print} goes
   */
  LuaProgram(String file, PrintStream out) {
    this.file = file;
    globals.STDOUT = out;
    globals.load(new JseBaseLib());
    globals.load(new PackageLib());
    globals.load(new Bit32Lib());
    globals.load(new TableLib());
    globals.load(new StringLib());
    globals.load(new JseMathLib());
    LoadState.install(globals);
    LuaC.install(globals);
    globals.load(meter);
    for (String name : List.of("dofile", "loadfile", "load", "loadstring", "require")) {
      globals.set(name, refused(name));
    }
    for (String name : List.of("io", "os", "package", "debug", "coroutine")) {
      globals.set(name, refusedLibrary(name));
    }
  }

  Globals globals() {
    return globals;
  }

  /**
   * Runs the program.
   *
   * @throws ConfigException for an error in it, with the line
   */
  void run(byte[] source) throws ConfigException {
    guarded(
        () -> globals.load(new ByteArrayInputStream(source), "@" + file, "t", globals).invoke());
  }

  /**
   * Calls one of its functions.
   *
   * @throws ConfigException for an error in it, with the line
   */
  Varargs call(LuaValue function, Varargs arguments) throws ConfigException {
    return guarded(() -> function.invoke(arguments));
  }

  private interface Run {
    Varargs run();
  }

  private Varargs guarded(Run run) throws ConfigException {
    meter.left = MOST_INSTRUCTIONS;
    try {
      return run.run();
    } catch (ConfigFault e) {
      throw e.fault();
    } catch (LuaError e) {
      throw translated(e);
    } catch (Endless e) {
      throw new ConfigException(
          file, "does not come to an end", "look for a loop that never ends", e);
    } catch (StackOverflowError e) {
      throw new ConfigException(
          file, "a function calls itself without end", "look for a recursion that never ends", e);
    }
  }

  private ConfigException translated(LuaError error) {
    String text = String.valueOf(error.getMessage());
    String first = text.lines().findFirst().orElse(text);
    Matcher place = LUA_PLACE.matcher(first);
    if (place.matches()) {
      String at = place.group(1) + ":" + place.group(2);
      return new ConfigException(at, place.group(3), LuaAdvice.on(place.group(3)), error);
    }
    return new ConfigException(file, first, LuaAdvice.on(first), error);
  }

  /** Where the program is at the moment, {@code file:line}; the file if that is not known. */
  String place() {
    Matcher found = TRACE_PLACE.matcher("\n" + globals.debuglib.traceback(1));
    return found.find() ? found.group(1) + ":" + found.group(2) : file;
  }

  private VarArgFunction refused(String called) {
    return new VarArgFunction() {
      @Override
      public Varargs invoke(Varargs arguments) {
        throw refusal(called);
      }
    };
  }

  private LuaTable refusedLibrary(String called) {
    LuaTable library = new LuaTable();
    LuaTable meta = new LuaTable();
    meta.set(
        LuaValue.INDEX,
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs arguments) {
            throw refusal(called + "." + arguments.arg(2).tojstring());
          }
        });
    library.setmetatable(meta);
    return library;
  }

  private ConfigFault refusal(String name) {
    return fault(
        name + " is not available",
        "a configuration reads no files and starts nothing while it is read; write the value"
            + " itself");
  }

  /** A fault at the line that runs at the moment, to be thrown. */
  ConfigFault fault(String problem, String remedy) {
    return new ConfigFault(new ConfigException(place(), problem, remedy));
  }

  /** A run that does not end; no error of Lua, so that pcall does not catch it. */
  private static final class Endless extends Error {
    private static final long serialVersionUID = 1L;

    Endless() {
      super("too many instructions", null, false, false);
    }
  }

  /** Counts instructions and knows the line. */
  private static final class Meter extends DebugLib {
    private int left;

    @Override
    public void onInstruction(int position, Varargs arguments, int top) {
      if (--left < 0) {
        throw new Endless();
      }
      super.onInstruction(position, arguments, top);
    }
  }
}
