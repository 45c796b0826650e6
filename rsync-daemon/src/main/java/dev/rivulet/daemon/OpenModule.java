// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.host.Identity;
import dev.rivulet.daemon.host.IdentityChooser;
import dev.rivulet.daemon.host.IdentityException;
import dev.rivulet.daemon.host.Privileges;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * A module entered: its directory is open, its rules are read, the calling thread acts as its user.
 *
 * @param workspace from which nothing outside the module can be reached
 * @param filters the rules that hide files
 */
record OpenModule(ModuleRoot root, Workspace workspace, FilterList filters) implements Closeable {
  private static final String MUNGED = "rsyncd-munged";

  /**
   * A module about to be entered: everything is known, nothing has been done.
   *
   * @param identity whom the session will act as; empty to stay who it is
   */
  record Prepared(
      ModuleConfig module, ModuleRoot root, Optional<Identity> identity, FilterList filters) {

    /** What the session will be allowed to do, and the names it knows. */
    IdMapper ids() throws IOException {
      return root.names(ModuleRoot.ids(identity));
    }
  }

  /**
   * Finds out what is needed to enter a module, and turns to its log.
   *
   * @throws Refusal with what to tell the client; the log knows more
   */
  static Prepared prepare(ModuleConfig module, IdentityChooser identities, DaemonLog log)
      throws IOException, Refusal {
    Optional<Identity> identity = identity(module, identities, log);
    if (module.path().isEmpty()) {
      log.line("No path specified for module " + module.name());
      throw new Refusal("no path setting.");
    }
    ModuleRoot root = ModuleRoot.of(module, identities.isRoot());
    FilterList filters = filters(module, log);
    log.reopen(module.logFile(), module.syslogFacility(), module.syslogTag());
    if (!root.isolated() && module.useChroot().isEmpty()) {
      log.line(
          "chroot test failed: Operation not permitted."
              + " Switching 'use chroot' from unset to false.");
    }
    return new Prepared(module, root, identity, filters);
  }

  /**
   * Enters a module. On return the thread has the identity of the module's user for good.
   *
   * @param ids who knows the names of users and groups
   * @throws Refusal with what to tell the client; the log knows more
   */
  static OpenModule enter(Prepared prepared, IdMapper ids, DaemonLog log)
      throws IOException, Refusal {
    ModuleRoot root = prepared.root();
    Workspace workspace = workspace(root, ids, log);
    try {
      requireNoMungedDirectory(prepared.module(), root, workspace, log);
      assume(prepared.identity(), log);
      return new OpenModule(root, workspace, prepared.filters());
    } catch (IOException | Refusal | RuntimeException e) {
      workspace.close();
      throw e;
    }
  }

  private static Optional<Identity> identity(
      ModuleConfig module, IdentityChooser identities, DaemonLog log)
      throws StoreException, Refusal {
    try {
      return identities.choose(module.uid(), module.gid());
    } catch (IdentityException e) {
      log.line(e.getMessage());
      throw new Refusal(e.answer());
    }
  }

  private static FilterList filters(ModuleConfig module, DaemonLog log) throws Refusal {
    try {
      return ModuleFilters.of(module);
    } catch (RsyncException e) {
      log.line(e.getMessage());
      throw new Refusal("the filter rules of module " + module.name() + " cannot be used");
    }
  }

  private static Workspace workspace(ModuleRoot root, IdMapper ids, DaemonLog log) throws Refusal {
    try {
      return root.open(ids);
    } catch (StoreException e) {
      log.line(root.logLine(e));
      throw new Refusal(root.failure());
    }
  }

  /** A directory of the name that makes links harmless would make them work again. */
  private static void requireNoMungedDirectory(
      ModuleConfig module, ModuleRoot root, Workspace workspace, DaemonLog log)
      throws IOException, Refusal {
    if (root.mungesSymlinks(module) && root.hasDirectory(MUNGED, workspace)) {
      log.line("Symlink munging is unsafe when a /rsyncd-munged directory exists.");
      throw new Refusal("daemon security issue -- contact admin");
    }
  }

  private static void assume(Optional<Identity> identity, DaemonLog log) throws Refusal {
    if (identity.isEmpty()) {
      return;
    }
    try {
      Privileges.assume(identity.get());
    } catch (StoreException e) {
      log.line("rsync: [Receiver] " + e.getMessage());
      throw new Refusal(call(e) + " failed");
    }
  }

  private static String call(StoreException failure) {
    return switch (failure.operation()) {
      case "setgroups" -> "setgroups";
      case "setfsgid" -> "setgid";
      default -> "setuid";
    };
  }

  @Override
  public void close() throws IOException {
    workspace.close();
  }
}
