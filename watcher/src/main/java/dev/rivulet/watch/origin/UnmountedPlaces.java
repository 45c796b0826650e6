// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.source.MountTable;
import dev.rivulet.watch.source.MountTable.Mount;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Places in a source where something was mounted that is not there any more. The empty directory
 * underneath looks like a mass deletion: nothing below it is deleted at a target until something is
 * mounted there again, or the mirror is started anew (hazard 2.17). Safe for several threads.
 */
final class UnmountedPlaces implements Closeable {
  private final MountTable table;
  private final TreePath directory;
  private final Set<TreePath> known = new TreeSet<>();
  private List<TreePath> places = List.of();
  private List<Long> numbers;

  /**
   * @throws IOException if the source is not there
   */
  UnmountedPlaces(WatchSource source) throws IOException {
    this.table = new MountTable(source.root());
    this.directory = source.directory();
    this.numbers = note(table.mounts());
  }

  private List<Long> note(Map<TreePath, Mount> mounted) {
    known.addAll(mounted.keySet());
    places = known.stream().filter(place -> !mounted.containsKey(place)).toList();
    return mounted.values().stream().map(Mount::number).toList();
  }

  /** The places at the moment, relative to the watched directory. */
  synchronized List<TreePath> places() throws IOException {
    refresh();
    return places;
  }

  /** The places where something is mounted at the moment, in the same way. */
  synchronized List<TreePath> standing() throws IOException {
    refresh();
    return known.stream().filter(place -> !places.contains(place)).toList();
  }

  /** The numbers of all mounts in the source. */
  synchronized List<Long> mounts() throws IOException {
    refresh();
    return numbers;
  }

  private void refresh() throws IOException {
    if (table.hasChanged()) {
      numbers = note(table.mounts());
    }
  }

  /** Takes what is not mounted now for gone; whether there was such a place. */
  synchronized boolean accept() throws IOException {
    boolean any = !places().isEmpty();
    known.removeAll(Set.copyOf(places));
    places = List.of();
    return any;
  }

  /** The same options, which delete nothing below these places. */
  TransferOptions protecting(TransferOptions options) throws IOException {
    List<TreePath> now = places();
    if (now.isEmpty()) {
      return options;
    }
    List<FilterRule> rules = new ArrayList<>();
    for (TreePath place : now) {
      rules.addAll(protection(place));
    }
    FilterList filters = new FilterList(rules).with(options.filters());
    return options.toBuilder().filters(filters).deleteExcluded(false).build();
  }

  private List<FilterRule> protection(TreePath place) throws RsyncException {
    TreePath inTransfer = directory.isRoot() ? place : directory.resolve(place);
    ByteArrayOutputStream rule = new ByteArrayOutputStream();
    rule.writeBytes("P /".getBytes(StandardCharsets.US_ASCII));
    for (byte b : inTransfer.bytes()) {
      if (b == '*' || b == '?' || b == '[' || b == '\\') {
        rule.write('\\');
      }
      rule.write(b);
    }
    rule.writeBytes("/***".getBytes(StandardCharsets.US_ASCII));
    List<FilterRule> rules = new ArrayList<>(1);
    FilterRuleParser.parseRule(rule.toByteArray(), rules);
    return rules;
  }

  @Override
  public void close() throws IOException {
    table.close();
  }
}
