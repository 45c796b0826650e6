// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A workspace with another file system at one of its directories. */
record MountedWorkspace(Workspace below, String mountPoint, Workspace mounted)
    implements Workspace {

  private Workspace at(byte[] path) {
    String text = new String(path, StandardCharsets.UTF_8);
    return text.equals(mountPoint) || text.startsWith(mountPoint + "/") ? mounted : below;
  }

  @Override
  public FileAttributes stat(byte[] path, boolean follow) throws IOException {
    return at(path).stat(path, follow);
  }

  @Override
  public FileTree open(byte[] directory, LinkPolicy links) throws IOException {
    return at(directory).open(directory, links);
  }

  @Override
  public void makeDirectory(byte[] path, int permissions) throws IOException {
    at(path).makeDirectory(path, permissions);
  }

  @Override
  public IdMapper ids() {
    return below.ids();
  }

  @Override
  public void close() {}
}
