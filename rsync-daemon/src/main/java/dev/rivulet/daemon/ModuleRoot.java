// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.host.Identity;
import dev.rivulet.daemon.log.Diagnostics;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.SystemErrors;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostIdMapper;
import dev.rivulet.rsync.store.host.ModuleWorkspace;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.ThreadIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * Where a module's files are and how they are kept apart from the rest: what {@code path} and
 * {@code use chroot} say.
 *
 * <p>In place of chroot(2), which would move the whole process, the directory becomes the root that
 * names and symbolic links are resolved in. For defaults that ask for chroot this counts as one.
 *
 * @param path of the directory to serve
 * @param outer what counts as the root of the system: the directory itself, the part of the path in
 *     front of the mark, or the real root
 * @param isolated whether the directory is a root of its own
 * @param insecure whether symbolic links in it are followed wherever they lead
 * @param daemonChroot what {@code path} and {@code outer} are seen from, without a slash at its
 *     end; empty for the real root
 * @param inner whether it lies inside the root rather than being it ({@code /outer/./inner})
 */
record ModuleRoot(
    String path,
    String outer,
    boolean isolated,
    boolean inner,
    boolean insecure,
    String daemonChroot) {
  private static final String MARK = "/./";

  /**
   * Decides by the configuration.
   *
   * @param root whether the daemon runs as root; the reference program can only isolate then
   */
  static ModuleRoot of(ModuleConfig module, boolean root) {
    String path = module.path();
    int mark = path.indexOf(MARK);
    boolean demanded = module.useChroot().orElse(mark >= 0);
    boolean isolated = demanded || module.useChroot().isEmpty() && root;
    String cleaned = mark < 0 ? path : path.substring(0, mark) + path.substring(mark + 2);
    boolean inner = mark >= 0 && isolated;
    String outer = inner ? path.substring(0, mark + 1) : isolated ? cleaned : "/";
    return new ModuleRoot(
        cleaned, outer, isolated, inner, module.hasInsecureLinks(), module.daemonChroot());
  }

  private boolean isWholeSystem() {
    return path.equals("/");
  }

  /** Whether symbolic links could lead to something outside the module if nothing was done. */
  private boolean linksCouldEscape() {
    return !isPlainRoot() && !isWholeSystem();
  }

  /** Whether symbolic links are made unusable when stored. */
  boolean mungesSymlinks(ModuleConfig module) {
    return module.mungeSymlinks().orElse(linksCouldEscape());
  }

  /** Whether symbolic links are bent back into the module when stored. */
  boolean sanitizesSymlinks(ModuleConfig module) {
    return !mungesSymlinks(module) && linksCouldEscape();
  }

  /** Whether a directory of that name is where an absolute symbolic link would look for it. */
  boolean hasDirectory(String name, Workspace workspace) throws IOException {
    return isPlainRoot()
        ? workspace.stat(ByteText.bytes(name), true).isDirectory()
        : Files.isDirectory(ByteText.path(daemonChroot + outer).resolve(name));
  }

  boolean hasNumericIds(ModuleConfig module) {
    return module.numericIds().orElse(isolated && module.nameConverter().isEmpty());
  }

  private LinkPolicy links() {
    if (isPlainRoot()) {
      return LinkPolicy.AS_ROOT;
    }
    return insecure ? LinkPolicy.ANYWHERE : LinkPolicy.INSIDE;
  }

  /** A path that an operator gave as the module sees it, relative to the directory; or as it is. */
  String below(String operatorPath) {
    boolean seenFromOutside = !isolated && operatorPath.startsWith(path + "/");
    return seenFromOutside ? operatorPath.substring(path.length() + 1) : operatorPath;
  }

  /** Opens the directory, as the daemon: those above it need not be open to the module's user. */
  Workspace open(IdMapper ids) throws StoreException {
    return open(path, links(), ids);
  }

  /**
   * The names of users and groups: of this machine, or those that a process knows whose root this
   * is; none if it cannot be entered.
   *
   * @param host the names of this machine, and the rights of the session
   */
  IdMapper names(IdMapper host) throws IOException {
    if (!isolated || outer.equals("/")) {
      return host;
    }
    try (Workspace root = open(outer, LinkPolicy.AS_ROOT, host)) {
      return AccountFiles.in(root, host);
    } catch (StoreException e) {
      Diagnostics.debug("no names from a root that cannot be entered", e);
      return host;
    }
  }

  private Workspace open(String place, LinkPolicy links, IdMapper ids) throws StoreException {
    byte[] directory = ByteText.bytes(place);
    return daemonChroot.isEmpty()
        ? ModuleWorkspace.open(directory, links, ids)
        : ModuleWorkspace.openWithin(ByteText.bytes(daemonChroot), directory, links, ids);
  }

  /** The names of this machine, and the rights of an identity; without one, of this process. */
  static HostIdMapper ids(Optional<Identity> identity) throws StoreException {
    if (identity.isEmpty()) {
      return new HostIdMapper(
          Posix.effectiveUser(), Posix.effectiveGroup(), ThreadIdentity.groups());
    }
    Identity as = identity.get();
    return new HostIdMapper(as.uid(), as.gid(), as.groupArray());
  }

  /** Whether the module is all there is, as behind chroot(2). */
  boolean isPlainRoot() {
    return isolated && !inner;
  }

  /** What the client is told when the directory cannot be entered. */
  String failure() {
    return isPlainRoot() ? "chroot failed" : "chdir failed";
  }

  /** What the log says then. */
  String logLine(StoreException reason) {
    String below = inner ? path.substring(outer.length() - 1) : path;
    String call = isPlainRoot() ? "chroot(\"" + path + "\")" : "chdir " + below;
    return "rsync: [Receiver] " + call + " failed: " + SystemErrors.reason(reason);
  }
}
