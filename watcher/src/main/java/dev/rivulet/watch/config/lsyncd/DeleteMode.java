// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.config.ConfigException;
import org.luaj.vm2.LuaValue;

/**
 * The key {@code delete}.
 *
 * @param atStart whether what the source does not have is deleted by a complete comparison
 * @param later whether what vanishes while the program runs is deleted
 */
record DeleteMode(boolean atStart, boolean later) {

  static DeleteMode of(Keys sync) throws ConfigException {
    LuaValue value = sync.take("delete");
    if (value.isnil() || value.isboolean()) {
      boolean both = value.isnil() || value.toboolean();
      return new DeleteMode(both, both);
    }
    return switch (value.tojstring()) {
      case "startup" -> new DeleteMode(true, false);
      case "running" -> new DeleteMode(false, true);
      default ->
          throw sync.fault(
              "delete",
              "= \"" + value.tojstring() + "\" is unknown",
              "write true, false, \"startup\" or \"running\"");
    };
  }
}
