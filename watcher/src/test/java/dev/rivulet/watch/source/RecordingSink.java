// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.TreePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** Keeps what an event source reports, as lines like {@code changed a/b}. */
final class RecordingSink implements EventSink {
  private static final long PATIENCE_MILLIS = 30_000;

  private final List<String> lines = new ArrayList<>();

  private synchronized void add(String what, TreePath path) {
    lines.add(what + " " + path);
    notifyAll();
  }

  @Override
  public void changed(TreePath path) {
    add("changed", path);
  }

  @Override
  public void attributesChanged(TreePath path) {
    add("attributes", path);
  }

  @Override
  public void created(TreePath path) {
    add("created", path);
  }

  @Override
  public void written(TreePath path) {
    add("written", path);
  }

  @Override
  public void treeChanged(TreePath directory) {
    add("tree", directory);
  }

  @Override
  public void namesChanged(TreePath directory) {
    add("names", directory);
  }

  @Override
  public synchronized void moved(TreePath from, TreePath to, boolean directory) {
    lines.add("moved " + from + " to " + to);
    movedFrom(from, directory);
    movedTo(to, directory);
  }

  @Override
  public void overflowed() {
    add("overflowed", TreePath.ROOT);
  }

  @Override
  public void rootLost() {
    add("lost", TreePath.ROOT);
  }

  @Override
  public void unwatched(TreePath directory, String reason) {
    add("unwatched", directory);
    add("unwatched " + directory, reason);
  }

  private synchronized void add(String what, String reason) {
    lines.add(what + " " + reason);
    notifyAll();
  }

  synchronized void clear() {
    lines.clear();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /** Waits for a line. */
  void await(String line) throws InterruptedException {
    await(seen -> seen.contains(line), line);
  }

  /** Waits for a line that begins with something. */
  void awaitLine(String start) throws InterruptedException {
    await(seen -> seen.stream().anyMatch(line -> line.startsWith(start)), start);
  }

  /** Waits for something that is asked again with every event, and often without one. */
  synchronized void awaitTrue(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!condition.getAsBoolean()) {
      if (System.currentTimeMillis() > deadline) {
        throw new AssertionError("it did not come true: " + lines);
      }
      wait(10);
    }
  }

  /** Waits for a file or a directory above it to be marked in any way that covers it. */
  void awaitCovered(TreePath path) throws InterruptedException {
    await(seen -> seen.stream().anyMatch(line -> covers(line, path)), "cover for " + path);
  }

  private static boolean covers(String line, TreePath path) {
    String what = line.substring(0, line.indexOf(' '));
    if (what.equals("unwatched") || what.equals("moved")) {
      return false;
    }
    TreePath marked = TreePath.of(line.substring(line.indexOf(' ') + 1));
    return marked.equals(path)
        || (what.equals("names") && marked.equals(path.parent()))
        || (what.equals("tree") && path.startsWith(marked));
  }

  private synchronized void await(Predicate<List<String>> found, String what)
      throws InterruptedException {
    long deadline = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (!found.test(lines)) {
      long left = deadline - System.currentTimeMillis();
      if (left <= 0) {
        throw new AssertionError("no " + what + " in " + lines);
      }
      wait(left);
    }
  }
}
