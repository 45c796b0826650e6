// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.options.OperatorPaths;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;

/** Where local path arguments are resolved; opened once for each end of a transfer. */
@FunctionalInterface
public interface LocalFiles {

  /** Opens the place to read from; the caller closes it. */
  Workspace open() throws IOException;

  /**
   * Opens the place to write to; the caller closes it. An argument to write to may be trusted less:
   * for the files of this process it leads only through symbolic links of root and of its user.
   */
  default Workspace openToReceive() throws IOException {
    return open();
  }

  /** The files of this process: relative paths start at its current directory. */
  static LocalFiles currentDirectory() {
    return DefaultFiles.CURRENT_DIRECTORY;
  }

  /**
   * The files of this process as far as options allow.
   *
   * @param paths of the transfer
   * @param fromPeer whether arguments are named by a peer, and not by the user
   */
  static LocalFiles of(OperatorPaths paths, boolean fromPeer) {
    if (paths.confineRoot().length > 0) {
      return new ConfinedFiles(paths.confineRoot(), fromPeer);
    }
    return paths.insecureLinks() ? DefaultFiles.INSECURE : currentDirectory();
  }
}
