// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.IOException;

/** Told what a directory holds, {@code .} and {@code ..} left out, in the system's order. */
public interface EntryVisitor {

  /** One entry and what lstat says of it. */
  void entry(byte[] name, FileAttributes attributes) throws IOException;

  /** An entry that is listed but could not be looked at (it may have vanished). */
  void failed(byte[] name, StoreException reason) throws IOException;
}
