// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.action.ActionHandler;
import dev.rivulet.watch.action.ActionLog;
import dev.rivulet.watch.action.ActionRunner;
import dev.rivulet.watch.action.Change;
import dev.rivulet.watch.action.Delay;
import dev.rivulet.watch.action.EventKind;
import dev.rivulet.watch.action.Verdict;
import dev.rivulet.watch.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Does what a configuration says about the events of a sync: commands (layer 3), functions for
 * single events (layer 2), or functions that take what they want (layer 1).
 *
 * <p>An error in a function is told, and the event is done with: a program that looks after many
 * directories does not end for one of them. Owned by the thread of the loop.
 */
final class LuaHandler implements ActionHandler {
  private static final Map<EventKind, String> KEYS = new EnumMap<>(EventKind.class);

  static {
    KEYS.put(EventKind.INIT, "onStartup");
    KEYS.put(EventKind.ATTRIB, "onAttrib");
    KEYS.put(EventKind.CREATE, "onCreate");
    KEYS.put(EventKind.MODIFY, "onModify");
    KEYS.put(EventKind.DELETE, "onDelete");
    KEYS.put(EventKind.MOVE, "onMove");
  }

  private final ActionSync sync;
  private final LuaProgram program;
  private final ActionLog log;
  private final LuaInlet inlet;
  private final Map<EventKind, CommandTemplate> commands = new EnumMap<>(EventKind.class);

  /**
   * Understands the handlers of a sync.
   *
   * @throws ConfigException for a command that names what the sync does not have
   */
  LuaHandler(ActionSync sync, LuaProgram program, ActionLog log) throws ConfigException {
    this.sync = sync;
    this.program = program;
    this.log = log;
    this.inlet = new LuaInlet(sync);
    for (Map.Entry<EventKind, String> key : KEYS.entrySet()) {
      LuaValue value = sync.keys().get(key.getValue());
      if (value.isstring()) {
        commands.put(key.getKey(), command(key.getKey(), value));
      }
    }
  }

  private CommandTemplate command(EventKind kind, LuaValue value) throws ConfigException {
    String text = new String(Keys.bytesOf(value.strvalue()), StandardCharsets.ISO_8859_1);
    CommandTemplate command = new CommandTemplate(text, kind == EventKind.MOVE);
    Optional<String> missing = command.missing(inlet.fields("x"));
    if (missing.isPresent()) {
      throw new ConfigException(
          sync.place(),
          KEYS.get(kind) + " uses ^" + missing.get() + ", which this sync does not have",
          "write target = ... into the sync");
    }
    return command;
  }

  /** Whether moves are handed out as moves. */
  boolean wantsMoves() {
    return sync.keys().get("onMove").toboolean();
  }

  LuaInlet inlet() {
    return inlet;
  }

  @Override
  public void start(ActionRunner runner, Delay init) {
    inlet.belongTo(runner);
    LuaValue function = sync.keys().get("init");
    boolean skipped = function.isboolean() && !function.toboolean();
    if (function.isfunction()) {
      call("init", function, inlet.event(init));
    } else if (!skipped) {
      handle(runner, init);
    }
  }

  @Override
  public void act(ActionRunner runner) {
    LuaValue action = sync.keys().get("action");
    Optional<Delay> next = runner.next();
    if (next.isEmpty()) {
      return;
    }
    if (action.isfunction()) {
      if (!call("action", action, inlet.table())) {
        runner.discard(next.get());
      }
    } else {
      handle(runner, next.get());
      runner.discard(next.get());
    }
  }

  private void handle(ActionRunner runner, Delay delay) {
    EventKind kind = delay.change().kind();
    CommandTemplate command = commands.get(kind);
    if (command != null) {
      run(runner, delay, command);
      return;
    }
    String key = KEYS.get(kind);
    LuaValue function = key == null ? LuaValue.NIL : sync.keys().get(key);
    if (function.isfunction()) {
      Varargs arguments =
          kind == EventKind.MOVE
              ? LuaValue.varargsOf(inlet.event(delay), inlet.destination(delay))
              : inlet.event(delay);
      call(key, function, arguments);
    }
  }

  private void run(ActionRunner runner, Delay delay, CommandTemplate command) {
    Change change = delay.change();
    String what = command.isShell() ? " spawns shell \"" : " spawns action \"";
    log.log("Normal", "Event " + change.kind().word() + what + command.text() + '"');
    EventFields origin = inlet.fields(change.path());
    EventFields destination = inlet.fields(change.destination());
    runner.spawn(List.of(delay), command.words(origin, destination), new byte[0], false);
  }

  /** Calls a function of the configuration; false if there was an error in it. */
  private boolean call(String name, LuaValue function, Varargs arguments) {
    try {
      program.call(function, arguments);
      return true;
    } catch (ConfigException e) {
      log.log("Error", sync.name() + ": " + name + ": " + e.getMessage());
      return false;
    }
  }

  @Override
  public Verdict collect(ActionRunner runner, List<Delay> delays, boolean list, int exitCode) {
    LuaValue function = sync.keys().get("collect");
    if (function.isfunction()) {
      return own(function, delays, list, exitCode);
    }
    LuaValue codes = sync.keys().get("exitcodes");
    String verdict = codes.istable() ? codes.get(exitCode).tojstring() : "";
    tell(delays, list, exitCode, verdict);
    return verdict(verdict);
  }

  private Verdict own(LuaValue function, List<Delay> delays, boolean list, int exitCode) {
    LuaTable what = list ? inlet.list(delays) : inlet.event(delays.get(0));
    try {
      Varargs result = program.call(function, LuaValue.varargsOf(what, LuaValue.valueOf(exitCode)));
      return verdict(result.arg1().tojstring());
    } catch (ConfigException e) {
      log.log("Error", sync.name() + ": collect: " + e.getMessage());
      return Verdict.OK;
    }
  }

  private static Verdict verdict(String word) {
    return switch (word) {
      case "again" -> Verdict.AGAIN;
      case "die" -> Verdict.DIE;
      default -> Verdict.OK;
    };
  }

  private void tell(List<Delay> delays, boolean list, int exitCode, String verdict) {
    Change first = delays.get(0).change();
    String of = list ? "a list" : first.kind().word() + " on " + text(inlet.fields(first.path()));
    if (exitCode == 0 || verdict.equals("ok")) {
      log.log("Normal", "Finished " + of + " = " + exitCode);
    } else if (verdict.equals("again")) {
      log.log("Normal", "Retrying " + of + " = " + exitCode);
    } else {
      log.log("Error", "Failure with " + of + " = " + exitCode);
    }
  }

  private static String text(EventFields fields) {
    byte[] path = (fields.source() + fields.path()).getBytes(StandardCharsets.ISO_8859_1);
    return new String(path, StandardCharsets.UTF_8);
  }
}
