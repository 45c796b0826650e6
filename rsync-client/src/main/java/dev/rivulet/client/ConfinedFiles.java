// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostWorkspace;
import java.io.IOException;

/**
 * The files of this process, of which options reach only those in one directory: {@code
 * --confine-root} (rsync(1)).
 *
 * @param fromPeer whether the arguments come from a peer, so that the bound is theirs too
 */
record ConfinedFiles(byte[] root, boolean fromPeer) implements LocalFiles {

  @Override
  public Workspace open() throws IOException {
    return HostWorkspace.within(root, LinkPolicy.ANYWHERE, fromPeer);
  }

  @Override
  public Workspace openToReceive() throws IOException {
    return HostWorkspace.within(root, LinkPolicy.TRUSTED_OWNER, fromPeer);
  }
}
