// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.watch.FlushResult;
import dev.rivulet.watch.MirrorDetails;
import dev.rivulet.watch.PathReport;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.Verification;
import dev.rivulet.watch.WatchControl;
import dev.rivulet.watch.WatcherStatus;
import dev.rivulet.watch.send.TargetWorker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Sees and steers the mirrors of one watcher. Safe for several threads. */
final class Steering implements WatchControl {
  private final Supplier<List<WatchedTree>> trees;

  Steering(Supplier<List<WatchedTree>> trees) {
    this.trees = trees;
  }

  @Override
  public WatcherStatus status() {
    return new WatcherStatus(trees.get().stream().map(WatchedTree::status).toList());
  }

  @Override
  public Optional<MirrorDetails> details(String mirror, int mostPaths) throws IOException {
    for (WatchedTree tree : trees.get()) {
      if (tree.name().equals(mirror)) {
        return Optional.of(tree.details(mostPaths));
      }
    }
    return Optional.empty();
  }

  @Override
  public int pause(String name) {
    return setPaused(name, true);
  }

  @Override
  public int resume(String name) {
    return setPaused(name, false);
  }

  private int setPaused(String name, boolean paused) {
    List<TargetWorker> chosen = workers(name);
    chosen.forEach(worker -> worker.setPaused(paused));
    return chosen.size();
  }

  @Override
  public FlushResult flush(String name, Duration timeout) throws IOException, InterruptedException {
    List<TargetWorker> chosen = workers(name);
    long deadline = System.nanoTime() + timeout.toNanos();
    boolean heard = true;
    for (WatchedTree tree : trees.get()) {
      heard &= !isAbout(tree, chosen) || tree.awaitCaughtUp(deadline);
    }
    long asked = System.nanoTime();
    chosen.forEach(worker -> worker.hurry(asked));
    List<TargetStatus> behind = new ArrayList<>();
    for (TargetWorker worker : chosen) {
      if (!worker.statistics().awaitSettled(asked, deadline) || !heard) {
        behind.add(worker.status());
      }
    }
    return new FlushResult(chosen.size(), List.copyOf(behind));
  }

  private static boolean isAbout(WatchedTree tree, List<TargetWorker> chosen) {
    return tree.workers().stream().anyMatch(chosen::contains);
  }

  @Override
  public List<PathReport> why(byte[] path) throws IOException {
    List<PathReport> reports = new ArrayList<>();
    for (WatchedTree tree : trees.get()) {
      reports.addAll(tree.why(path));
    }
    return reports;
  }

  @Override
  public List<Verification> verify(String name, boolean contents)
      throws IOException, InterruptedException {
    List<Verification> found = new ArrayList<>();
    for (WatchedTree tree : trees.get()) {
      for (TargetWorker worker : tree.workers()) {
        if (isNamed(name, tree, worker)) {
          found.add(tree.verifications().verify(worker, contents));
        }
      }
    }
    return List.copyOf(found);
  }

  @Override
  public int release(String name) {
    int released = 0;
    for (WatchedTree tree : trees.get()) {
      boolean accepted = (name.isEmpty() || name.equals(tree.name())) && tree.acceptSource();
      for (TargetWorker worker : tree.workers()) {
        boolean held = isNamed(name, tree, worker) && worker.releaseDeletions();
        released += accepted || held ? 1 : 0;
      }
    }
    return released;
  }

  private List<TargetWorker> workers(String name) {
    List<TargetWorker> chosen = new ArrayList<>();
    for (WatchedTree tree : trees.get()) {
      for (TargetWorker worker : tree.workers()) {
        if (isNamed(name, tree, worker)) {
          chosen.add(worker);
        }
      }
    }
    return chosen;
  }

  private static boolean isNamed(String name, WatchedTree tree, TargetWorker worker) {
    return name.isEmpty() || name.equals(tree.name()) || name.equals(worker.statistics().target());
  }
}
