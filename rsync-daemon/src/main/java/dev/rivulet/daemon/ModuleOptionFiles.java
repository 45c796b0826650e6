// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.RuleContext;
import dev.rivulet.rsync.filter.RuleFiles;
import dev.rivulet.rsync.options.OptionFiles;
import dev.rivulet.rsync.options.OptionRules;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;

/**
 * The files that a client's options and rules may name: those of its module that the module does
 * not hide. Owned by the session's thread.
 */
final class ModuleOptionFiles implements OptionFiles {
  private static final int LARGEST = 256 << 20;
  private static final byte[] NO_RULES = {};

  private final Workspace workspace;
  private final RuleFiles rules;

  ModuleOptionFiles(Workspace module, FilterList hidden) throws IOException {
    this.workspace = module.forOptions();
    this.rules = new RuleFiles(module, hidden, false);
  }

  /** What reading rules that come over the connection needs; home is the root of the module. */
  RuleContext rules() {
    return new OptionRules(this, name -> name.equals("HOME") ? "" : null, () -> false, "sender");
  }

  @Override
  public byte[] read(byte[] path) throws StoreException, RsyncException {
    if (rules.isHidden(path)) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "rsync: Your options have been rejected by the server.");
    }
    return contents(path);
  }

  @Override
  public byte[] readMerged(byte[] path) throws StoreException {
    return rules.isHidden(path) ? NO_RULES : contents(path);
  }

  private byte[] contents(byte[] path) throws StoreException {
    try {
      return workspace.read(path, LARGEST);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException("read", Errno.EIO);
    }
  }
}
