// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.watch.config.ConfigException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** Reads {@code sync{}}: its own keys, what it inherits, what the command line overrides. */
final class SyncReader {
  private static final List<String> HANDLERS =
      List.of("onAttrib", "onCreate", "onModify", "onDelete", "onMove", "onStartup");

  /** What functions of a configuration find in its keys; we have no use for it. */
  private static final List<String> OF_ACTIONS =
      List.of("target", "host", "targetdir", "collect", "exitcodes", "delete", "init");

  /** Names of other versions, and what to do instead. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "rsyncOps", "write rsync = { archive = true, ... }",
          "rsyncOpts", "write rsync = { archive = true, ... }",
          "xargs", "leave it out: deletions are part of a transfer",
          "crontab", "leave it out: what differs is found by itself",
          "full", "leave it out: what differs is found by itself",
          "onFull", "leave it out: what differs is found by itself",
          "tunnel", "use default.rsyncssh, or start the tunnel as a service of its own",
          "batchSizeLimit", "leave it out: large files do not hold up small ones");

  private final LuaProgram program;
  private final Keys settings;
  private final LuaTable defaults;
  private final Overrides overrides;

  SyncReader(ConfigScript script, Overrides overrides) {
    this.program = script.program();
    this.settings = script.settings();
    this.defaults = script.defaults();
    this.overrides = overrides;
  }

  /**
   * Understands one sync.
   *
   * @param number counted from 1
   */
  Sync read(ConfigScript.SyncCall call, int number) throws ConfigException {
    Keys keys = new Keys(call.place(), "", call.keys());
    refuseOtherVersions(keys);
    prepare(keys, call.keys());
    byte[] source = source(keys);
    String name = keys.text("name").orElse("Sync" + number);
    List<byte[]> patterns = Patterns.words(keys);
    Optional<Behaviour> behaviour = Behaviour.ofAction(keys.take("action"));
    if (behaviour.isEmpty()) {
      return actions(keys, call.keys(), name, source, patterns);
    }
    return mirror(keys, behaviour.get(), name, source, patterns);
  }

  private static void refuseOtherVersions(Keys keys) throws ConfigException {
    for (LuaValue name : keys.names()) {
      String remedy = ELSEWHERE.get(name.tojstring());
      if (remedy != null) {
        throw keys.fault(name.tojstring(), "is of another version of lsyncd", remedy);
      }
    }
  }

  /** A function of the configuration that may check or complete its keys. */
  private void prepare(Keys keys, LuaTable table) throws ConfigException {
    LuaValue prepare = keys.take("prepare");
    if (prepare.isfunction()) {
      program.call(prepare, LuaValue.varargsOf(table, LuaValue.valueOf(1)));
    }
  }

  private byte[] source(Keys keys) throws ConfigException {
    byte[] typed =
        keys.bytes("source")
            .orElseThrow(
                () ->
                    new ConfigException(
                        keys.place(),
                        "source missing from sync",
                        "write source = \"/a/directory\""));
    byte[] absolute = typed.length > 0 && typed[0] == '/' ? typed : belowCurrent(typed);
    byte[] source = withSlash(absolute);
    String trouble = trouble(source);
    if (!trouble.isEmpty()) {
      String shown = new String(typed, StandardCharsets.UTF_8);
      throw new ConfigException(
          keys.place(),
          "Cannot access source directory: " + shown + " (" + trouble + ")",
          "make it, mount it, or correct source");
    }
    return source;
  }

