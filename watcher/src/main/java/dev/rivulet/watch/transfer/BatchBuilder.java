// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Looks at marked paths and sorts them into a {@link Batch}. The file system as it is now decides;
 * what the event said does not matter any more.
 *
 * <p>A path counts as missing only if the look says so in so many words (ENOENT, or a parent that
 * is not a directory); a refusal or an I/O error defers it. Owned by one worker.
 */
public final class BatchBuilder {
  /** Names sent one by one so that they are linked; more make it a comparison of everything. */
  private static final int MOST_LINKED = 50_000;

  private final FileTree base;
  private final TreePath source;
  private final Optional<LinkedNames> links;
  private final DeletionRules rules;
  private final Diversion diversion;
  private final Map<Mark, FileAttributes> alone = new LinkedHashMap<>();
  private final boolean followsLinks;
  private final boolean attributesApart;
  private final Knowledge known;
  private final Predicate<Mark> young;
  private final boolean directoryTimes;
  private final EntryTimes entryTimes = new EntryTimes();
  private final Map<TreePath, FileAttributes> contents = new LinkedHashMap<>();
  private final Set<TreePath> attributes = new LinkedHashSet<>();
  private final Set<TreePath> missing = new LinkedHashSet<>();
  private final Set<TreePath> lists = new LinkedHashSet<>();
  private final Set<TreePath> trees = new LinkedHashSet<>();
  private final Set<TreePath> rewritten = new LinkedHashSet<>();
  private final Set<TreePath> linked = new LinkedHashSet<>();
  private final Map<TreePath, FileAttributes> linkedContents = new LinkedHashMap<>();
  private final Map<TreePath, FileAttributes> linkedAttributes = new LinkedHashMap<>();
  private final List<Mark> answered = new ArrayList<>();
  private final Map<Mark, String> deferred = new LinkedHashMap<>();
  private final List<Mark> early = new ArrayList<>();

  private BatchBuilder(
      FileTree base,
      TreePath source,
      Optional<LinkedNames> links,
      LookRules rules,
      Diversion diversion,
      Predicate<Mark> young) {
    this.rules = rules.deletions();
    this.followsLinks = rules.followsLinks();
    this.attributesApart = rules.attributesApart();
    this.known = rules.known();
    this.directoryTimes = rules.directoryTimes();
    this.diversion = diversion;
    this.young = young;
    this.base = base;
    this.source = source;
    this.links = links;
  }

  /**
   * Looks at every mark.
   *
   * @param base of the source, where the paths of marks begin
   * @param source the watched directory below the base
   * @param links where the names of files with several names are to stay together
   * @param rules what may be deleted, and which links are followed
   * @param diversion may take files out of the batch that nothing else in it is about
   * @param young which marks may be ahead of the news that their directory is gone
   * @throws IOException if the names of linked files cannot be looked up
   */
  public static Batch build(
      FileTree base,
      TreePath source,
      Optional<LinkedNames> links,
      LookRules rules,
      Diversion diversion,
      List<Mark> marks,
      Predicate<Mark> young)
      throws IOException {
    BatchBuilder builder = new BatchBuilder(base, source, links, rules, diversion, young);
    for (Mark mark : marks) {
      builder.look(mark);
    }
    builder.findLinkedNames();
    builder.divert();
    return builder.toBatch();
  }

  /** Looks at marks that are ahead of nothing. */
  public static Batch build(
      FileTree base,
      TreePath source,
      Optional<LinkedNames> links,
      LookRules rules,
      Diversion diversion,
      List<Mark> marks)
      throws IOException {
    return build(base, source, links, rules, diversion, marks, mark -> false);
  }

  /** Looks at every mark where linked names need not stay together and nothing is protected. */
  static Batch build(FileTree base, List<Mark> marks) throws IOException {
    LookRules rules = LookRules.of(TransferOptions.builder().build());
    return build(base, TreePath.ROOT, Optional.empty(), rules, Diversion.NONE, marks);
  }

  private void look(Mark mark) {
    try {
      FileAttributes found = lookAt(mark.path());
      if (found.isMissing()) {
        lookedMissing(mark);
        return;
      }
      if (isKnown(mark, found)) {
        answered.add(mark);
        return;
      }
      if (found.isDirectory() && reachesIn(mark) || leadsBehind(mark, found)) {
        directories(mark).add(mark.path());
      } else if (mark.change() != Change.ATTRIBUTES && found.isRegular() && !isLinked(found)) {
        alone.put(mark, found);
        return;
      } else if (mark.change() != Change.ATTRIBUTES || !found.isRegular() && !attributesApart) {
        contents.put(mark.path(), found);
        addOtherNames(mark.path(), found, linkedContents);
      } else {
        attributes.add(mark.path());
        addOtherNames(mark.path(), found, linkedAttributes);
      }
      answered.add(mark);
    } catch (IOException cannotSay) {
      deferred.put(mark, String.valueOf(cannotSay.getMessage()));
    }
  }

  private boolean isKnown(Mark mark, FileAttributes found) {
    return mark.scope() == Scope.FILE
        && mark.change() != Change.NAME
        && known.has(base, mark.path(), found, mark.change());
  }

  private Set<TreePath> directories(Mark mark) {
    if (mark.scope() != Scope.TREE) {
      return lists;
    }
    return mark.change() == Change.ATTRIBUTES ? trees : rewritten;
  }

