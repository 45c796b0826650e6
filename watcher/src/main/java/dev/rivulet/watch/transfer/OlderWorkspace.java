// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.ForwardingWorkspace;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;

/** A place whose trees show {@link OlderFiles} alone. */
final class OlderWorkspace extends ForwardingWorkspace {
  private final OlderFiles older;

  /**
   * @param place is closed with this
   */
  OlderWorkspace(Workspace place, OlderFiles older) {
    super(place);
    this.older = older;
  }

  @Override
  public FileTree open(byte[] directory, LinkPolicy links) throws IOException {
    return new OlderTree(place.open(directory, links), older);
  }

  @Override
  public FileAttributes stat(byte[] path, boolean follow) throws IOException {
    FileAttributes found = place.stat(path, follow);
    return older.shows(found) ? found : FileAttributes.MISSING;
  }
}
