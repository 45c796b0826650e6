// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.delta.FuzzyDistance;
import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.dialogue.ItemRecord;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.store.EntryVisitor;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Looks for a similar file whose blocks may be of use to one that does not exist (rsync(1),
 * --fuzzy): in its directory, and if asked for twice in the same one of each alternate directory.
 *
 * <p>A file of the same size and time is taken first, else the one with the nearest name. What is
 * known of one directory is kept until another one is asked about. Owned by the generator's thread.
 */
final class FuzzyBasis {

  /** A file that may be similar. */
  private record Candidate(int place, TreePath path, FileAttributes attributes) {}

  private final Workbench bench;

  /** The destination, then the alternate directories if they are looked into. */
  private final List<FileTree> places = new ArrayList<>();

  private TreePath directory;
  private final List<Candidate> candidates = new ArrayList<>();

  /** Candidates whose own data is on its way: they do not stay as they are. */
  private final Set<TreePath> changing = new HashSet<>();

  FuzzyBasis(Workbench bench) {
    this.bench = bench;
    int level = bench.transfer().options().delivery().fuzzy();
    if (level > 0) {
      places.add(bench.tree());
    }
    if (level > 1) {
      places.addAll(bench.alternates().trees());
    }
  }

  /**
   * Takes note that a file will be made from blocks. As in the real program that counts in the
   * directory that is listed by now: elsewhere the file will still be a candidate.
   */
  void changes(TreePath path) {
    if (path.parent().equals(directory)) {
      changing.add(path);
    }
  }

  /** The basis for a file that does not exist, or null. */
  Basis find(FileEntry entry, TreePath path) throws IOException {
    if (places.isEmpty()) {
      return null;
    }
    list(path.parent());
    Candidate best = choose(entry, path);
    while (best != null && !isStillThere(best)) {
      candidates.remove(best);
      best = choose(entry, path);
    }
    if (best == null) {
      return null;
    }
    if (traces(1)) {
      byte[] name = entry.name();
      tell(new Text().add("fuzzy basis selected for ").add(name).add(": ").add(shown(best)));
    }
    return new Basis(
        ItemRecord.FUZZY + best.place(),
        best.path().leaf(),
        places.get(best.place()),
        best.path(),
        best.attributes());
  }

  private Candidate choose(FileEntry entry, TreePath path) throws IOException {
    Candidate best = sameSizeAndTime(entry);
    return best == null ? nearestName(path.leaf()) : best;
  }

  /** This transfer may have put something else in the place of a file since it was listed. */
  private boolean isStillThere(Candidate candidate) throws IOException {
    try {
      return places.get(candidate.place()).statOrMissing(candidate.path()).isRegular();
    } catch (StoreException e) {
      return false;
    }
  }

  private Candidate sameSizeAndTime(FileEntry entry) throws IOException {
    for (Candidate candidate : candidates) {
      FileAttributes there = candidate.attributes();
      if (there.size() == entry.size()
          && bench.times().areEqual(entry, there)
          && isAtRest(candidate)) {
        if (traces(2)) {
          tell(new Text().add("fuzzy size/modtime match for ").add(shown(candidate)));
        }
        return candidate;
      }
    }
    return null;
  }

  /** Of names equally near the last one. */
  private Candidate nearestName(byte[] leaf) throws IOException {
    Candidate best = null;
    long nearest = FuzzyDistance.LIMIT;
    for (Candidate candidate : candidates) {
      if (isAtRest(candidate)) {
        long distance = FuzzyDistance.of(candidate.path().leaf(), leaf, nearest);
        if (traces(2)) {
          tell(
              new Text()
                  .add("fuzzy distance for ")
                  .add(shown(candidate))
                  .add(" = " + FuzzyDistance.text(distance)));
        }
        if (distance <= nearest) {
          nearest = distance;
          best = candidate;
        }
      }
    }
    return best;
  }

  private boolean isAtRest(Candidate candidate) {
    return candidate.place() > 0 || !changing.contains(candidate.path());
  }

  private void list(TreePath wanted) throws IOException {
    if (wanted.equals(directory)) {
      return;
    }
    directory = wanted;
    candidates.clear();
    changing.clear();
    for (int place = 0; place < places.size(); place++) {
      int first = candidates.size();
      scan(place, wanted);
      candidates
          .subList(first, candidates.size())
          .sort((one, other) -> one.path().compareTo(other.path()));
    }
  }

  /** A directory that is not there, or cannot be read, has nothing similar. */
  private void scan(int place, TreePath wanted) throws IOException {
    EntryVisitor collector =
        new EntryVisitor() {
          @Override
          public void entry(byte[] name, FileAttributes attributes) {
            if (attributes.isRegular() && attributes.size() > 0) {
              candidates.add(new Candidate(place, wanted.child(name), attributes));
            }
          }

          @Override
          public void failed(byte[] name, StoreException reason) {
            // What cannot be looked at is no basis.
          }
        };
    try {
      places.get(place).scan(wanted, collector);
    } catch (StoreException e) {
      // Nothing similar here.
    }
  }

  private boolean traces(int level) {
    return bench.transfer().traces(DebugFlag.FUZZY, level);
  }

  private void tell(Text text) throws IOException {
    bench.reports().info(text.bytes());
  }

  private byte[] shown(Candidate candidate) {
    byte[] path = candidate.path().bytes();
    return candidate.place() == 0
        ? path
        : new Text()
            .add(bench.alternates().shown(candidate.place() - 1))
            .add("/")
            .add(path)
            .bytes();
  }
}