  private boolean isLinked(FileAttributes found) {
    return links.isPresent() && !found.isDirectory() && found.links() > 1;
  }

  /** Files that this batch sends anyway, by a comparison or for another mark, stay in it (5.2). */
  private void divert() {
    alone.forEach(
        (mark, found) -> {
          TreePath path = mark.path();
          boolean sent =
              contents.containsKey(path)
                  || isBelow(path, trees)
                  || isBelow(path, rewritten)
                  || lists.contains(path.parent())
                  || linked.contains(path);
          if (sent || !diversion.takes(mark, found)) {
            contents.put(path, found);
            answered.add(mark);
          }
        });
  }

  private void addOtherNames(TreePath path, FileAttributes found, Map<TreePath, FileAttributes> to)
      throws IOException {
    if (isLinked(found)) {
      links.get().namesOf(base, path, found).forEach(name -> to.put(name, found));
    }
  }

  /** The other names of files in directories that are compared as a whole. */
  private void findLinkedNames() throws IOException {
    if (links.isEmpty()) {
      return;
    }
    if (isBelow(source, trees) || isBelow(source, rewritten)) {
      links.get().forget();
      return;
    }
    for (Set<TreePath> directories : List.of(trees, rewritten, lists)) {
      for (TreePath directory : directories) {
        linked.addAll(links.get().reachingOutOf(base, directory));
      }
    }
    if (linked.size() > MOST_LINKED) {
      linked.clear();
      trees.add(source);
    }
  }

  /** The base itself cannot be named without its contents. */
  private static boolean reachesIn(Mark mark) {
    return mark.scope() != Scope.FILE || mark.path().isRoot();
  }

  /** A mark of everything below a link is about what it leads to. */
  private boolean leadsBehind(Mark mark, FileAttributes found) {
    return followsLinks && found.isSymlink() && mark.scope() == Scope.TREE;
  }

  private FileAttributes lookAt(TreePath path) throws IOException {
    try {
      return base.statOrMissing(path);
    } catch (StoreException e) {
      if (e.errno() == Errno.ENOTDIR || e.errno() == Errno.ELOOP) {
        return FileAttributes.MISSING;
      }
      throw e;
    }
  }

  private void lookedMissing(Mark mark) throws IOException {
    TreePath topmost = mark.path();
    while (!mark.unseen() && !topmost.parent().isRoot() && isNotADirectory(topmost.parent())) {
      topmost = topmost.parent();
    }
    if (!topmost.equals(mark.path()) && young.test(mark)) {
      early.add(mark);
      return;
    }
    answered.add(mark);
    entryTimes.gone(topmost);
    if (!mark.unseen()) {
      markMissing(topmost);
    }
  }

  private void markMissing(TreePath topmost) throws IOException {
    FileAttributes found = lookAt(topmost);
    if (found.isMissing()) {
      addMissing(topmost);
    } else {
      contents.put(topmost, found);
      addOtherNames(topmost, found, linkedContents);
    }
  }

  private void addMissing(TreePath path) {
    if (rules.judge(path) != DeletionRules.Verdict.PROTECTED) {
      missing.add(path);
    }
  }

  private boolean isNotADirectory(TreePath path) throws IOException {
    return !lookAt(path).isDirectory();
  }

  private Batch toBatch() {
    early.removeIf(mark -> isBelow(mark.path(), missing) && answered.add(mark));
    removeBelow(contents.keySet(), rewritten);
    removeBelow(attributes, rewritten);
    removeBelow(attributes, trees);
    removeBelow(lists, rewritten);
    removeBelow(lists, trees);
    trees.removeAll(rewritten);
    linkedContents.forEach(contents::putIfAbsent);
    attributes.addAll(linkedAttributes.keySet());
    attributes.removeAll(contents.keySet());
    return new Batch(
        List.copyOf(contents.keySet()),
        List.copyOf(attributes),
        List.copyOf(missing),
        List.copyOf(lists),
        List.copyOf(trees),
        List.copyOf(rewritten),
        List.copyOf(linked),
        directories(),
        List.copyOf(answered),
        Collections.unmodifiableMap(deferred),
        List.copyOf(early),
        Collections.unmodifiableMap(contents));
  }

  /** Directories that nothing else here takes along, and that are there. */
  private List<TreePath> directories() {
    if (!directoryTimes) {
      return List.of();
    }
    List<TreePath> alone =
        entryTimes.notAbove(
            List.of(contents.keySet(), attributes, lists, trees, rewritten, linked));
    return alone.stream().filter(this::isToSend).toList();
  }

  private boolean isToSend(TreePath directory) {
    try {
      return directory.startsWith(source)
          && !isBelow(directory, trees)
          && !isBelow(directory, rewritten)
          && lookAt(directory).isDirectory();
    } catch (IOException cannotSay) {
      return false;
    }
  }

  private static void removeBelow(Collection<TreePath> paths, Set<TreePath> trees) {
    if (!trees.isEmpty()) {
      paths.removeIf(path -> isBelow(path, trees));
    }
  }

  private static boolean isBelow(TreePath path, Set<TreePath> trees) {
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      if (trees.contains(at)) {
        return true;
      }
    }
    return trees.contains(TreePath.ROOT);
  }
}
