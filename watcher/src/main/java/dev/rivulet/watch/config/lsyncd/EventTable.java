// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.action.ActionRunner;
import dev.rivulet.watch.action.Delay;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** An event as functions of a configuration see it: one end of a move, or all of another event. */
final class EventTable extends LuaTable {
  private final ActionRunner runner;
  private final Delay delay;
  private final EventFields fields;
  private final LuaValue config;
  private final LuaValue inlet;

  EventTable(
      ActionRunner runner, Delay delay, EventFields fields, LuaValue config, LuaValue inlet) {
    this.runner = runner;
    this.delay = delay;
    this.fields = fields;
    this.config = config;
    this.inlet = inlet;
  }

  /** Who starts commands for it. */
  ActionRunner runner() {
    return runner;
  }

  Delay delay() {
    return delay;
  }

  @Override
  public LuaValue get(LuaValue key) {
    String name = key.tojstring();
    return switch (name) {
      case "etype" -> LuaValue.valueOf(delay.change().kind().word());
      case "status" -> LuaValue.valueOf(delay.status().word());
      case "isdir" -> LuaValue.valueOf(fields.path().endsWith("/"));
      case "isList" -> LuaValue.FALSE;
      case "config" -> config;
      case "inlet" -> inlet;
      default -> field(name);
    };
  }

  private LuaValue field(String name) {
    if (!EventFields.isName(name)) {
      throw new LuaError("event does not have field \"" + name + "\"");
    }
    return fields.get(name).map(EventTable::lua).orElse(LuaValue.NIL);
  }

  /** Text of one character per byte. */
  static LuaValue lua(String chars) {
    return LuaString.valueOf(chars.getBytes(StandardCharsets.ISO_8859_1));
  }
}
