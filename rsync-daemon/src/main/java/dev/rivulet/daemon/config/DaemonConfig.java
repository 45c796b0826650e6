// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configuration as it was at one moment; immutable.
 *
 * @param global what concerns the daemon as a whole
 * @param modules in the order of the file
 * @param notices what is wrong with the file without making it useless, for the log
 */
public record DaemonConfig(GlobalConfig global, List<ModuleConfig> modules, List<String> notices) {

  public DaemonConfig {
    modules = List.copyOf(modules);
    notices = List.copyOf(notices);
  }

  /** A configuration made by a program. */
  public static DaemonConfig of(List<ModuleConfig> modules) {
    Map<String, ModuleConfig> byName = new LinkedHashMap<>();
    for (ModuleConfig module : modules) {
      if (byName.put(module.name(), module) != null) {
        throw new IllegalArgumentException("two modules named " + module.name());
      }
    }
    Settings nothing = new Settings();
    return new DaemonConfig(new GlobalConfig(nothing, nothing, Variables.NONE), modules, List.of());
  }

  /** The module with exactly this name. */
  public Optional<ModuleConfig> module(String name) {
    return modules.stream().filter(module -> module.name().equals(name)).findFirst();
  }
}
