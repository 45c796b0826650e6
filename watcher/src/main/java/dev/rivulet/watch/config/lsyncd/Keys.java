// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.NearestName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/**
 * A table of a configuration, taken key by key. What nobody has taken is unknown.
 *
 * <p>Values are as loose as Lua programs make them: a number may be written as a string. Owned by
 * one thread.
 */
final class Keys {
  private static final Set<String> DOUBTFUL = Set.of("no", "false", "off", "0", "");

  private final String place;
  private final String prefix;
  private final LuaTable table;
  private final Set<String> taken = new HashSet<>();

  /**
   * @param place {@code file:line} of the call that was given the table
   * @param prefix of the names in messages, as {@code rsync.}; empty for none
   */
  Keys(String place, String prefix, LuaTable table) {
    this.place = place;
    this.prefix = prefix;
    this.table = table;
  }

  String place() {
    return place;
  }

  /** Puts another value in the place of the one that is there. */
  void override(String key, String value) {
    table.set(key, value);
  }

  boolean has(String key) {
    return !take(key).isnil();
  }

  /** The value, nil if there is none. */
  LuaValue take(String key) {
    taken.add(key);
    return table.get(key);
  }

  /** The value of a key that need not be a text. */
  LuaValue take(LuaValue key) {
    taken.add(key.tojstring());
    return table.get(key);
  }

  Optional<byte[]> bytes(String key) throws ConfigException {
    LuaValue value = take(key);
    if (value.isnil()) {
      return Optional.empty();
    }
    if (!value.isstring()) {
      throw fault(key, "is a " + value.typename() + ", not a text", "put it between quotes");
    }
    return Optional.of(bytesOf(value.strvalue()));
  }

  Optional<String> text(String key) throws ConfigException {
    return bytes(key).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  /**
   * As Lua takes truth: everything but false and nil is true. A text or number that looks like a no
   * is refused, because lsyncd takes it as a yes.
   */
  boolean flag(String key, boolean otherwise) throws ConfigException {
    LuaValue value = take(key);
    if (value.isnil()) {
      return otherwise;
    }
    if (!value.isboolean() && DOUBTFUL.contains(value.tojstring())) {
      throw fault(
          key, "= " + shown(value) + " counts as true", "write true or false, without quotes");
    }
    return value.toboolean();
  }

  /** A number; negative or broken ones are for the caller to refuse. */
  Optional<Double> number(String key) throws ConfigException {
    LuaValue value = take(key);
    if (value.isnil()) {
      return Optional.empty();
    }
    if (!value.isnumber()) {
      throw fault(key, "must be a number, not " + shown(value), "write digits, without quotes");
    }
    return Optional.of(value.todouble());
  }

  /** A whole number of at least some size. */
  Optional<Integer> wholeNumber(String key, int least) throws ConfigException {
    Optional<Double> number = number(key);
    if (number.isEmpty()) {
      return Optional.empty();
    }
    double value = number.get();
    if (value != Math.rint(value) || value < least || value > Integer.MAX_VALUE) {
      throw fault(key, "must be a whole number and >= " + least, "correct it");
    }
    return Optional.of((int) value);
  }

  /** A table of its own, empty if there is none. */
  Keys table(String key) throws ConfigException {
    LuaValue value = take(key);
    if (!value.isnil() && !value.istable()) {
      throw fault(key, "is a " + value.typename() + ", not a table", "write " + key + " = { ... }");
    }
    return new Keys(place, prefix + key + ".", value.isnil() ? new LuaTable() : value.checktable());
  }

  /** One text, or a table of texts. */
  List<byte[]> texts(String key) throws ConfigException {
    LuaValue value = take(key);
    if (value.isnil()) {
      return List.of();
    }
    if (value.isstring()) {
      return List.of(bytesOf(value.strvalue()));
    }
    if (!value.istable()) {
      throw fault(key, "is a " + value.typename(), "write a text or a table of texts");
    }
    List<byte[]> texts = new ArrayList<>();
    LuaTable list = value.checktable();
    for (LuaValue index : list.keys()) {
      LuaValue text = list.get(index);
      if (!index.isint()) {
        throw fault(key, "has a name \"" + index.tojstring() + "\" in its list", "take it out");
      }
      if (!text.isstring()) {
        throw fault(key, "holds a " + text.typename(), "it takes a text or a table of texts");
      }
      texts.add(bytesOf(text.strvalue()));
    }
    return texts;
  }

  /** All names the table has, as text, in the order Lua has them. */
  List<LuaValue> names() {
    return List.of(table.keys());
  }

  /**
   * Refuses what was not taken.
   *
   * @param kind what such a name is, as {@code Parameter}
   * @param allowed further names that are fine
   */
  void requireNoOthers(String kind, Collection<String> allowed) throws ConfigException {
    for (LuaValue name : table.keys()) {
      String text = name.tojstring();
      if (!taken.contains(text) && !allowed.contains(text)) {
        String remedy =
            taken.isEmpty()
                ? "leave it out"
                : "did you mean \"" + prefix + nearest(text, taken) + "\"? See docs/migration.md";
        String problem = kind + " \"" + prefix + text + "\" unknown";
        throw new ConfigException(place, problem, remedy);
      }
    }
  }

  private static String nearest(String name, Collection<String> known) {
    List<String> names = known.stream().sorted().toList();
    return names.get(NearestName.of(name, names));
  }

  ConfigException fault(String key, String problem, String remedy) {
    return new ConfigException(place, prefix + key + " " + problem, remedy);
  }

  private static String shown(LuaValue value) {
    return value.isstring() && !value.isnumber()
        ? '"' + value.tojstring() + '"'
        : value.tojstring();
  }

  static byte[] bytesOf(LuaString text) {
    return Arrays.copyOfRange(text.m_bytes, text.m_offset, text.m_offset + text.m_length);
  }
}
