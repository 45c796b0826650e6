// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.Closeable;
import java.io.IOException;

/**
 * Where path arguments are resolved: the current directory of a client (absolute paths allowed),
 * or the root of a daemon's module (nothing outside it can be reached).
 */
public interface Workspace extends Closeable {

  /** Looks at an argument; {@link FileAttributes#MISSING} if nothing is there. */
  FileAttributes stat(byte[] path, boolean follow) throws IOException;

  /** Opens a directory as the root of a tree; links in the path itself are followed. */
  FileTree open(byte[] directory) throws IOException;

  /** Makes one directory. */
  void makeDirectory(byte[] path, int permissions) throws IOException;

  /** The users and groups of this place. */
  IdMapper ids();

  @Override
  void close() throws IOException;
}
