// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.deletion;

import dev.rivulet.rsync.engine.listing.DirectoryContents;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.IoError;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what directories of a destination hold that no filter protects. Owned by the generator's
 * thread.
 */
final class DoomedContents {
  private final Transfer transfer;
  private final Destination destination;
  private final FilterChain filters;
  private final Reports reports;
  private final DeletionTrace trace;

  DoomedContents(
      Transfer transfer,
      Destination destination,
      FilterChain filters,
      Reports reports,
      DeletionTrace trace) {
    this.transfer = transfer;
    this.destination = destination;
    this.filters = filters;
    this.reports = reports;
    this.trace = trace;
  }

  /**
   * What may be deleted in a directory, in the order of file lists.
   *
   * @param all whether there is nothing else in it
   */
  record Found(List<DirectoryContents.Item> items, boolean all) {}

  /** Looks into a directory; one that cannot be read is reported and seems empty. */
  Found in(TreePath directory, boolean ignorePerishable) throws IOException {
    filters.reached(directory);
    List<DirectoryContents.Item> all = all(directory);
    List<DirectoryContents.Item> found = new ArrayList<>(all.size());
    for (DirectoryContents.Item item : all) {
      TreePath child = directory.child(item.name());
      if (!filters.protects(child, item.attributes().isDirectory(), ignorePerishable)) {
        trace.found(child);
        found.add(item);
      }
    }
    trace.found(directory, found);
    return new Found(found, found.size() == all.size());
  }

  /** Lets only the trace know what is in a directory that is deleted if it is empty. */
  void tell(TreePath directory) throws IOException {
    if (isTraced()) {
      in(directory, true);
      filters.left();
    }
  }

  private boolean isTraced() {
    return trace.tellsContents() || filters.areTraced();
  }

  /** A directory that was just made is empty, which only the trace has to tell. */
  void ofNew(FileEntry directory) throws IOException {
    if (isTraced()) {
      TreePath path = destination.path(directory);
      filters.reached(path);
      trace.found(path, List.of());
    }
  }

  /** Whether there is nothing at all in a directory. */
  boolean isEmpty(TreePath directory) throws IOException {
    return all(directory).isEmpty();
  }

  private List<DirectoryContents.Item> all(TreePath directory) throws IOException {
    FileTree tree = destination.tree();
    try {
      return DirectoryContents.read(
          tree, directory, transfer.parameters().filesBeforeDirectories());
    } catch (StoreException e) {
      reports.failed("opendir", destination.shown(directory), e);
      transfer.outcome().addIoError(IoError.GENERAL);
      return List.of();
    }
  }
}
