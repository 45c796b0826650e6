// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.StoreException;

/**
 * An open directory, lent by {@link DirectoryHandles}: whatever happens to the names above it, the
 * number stays this directory until {@link #close} gives it back.
 */
final class DirectoryHandle implements AutoCloseable {

  private final DirectoryHandles owner;
  private final int number;

  /** How many hold it, the cache included; guarded by the owner's lock. */
  int holders;

  DirectoryHandle(DirectoryHandles owner, int number) {
    this.owner = owner;
    this.number = number;
  }

  int number() {
    return number;
  }

  @Override
  public void close() throws StoreException {
    owner.giveBack(this);
  }
}
