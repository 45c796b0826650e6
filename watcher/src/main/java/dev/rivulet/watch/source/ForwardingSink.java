// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;

/** Passes everything on; to be overridden where something else is to be done. */
public class ForwardingSink implements EventSink {
  private final EventSink next;

  /** Passes on to another one. */
  protected ForwardingSink(EventSink next) {
    this.next = next;
  }

  @Override
  public void changed(TreePath path) {
    next.changed(path);
  }

  @Override
  public void appeared(TreePath path) {
    next.appeared(path);
  }

  @Override
  public void attributesChanged(TreePath path) {
    next.attributesChanged(path);
  }

  @Override
  public void created(TreePath path) {
    next.created(path);
  }

  @Override
  public void written(TreePath path) {
    next.written(path);
  }

  @Override
  public void removed(TreePath path) {
    next.removed(path);
  }

  @Override
  public void movedFrom(TreePath path, boolean directory) {
    next.movedFrom(path, directory);
  }

  @Override
  public void movedTo(TreePath path, boolean directory) {
    next.movedTo(path, directory);
  }

  @Override
  public void moved(TreePath from, TreePath to, boolean directory) {
    next.moved(from, to, directory);
  }

  @Override
  public void directoryCreated(TreePath directory) {
    next.directoryCreated(directory);
  }

  @Override
  public void treeChanged(TreePath directory) {
    next.treeChanged(directory);
  }

  @Override
  public void treeUncertain(TreePath directory) {
    next.treeUncertain(directory);
  }

  @Override
  public void namesChanged(TreePath directory) {
    next.namesChanged(directory);
  }

  @Override
  public void overflowed() {
    next.overflowed();
  }

  @Override
  public void rootLost() {
    next.rootLost();
  }

  @Override
  public void unwatched(TreePath directory, String reason) {
    next.unwatched(directory, reason);
  }
}
