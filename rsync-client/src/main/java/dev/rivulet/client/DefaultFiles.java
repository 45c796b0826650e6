// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostWorkspace;
import java.io.IOException;

/** The files of this process: relative paths start at its current directory. */
enum DefaultFiles implements LocalFiles {
  CURRENT_DIRECTORY,
  /** As {@link #CURRENT_DIRECTORY}, through links of anybody. */
  INSECURE {
    @Override
    public Workspace open() throws IOException {
      return HostWorkspace.insecure();
    }

    @Override
    public Workspace openToReceive() throws IOException {
      return HostWorkspace.insecure();
    }
  };

  @Override
  public Workspace open() throws IOException {
    return HostWorkspace.toSend();
  }

  @Override
  public Workspace openToReceive() throws IOException {
    return HostWorkspace.toReceive();
  }
}
