// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.config.ConfigException;
import org.luaj.vm2.LuaError;

/** Carries a fault out of a running Lua program. */
final class ConfigFault extends LuaError {
  private static final long serialVersionUID = 1L;

  private final transient ConfigException fault;

  ConfigFault(ConfigException fault) {
    super(fault.problem());
    this.fault = fault;
  }

  ConfigException fault() {
    return fault;
  }
}
