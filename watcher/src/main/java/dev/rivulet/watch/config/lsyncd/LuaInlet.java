// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.action.ActionRunner;
import dev.rivulet.watch.action.Change;
import dev.rivulet.watch.action.Delay;
import dev.rivulet.watch.action.EventKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The events of a sync as functions of a configuration see them, and what they may do with them.
 * Owned by the thread of the loop.
 */
final class LuaInlet {
  private static final String EXCLUDE = "--filter=- ";
  private static final String FILTER = "--filter=";

  private final ActionSync sync;
  private final String source;
  private final LuaTable table = new LuaTable();
  private ActionRunner runner;

  LuaInlet(ActionSync sync) {
    this.sync = sync;
    this.source = new String(sync.source(), StandardCharsets.ISO_8859_1);
    set("getEvent", arguments -> getEvent());
    set("getEvents", this::getEvents);
    set("discardEvent", this::discardEvent);
    set("getConfig", arguments -> sync.keys());
    set("createBlanketEvent", arguments -> createBlanketEvent());
    set("getExcludes", arguments -> patterns(EXCLUDE));
    set("getFilters", arguments -> patterns(FILTER));
    set("hasFilters", arguments -> LuaValue.valueOf(!sync.keys().get("filter").isnil()));
    for (String name : List.of("addExclude", "rmExclude", "appendFilter", "createFullEvent")) {
      set(name, arguments -> refuse(name));
    }
  }

  private void set(String name, Function<Varargs, Varargs> body) {
    table.set(name, LuaRuntime.function(body));
  }

  /** Whose events these are; before anything is called. */
  void belongTo(ActionRunner owner) {
    runner = owner;
  }

  LuaTable table() {
    return table;
  }

  /** An event; of a move the end it comes from. */
  EventTable event(Delay delay) {
    return table(delay, delay.change().path());
  }

  /** The end a move goes to. */
  EventTable destination(Delay delay) {
    return table(delay, delay.change().destination());
  }

  EventFields fields(String path) {
    return new EventFields(path, source, target());
  }

  ListTable list(List<Delay> delays) {
    return new ListTable(runner, delays, source, sync.keys(), table);
  }

  private EventTable table(Delay delay, String path) {
    return new EventTable(runner, delay, fields(path), sync.keys(), table);
  }

  private String target() {
    LuaValue target = sync.keys().get("target");
    return target.isstring()
        ? new String(Keys.bytesOf(target.strvalue()), StandardCharsets.ISO_8859_1)
        : "";
  }

  private Varargs getEvent() {
    return runner
        .next()
        .map(
            delay ->
                delay.change().kind() == EventKind.MOVE
                    ? LuaValue.varargsOf(event(delay), destination(delay))
                    : event(delay))
        .orElse(LuaValue.NIL);
  }

  private Varargs getEvents(Varargs arguments) {
    LuaValue test = arguments.arg1();
    Predicate<Delay> wanted = delay -> test.isnil() || passes(test, delay);
    List<Delay> delays = runner.queue().all(wanted);
    return list(delays);
  }

  private boolean passes(LuaValue test, Delay delay) {
    Varargs arguments =
        delay.change().kind() == EventKind.MOVE
            ? LuaValue.varargsOf(event(delay), destination(delay))
            : event(delay);
    return test.invoke(arguments).arg1().toboolean();
  }

  private Varargs discardEvent(Varargs arguments) {
    if (!(arguments.arg1() instanceof EventTable event)) {
      throw new LuaError("discardEvent needs an event");
    }
    runner.discard(event.delay());
    return LuaValue.NONE;
  }

  private LuaValue createBlanketEvent() {
    return event(runner.add(new Change(EventKind.BLANKET, "", "")));
  }

  private LuaTable patterns(String front) {
    LuaTable patterns = new LuaTable();
    for (byte[] word : sync.patterns()) {
      String text = new String(word, StandardCharsets.ISO_8859_1);
      if (text.startsWith(front)) {
        LuaValue pattern = EventTable.lua(text.substring(front.length()));
        patterns.set(patterns.length() + 1, pattern);
      }
    }
    return patterns;
  }

  private static Varargs refuse(String name) {
    throw new LuaError(
        name + " is not available: write exclude = { ... } and filter = { ... } into sync{}");
  }
}