  /** Why a source cannot be watched; empty if it can. */
  private static String trouble(byte[] source) {
    try {
      return SourcePlace.isDirectory(source) ? "" : "is no directory";
    } catch (StoreException e) {
      return e.errno().text();
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  // Mirrors

  private Sync mirror(
      Keys keys, Behaviour behaviour, String name, byte[] source, List<byte[]> patterns)
      throws ConfigException {
    List<byte[]> words = new ArrayList<>(List.of(ascii("-r")));
    words.addAll(RsyncKeys.words(keys.table("rsync"), behaviour));
    if (behaviour == Behaviour.RSYNCSSH) {
      byte[] shell = SshKeys.command(keys.table("ssh"));
      if (shell.length > 0) {
        words.add(joined(ascii("--rsh="), shell));
      }
    }
    words.addAll(patterns);
    DeleteMode delete = DeleteMode.of(keys);
    ExitCodes.requireUseful(keys);
    refuseFunctions(keys, behaviour);
    MirrorSync sync =
        new MirrorSync(
            keys.place(),
            name,
            source,
            target(keys, behaviour),
            words,
            delete.atStart(),
            delete.later(),
            delay(keys),
            maxDelays(keys),
            keys.flag("init", true));
    maxProcesses(keys);
    keys.requireNoOthers("Parameter", allowed(keys));
    return sync;
  }

  private byte[] target(Keys keys, Behaviour behaviour) throws ConfigException {
    if (behaviour != Behaviour.RSYNCSSH) {
      return withSlash(required(keys, behaviour, "target"));
    }
    byte[] host = required(keys, behaviour, "host");
    byte[] directory = withSlash(required(keys, behaviour, "targetdir"));
    return joined(joined(host, ascii(":")), directory);
  }

  private static byte[] required(Keys keys, Behaviour behaviour, String key)
      throws ConfigException {
    return keys.bytes(key)
        .orElseThrow(
            () ->
                new ConfigException(
                    keys.place(),
                    "default." + behaviour.word() + " needs \"" + key + "\" configured",
                    "write " + key + " = \"...\""));
  }

  /** The engine carries a mirror out, so nobody would call them. */
  private static void refuseFunctions(Keys keys, Behaviour behaviour) throws ConfigException {
    List<String> functions = new ArrayList<>(HANDLERS);
    functions.addAll(List.of("collect", "init"));
    for (String key : functions) {
      LuaValue value = keys.take(key);
      boolean function = value.isfunction() || value.isstring();
      if (function && !Behaviour.isBuiltIn(value)) {
        throw keys.fault(
            key,
            "would never be called beside default." + behaviour.word(),
            "leave default." + behaviour.word() + " out, or " + key + "; see docs/migration.md");
      }
    }
  }

  // Actions

  private Sync actions(Keys keys, LuaTable table, String name, byte[] source, List<byte[]> patterns)
      throws ConfigException {
    boolean handled = keys.take("action").isfunction() || keys.take("init").isfunction();
    for (String handler : HANDLERS) {
      handled |= keys.has(handler);
    }
    if (!handled) {
      throw new ConfigException(
          keys.place(),
          "nothing is to be done for this sync",
          "put default.rsync, default.rsyncssh, default.direct or an onCreate = ... into it");
    }
    for (String known : OF_ACTIONS) {
      keys.take(known);
    }
    ActionSync sync =
        new ActionSync(
            keys.place(),
            name,
            source,
            table,
            patterns,
            delay(keys),
            maxDelays(keys),
            maxProcesses(keys));
    keys.requireNoOthers("Parameter", allowed(keys));
    table.set("source", LuaString.valueOf(source));
    return sync;
  }

  // What both have

  /** The command line goes before the sync, the sync before the table {@code default}. */
  private Duration delay(Keys keys) throws ConfigException {
    Optional<Duration> own = SettingsReader.seconds(keys, "delay");
    if (overrides.delaySeconds().isPresent()) {
      return Duration.ofMillis(Math.round(overrides.delaySeconds().get() * 1000));
    }
    return own.or(() -> seconds(defaults.get("delay"))).orElse(Duration.ZERO);
  }

  private static Optional<Duration> seconds(LuaValue value) {
    return value.isnumber()
        ? Optional.of(Duration.ofMillis(Math.round(value.todouble() * 1000)))
        : Optional.empty();
  }

  private int maxDelays(Keys keys) throws ConfigException {
    Optional<Integer> own = keys.wholeNumber("maxDelays", 0);
    Optional<Integer> common = settings.wholeNumber("maxDelays", 0);
    return own.or(() -> common).orElse(defaults.get("maxDelays").toint());
  }

  private int maxProcesses(Keys keys) throws ConfigException {
    Optional<Integer> own = keys.wholeNumber("maxProcesses", 1);
    Optional<Integer> common = settings.wholeNumber("maxProcesses", 1);
    return own.or(() -> common).orElse(Math.max(1, defaults.get("maxProcesses").toint()));
  }

  /** The names that {@code checkgauge} adds to those that are known. */
  private static Set<String> allowed(Keys keys) {
    Set<String> names = new TreeSet<>(Set.of("checkgauge"));
    addNames(keys.take("checkgauge"), names, 0);
    return names;
  }

  private static void addNames(LuaValue gauge, Set<String> names, int depth) {
    if (!gauge.istable() || depth > 100) {
      return;
    }
    LuaTable table = gauge.checktable();
    for (LuaValue name : table.keys()) {
      if (name.isint()) {
        addNames(table.get(name), names, depth + 1);
      } else {
        names.add(name.tojstring());
      }
    }
  }

  private static byte[] belowCurrent(byte[] path) {
    byte[] current = (System.getProperty("user.dir") + "/").getBytes(StandardCharsets.UTF_8);
    return joined(current, path);
  }

  /** A slash at the end, unless a colon says that the path is empty. */
  private static byte[] withSlash(byte[] path) {
    byte last = path.length == 0 ? 0 : path[path.length - 1];
    return last == '/' || last == ':' ? path : joined(path, ascii("/"));
  }

  private static byte[] joined(byte[] front, byte[] back) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(front);
    joined.writeBytes(back);
    return joined.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
