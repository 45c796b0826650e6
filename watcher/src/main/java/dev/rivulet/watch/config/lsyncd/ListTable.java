// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.action.ActionRunner;
import dev.rivulet.watch.action.Delay;
import java.util.ArrayList;
import java.util.List;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** Several events as functions of a configuration see them. */
final class ListTable extends LuaTable {
  private final ActionRunner runner;
  private final List<Delay> delays;
  private final String source;
  private final LuaValue config;
  private final LuaValue inlet;

  ListTable(
      ActionRunner runner, List<Delay> delays, String source, LuaValue config, LuaValue inlet) {
    this.runner = runner;
    this.delays = delays;
    this.source = source;
    this.config = config;
    this.inlet = inlet;
  }

  /** Who starts commands for them. */
  ActionRunner runner() {
    return runner;
  }

  List<Delay> delays() {
    return delays;
  }

  @Override
  public LuaValue get(LuaValue key) {
    String name = key.tojstring();
    return switch (name) {
      case "isList" -> LuaValue.TRUE;
      case "config" -> config;
      case "inlet" -> inlet;
      case "size" -> LuaValue.valueOf(delays.size());
      case "getPaths" -> new Paths("/");
      case "getSourcePaths" -> new Paths(source);
      default -> throw new LuaError("event list does not have function \"" + name + "\"");
    };
  }

  /** The paths of all events in a table; a function given may choose others. */
  private final class Paths extends VarArgFunction {
    private final String front;

    Paths(String front) {
      this.front = front;
    }

    @Override
    public Varargs invoke(Varargs arguments) {
      LuaValue chooser = arguments.arg1();
      LuaTable paths = new LuaTable();
      for (LuaValue path : chooser.isnil() ? all() : chosen(chooser)) {
        if (!path.isnil()) {
          paths.set(paths.length() + 1, path);
        }
      }
      return paths;
    }

    private List<LuaValue> all() {
      List<LuaValue> all = new ArrayList<>();
      for (Delay delay : delays) {
        all.add(path(delay.change().path()));
        all.add(destination(delay));
      }
      return all;
    }

    private List<LuaValue> chosen(LuaValue chooser) {
      List<LuaValue> all = new ArrayList<>();
      for (Delay delay : delays) {
        LuaValue kind = LuaValue.valueOf(delay.change().kind().word());
        LuaValue[] arguments = {kind, path(delay.change().path()), destination(delay)};
        Varargs results = chooser.invoke(LuaValue.varargsOf(arguments));
        all.add(results.arg(1));
        all.add(results.arg(2));
      }
      return all;
    }

    private LuaValue destination(Delay delay) {
      String destination = delay.change().destination();
      return destination.isEmpty() ? LuaValue.NIL : path(destination);
    }

    private LuaValue path(String path) {
      return EventTable.lua(front + path);
    }
  }
}
