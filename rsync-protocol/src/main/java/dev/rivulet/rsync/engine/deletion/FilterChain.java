// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.deletion;

import dev.rivulet.rsync.engine.listing.FilterReports;
import dev.rivulet.rsync.engine.listing.FilterScopeTrace;
import dev.rivulet.rsync.engine.listing.SenderWalk;
import dev.rivulet.rsync.engine.place.Destination;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The filters inside the directories of a destination, those of the way down to the last one asked
 * for kept. Owned by the generator's thread.
 */
public final class FilterChain {
  private record Link(TreePath directory, DirectoryFilters filters) {}

  private final Destination destination;
  private final DirectoryFilters outside;
  private final FilterScopeTrace scopes;
  private final Deque<Link> way = new ArrayDeque<>();
  private boolean rootIsListed;

  public FilterChain(Transfer transfer, Destination destination, FilterList rules, Reports reports)
      throws IOException {
    this.destination = destination;
    this.outside =
        DirectoryFilters.root(
                rules,
                transfer.settings().daemonFilters(),
                FilterList.Side.RECEIVER,
                transfer.options().deletion().excluded(),
                SenderWalk.ruleFiles(transfer),
                FilterReports.ofReceiver(transfer, reports))
            .at(destination.display());
    this.scopes = new FilterScopeTrace(transfer, reports, outside.readFiles());
  }

  /**
   * Says whether the source has an entry for the destination itself: only then a file of rules in
   * it counts.
   */
  public void begin(boolean hasRoot) {
    rootIsListed = hasRoot;
  }

  /** The filters that judge the entries of a directory. */
  DirectoryFilters inside(TreePath directory) throws IOException {
    while (!way.isEmpty() && !directory.startsWith(way.peek().directory())) {
      way.pop();
    }
    if (!way.isEmpty() && way.peek().directory().equals(directory)) {
      return way.peek().filters();
    }
    DirectoryFilters above = directory.isRoot() ? outside : inside(directory.parent());
    DirectoryFilters filters =
        directory.isRoot() && !rootIsListed
            ? above
            : above.enter(destination.argument(directory), directory.bytes());
    way.push(new Link(directory, filters));
    return filters;
  }

  /** Whether it is told which directories are reached. */
  boolean areTraced() {
    return scopes.isOn();
  }

  /** It is looked for what is to be deleted in a directory. */
  void reached(TreePath directory) throws IOException {
    if (scopes.isOn()) {
      scopes.entered(shown(directory));
    }
  }

  /** A complete pass goes by something that is no directory, which is told all the same. */
  void passed(FileEntry entry) throws IOException {
    if (scopes.isOn()) {
      scopes.passed(shown(destination.path(entry)));
    }
  }

  /** A directory that is about to be deleted is done with. */
  void left() throws IOException {
    if (scopes.isOn()) {
      scopes.left();
    }
  }

  private byte[] shown(TreePath path) {
    return path.isRoot() ? destination.display() : destination.shown(path);
  }

  /** Whether a name is protected by an exclude or protect rule. */
  boolean protects(TreePath path, boolean isDirectory, boolean ignorePerishable)
      throws IOException {
    return !path.isRoot()
        && inside(path.parent()).judge(path.bytes(), isDirectory, ignorePerishable)
            == FilterList.Verdict.EXCLUDED;
  }

  /** Whether the module's own rules hide a name. */
  public boolean isHidden(TreePath path, boolean isDirectory) throws IOException {
    return !path.isRoot() && outside.isHiddenByDaemon(path.bytes(), isDirectory);
  }
}
