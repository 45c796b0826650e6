// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;

/** For a first look, which has nothing to be compared with. */
class SilentSink implements EventSink {
  @Override
  public void changed(TreePath path) {}

  @Override
  public void attributesChanged(TreePath path) {}

  @Override
  public void created(TreePath path) {}

  @Override
  public void written(TreePath path) {}

  @Override
  public void treeChanged(TreePath directory) {}

  @Override
  public void namesChanged(TreePath directory) {}

  @Override
  public void overflowed() {}

  @Override
  public void rootLost() {}

  @Override
  public void unwatched(TreePath directory, String reason) {}
}
