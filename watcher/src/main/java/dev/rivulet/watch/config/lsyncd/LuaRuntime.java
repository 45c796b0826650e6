// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.action.ActionLog;
import dev.rivulet.watch.action.ActionLoop;
import dev.rivulet.watch.action.ActionRunner;
import dev.rivulet.watch.action.Delay;
import dev.rivulet.watch.config.ConfigException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/**
 * The functions that lsyncd has for the functions of a configuration, once it runs. Owned by the
 * thread of the loop.
 */
final class LuaRuntime {
  private static final double NANOS = 1e9;

  private final LuaProgram program;
  private final ActionLoop loop;
  private final ActionLog log;

  LuaRuntime(LuaProgram program, ActionLoop loop, ActionLog log) {
    this.program = program;
    this.loop = loop;
    this.log = log;
  }

  void install() {
    Globals globals = program.globals();
    globals.set("log", function(this::log));
    globals.set("spawn", function(this::spawn));
    globals.set("spawnShell", function(this::spawnShell));
    globals.set("terminate", function(this::terminate));
    globals.set("now", function(arguments -> seconds()));
    globals.set("alarm", function(this::alarm));
    globals.set("readdir", function(LuaRuntime::readdir));
  }

  static VarArgFunction function(Function<Varargs, Varargs> body) {
    return new VarArgFunction() {
      @Override
      public Varargs invoke(Varargs arguments) {
        return body.apply(arguments);
      }
    };
  }

  private Varargs log(Varargs arguments) {
    StringBuilder text = new StringBuilder();
    for (int i = 2; i <= arguments.narg(); i++) {
      LuaValue value = arguments.arg(i);
      text.append(
          value.isstring()
              ? new String(Keys.bytesOf(value.strvalue()), StandardCharsets.UTF_8)
              : value.tojstring());
    }
    log.log(arguments.checkjstring(1), text.toString());
    return LuaValue.NONE;
  }

  /** {@code spawn(events, program, ["<", input,] arguments...)}. */
  private Varargs spawn(Varargs arguments) {
    List<byte[]> words = new ArrayList<>();
    words.add(bytes(arguments, 2));
    byte[] input = {};
    int first = 3;
    if (arguments.arg(3).isstring() && arguments.arg(3).tojstring().equals("<")) {
      input = bytes(arguments, 4);
      first = 5;
    }
    for (int i = first; i <= arguments.narg(); i++) {
      words.add(bytes(arguments, i));
    }
    start(arguments.arg1(), words, input);
    return LuaValue.NONE;
  }

  private Varargs spawnShell(Varargs arguments) {
    List<byte[]> words = new ArrayList<>();
    words.add(ascii("/bin/sh"));
    words.add(ascii("-c"));
    words.add(bytes(arguments, 2));
    words.add(ascii("/bin/sh"));
    for (int i = 3; i <= arguments.narg(); i++) {
      words.add(bytes(arguments, i));
    }
    start(arguments.arg1(), words, new byte[0]);
    return LuaValue.NONE;
  }

  private void start(LuaValue agent, List<byte[]> words, byte[] input) {
    boolean list = agent instanceof ListTable;
    ActionRunner runner;
    List<Delay> delays;
    if (agent instanceof EventTable event) {
      runner = event.runner();
      delays = List.of(event.delay());
    } else if (agent instanceof ListTable events) {
      runner = events.runner();
      delays = events.delays();
    } else {
      throw new LuaError("spawning needs an event or a list of events as its first argument");
    }
    if (delays.isEmpty()) {
      throw new LuaError("spawning needs an event: the list is empty");
    }
    for (Delay delay : delays) {
      if (delay.status() != Delay.Status.WAIT && delay.status() != Delay.Status.BLOCK) {
        throw new LuaError("one command for each event: this one is " + delay.status().word());
      }
    }
    runner.spawn(delays, words, input, list);
  }

  private Varargs terminate(Varargs arguments) {
    loop.terminate(arguments.optint(1, 255));
    return LuaValue.NONE;
  }

  private LuaValue seconds() {
    return LuaValue.valueOf(loop.now() / NANOS);
  }

  /** {@code alarm(time, function, extra)}. */
  private Varargs alarm(Varargs arguments) {
    double at = arguments.checkdouble(1);
    LuaValue function = arguments.checkfunction(2);
    LuaValue extra = arguments.arg(3);
    loop.alarm(
        (long) (at * NANOS),
        () -> {
          try {
            program.call(function, LuaValue.varargsOf(LuaValue.valueOf(at), extra));
          } catch (ConfigException e) {
            log.log("Error", "in an alarm: " + e.getMessage());
          }
        });
    return LuaValue.NONE;
  }

  /** The names in a directory, each with whether it is a directory. */
  private static Varargs readdir(Varargs arguments) {
    byte[] path = Keys.bytesOf(arguments.checkstring(1));
    LuaTable names = new LuaTable();
    try (Workspace workspace = LocalFiles.currentDirectory().open();
        FileTree tree = workspace.open(path)) {
      tree.scan(
          TreePath.ROOT,
          new EntryVisitor() {
            @Override
            public void entry(byte[] name, FileAttributes attributes) {
              names.set(LuaString.valueOf(name), LuaValue.valueOf(attributes.isDirectory()));
            }

            @Override
            public void failed(byte[] name, StoreException reason) {
              // Gone again.
            }
          });
    } catch (IOException e) {
      return LuaValue.NIL;
    }
    return names;
  }

  private static byte[] bytes(Varargs arguments, int index) {
    return Keys.bytesOf(arguments.checkstring(index));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
