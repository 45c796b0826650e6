// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.NameTest;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.source.NamePatterns;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The names of a source that tell a consumer at the target that something is complete, such as the
 * references of a repository: they arrive after what they are about (hazard 5.5). Immutable.
 *
 * @param patterns relative to the watched directory; what is below one that fits is published, too
 * @param top the watched directory, relative to the base of the source
 */
public record PublishedNames(NamePatterns patterns, TreePath top) {
  /** No name is published. */
  public static final PublishedNames NONE = new PublishedNames(NamePatterns.NONE, TreePath.ROOT);

  public boolean areAny() {
    return !patterns.isEmpty();
  }

  /** Whether a path is published. */
  public boolean cover(TreePath path) {
    return !patterns.isEmpty() && path.startsWith(top) && patterns.cover(below(path));
  }

  /** Whether something published may be in a directory. */
  public boolean mayBeIn(TreePath directory) {
    return !patterns.isEmpty()
        && (top.startsWith(directory)
            || directory.startsWith(top) && patterns.mayCoverIn(below(directory)));
  }

  private TreePath below(TreePath path) {
    TreePath below = TreePath.ROOT;
    List<byte[]> names = Components.of(path);
    int depth = Components.of(top).size();
    for (byte[] name : names.subList(depth, names.size())) {
      below = below.child(name);
    }
    return below;
  }

  /** Rules of a transfer that carries nothing published. */
  public FilterList hidden() {
    return rule((name, isDirectory) -> cover(TreePath.of(name)));
  }

  /** Rules of a transfer that carries nothing else. */
  public FilterList alone() {
    return rule(
        (name, isDirectory) -> {
          TreePath path = TreePath.of(name);
          return !cover(path) && !(isDirectory && mayBeIn(path));
        });
  }

  private FilterList rule(NameTest test) {
    byte[] shown = "publish".getBytes(StandardCharsets.US_ASCII);
    return patterns.isEmpty()
        ? FilterList.EMPTY
        : new FilterList(List.of(FilterRule.excluding(shown, test)));
  }
}
