// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.host.OperatorFiles;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.filter.DaemonRules;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.SystemErrors;

/**
 * The rules of a module: {@code filter}, {@code include from}, {@code include}, {@code exclude
 * from}, {@code exclude}, in this order (rsyncd.conf(5)).
 */
final class ModuleFilters {
  private ModuleFilters() {}

  static FilterList of(ModuleConfig module) throws RsyncException {
    DaemonRules rules = new DaemonRules();
    rules.addFilter(ByteText.bytes(module.filter()), name -> contents(ByteText.of(name)));
    addFile(module.includeFrom(), true, rules);
    rules.addPatterns(ByteText.bytes(module.include()), true);
    addFile(module.excludeFrom(), false, rules);
    rules.addPatterns(ByteText.bytes(module.exclude()), false);
    return rules.toList();
  }

  private static void addFile(String name, boolean include, DaemonRules rules)
      throws RsyncException {
    if (!name.isEmpty()) {
      rules.addPatternFile(contents(name), name, include);
    }
  }

  private static byte[] contents(String name) throws RsyncException {
    try {
      return OperatorFiles.read(ByteText.bytes(name)).bytes();
    } catch (StoreException e) {
      throw new RsyncException(
          ExitCode.FILE_IO,
          "rsync: failed to open exclude file " + name + ": " + SystemErrors.reason(e),
          e);
    }
  }
}
