// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.store.FileTree;

final class MemoryExtendedAttributesTest extends ExtendedAttributesContract {

  @Override
  protected FileTree emptyTree() {
    return new MemoryFileTree();
  }

  @Override
  protected boolean isSuper() {
    return true;
  }
}
