// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one look at the marks found; paths are relative to the base of the source.
 *
 * @param contents present, and their content may have changed
 * @param attributes present, and only their attributes may have changed
 * @param missing not there any more; the topmost missing directory stands for all below it
 * @param lists directories whose names are to be compared, one level
 * @param trees directories to be compared completely, their files by size and time
 * @param rewritten directories to be compared completely, and no file's size and time is trusted
 * @param linked other names of files in those directories; these must arrive together with them to
 *     be linked
 * @param directories those whose own time has changed with a name that is gone, and that nothing
 *     else here takes along
 * @param marks the marks this batch answers for
 * @param deferred marks that could not be looked at (a parent that cannot be searched, an I/O
 *     error), and why: neither present nor missing, to be tried again
 * @param early marks of something whose directory is gone, without any news of that yet: it may
 *     have been renamed, so they wait for it
 * @param looks what the contents looked like, all of them
 */
public record Batch(
    List<TreePath> contents,
    List<TreePath> attributes,
    List<TreePath> missing,
    List<TreePath> lists,
    List<TreePath> trees,
    List<TreePath> rewritten,
    List<TreePath> linked,
    List<TreePath> directories,
    List<Mark> marks,
    Map<Mark, String> deferred,
    List<Mark> early,
    Map<TreePath, FileAttributes> looks) {

  /** A batch of one directory that is compared completely. */
  public static Batch comparing(Mark tree) {
    return new Batch(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(tree.path()),
        List.of(),
        List.of(),
        List.of(),
        List.of(tree),
        Map.of(),
        List.of(),
        Map.of());
  }

  /**
   * Everything that is there and is sent or compared; the base itself only if all of it is, and not
   * because its time has changed with an entry.
   */
  public List<TreePath> present() {
    List<TreePath> present = new ArrayList<>(contents);
    present.addAll(attributes);
    present.addAll(lists);
    present.removeIf(TreePath::isRoot);
    present.addAll(trees);
    present.addAll(rewritten);
    return present;
  }

  /** The marks whose fate this batch decides. */
  public List<Mark> carried() {
    List<Mark> carried = new ArrayList<>(marks);
    carried.addAll(deferred.keySet());
    carried.addAll(early);
    return carried;
  }

  /** The marks on whose behalf something may be deleted. */
  public List<Mark> deleting() {
    List<Mark> deleting = new ArrayList<>();
    Set<TreePath> gone = new HashSet<>(missing);
    for (Mark mark : marks) {
      if (mark.scope() != Scope.FILE || isBelow(mark.path(), gone)) {
        deleting.add(mark);
      }
    }
    return deleting;
  }

  /** The marks of what is gone. */
  public List<Mark> gone() {
    Set<TreePath> gone = new HashSet<>(missing);
    return marks.stream().filter(mark -> isBelow(mark.path(), gone)).toList();
  }

  /** What is left to do once the marks of what is gone are taken care of elsewhere. */
  public Batch withoutGone() {
    Set<Mark> gone = new HashSet<>(gone());
    return answering(marks.stream().filter(mark -> !gone.contains(mark)).toList(), List.of());
  }

  /** The same batch, whose success or failure is that of other marks. */
  public Batch answering(List<Mark> others) {
    return answering(others, missing);
  }

  private Batch answering(List<Mark> others, List<TreePath> gone) {
    return new Batch(
        contents,
        attributes,
        gone,
        lists,
        trees,
        rewritten,
        linked,
        directories,
        others,
        deferred,
        early,
        looks);
  }

  private static boolean isBelow(TreePath path, Set<TreePath> tops) {
    for (TreePath at = path; !at.isRoot(); at = at.parent()) {
      if (tops.contains(at)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path is gone, or a directory it was in. */
  boolean isMissing(TreePath path) {
    return isBelow(path, new HashSet<>(missing));
  }

  /** What is left to do once some of it has arrived in another way: its attributes remain. */
  Batch after(Set<TreePath> arrived) {
    List<TreePath> known = new ArrayList<>(attributes);
    known.addAll(arrived);
    return new Batch(
        without(contents, arrived),
        known,
        missing,
        lists,
        trees,
        without(rewritten, arrived),
        linked,
        directories,
        marks,
        deferred,
        early,
        looks);
  }

  private static List<TreePath> without(List<TreePath> paths, Set<TreePath> left) {
    return paths.stream().filter(path -> !left.contains(path)).toList();
  }

  /**
   * Every path that is sent by name, the other names of linked files included, and what was missing
   * at the look: it may be back before its turn comes.
   */
  public List<TreePath> sentByName() {
    List<TreePath> names = new ArrayList<>(contents);
    names.addAll(attributes);
    names.addAll(linked);
    names.addAll(missing);
    return names;
  }

  public boolean isEmpty() {
    return contents.isEmpty()
        && attributes.isEmpty()
        && missing.isEmpty()
        && lists.isEmpty()
        && trees.isEmpty()
        && rewritten.isEmpty()
        && directories.isEmpty();
  }

  /** Whether whole directories are compared, so that files may arrive that no mark names. */
  public boolean comparesDirectories() {
    return !trees.isEmpty() || !rewritten.isEmpty() || !lists.isEmpty();
  }
}
