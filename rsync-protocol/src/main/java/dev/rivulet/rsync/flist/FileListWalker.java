// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.store.Workspace;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * Turns source arguments into file lists: all at once, or one directory at a time under
 * incremental recursion.
 *
 * <p>Owned by the sender's thread. Lists are kept until {@link #drop}.
 */
public final class FileListWalker implements Closeable {

  public FileListWalker(
      Workspace workspace,
      WalkOptions options,
      ListFormat format,
      DirectoryFilters filters,
      WalkObserver observer) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The first (without incremental recursion: only) list, for the arguments as typed. */
  public FileList first(List<byte[]> arguments) throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Whether directories are left whose lists have not been made. */
  public boolean hasNext() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** The list of the next directory, depth first. */
  public FileList next() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Where the file of an entry of a list made here is. */
  public SourceLocation locate(FileEntry entry) {
    throw new UnsupportedOperationException("skeleton");
  }

  /** {@link IoError} bits collected so far. */
  public int ioError() {
    throw new UnsupportedOperationException("skeleton");
  }

  /** Closes the trees opened for the arguments. */
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException("skeleton");
  }
}
