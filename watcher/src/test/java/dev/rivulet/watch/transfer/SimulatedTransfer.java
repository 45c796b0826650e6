// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.RenameHint;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * A batch on its way to a target in memory, one path at a time, in the order and with the rules of
 * {@link TransferPlan}. The source is read when a path's turn comes, not when the batch was built.
 */
final class SimulatedTransfer {

  /** What goes wrong with a transfer. */
  enum Trouble {
    NONE,
    /** The receiver cannot take single paths. */
    AT_RECEIVER,
    /** The sender cannot read single paths; from the first on the receiver deletes nothing. */
    AT_SENDER
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  final Batch batch;
  final TransferOutcome outcome = new TransferOutcome(TransferListener.NONE);
  private final SimulatedSource source;
  private final Map<TreePath, TreeEntry> target;
  private final Random random;
  private final Trouble trouble;
  private final Deque<Step> steps = new ArrayDeque<>();
  private final Set<TreePath> failed = new HashSet<>();
  private ExitCode code = ExitCode.OK;

  /**
   * @param renamed what is made from old names ahead of the batch
   */
  SimulatedTransfer(
      Batch batch,
      List<RenameHint> renamed,
      SimulatedSource source,
      Map<TreePath, TreeEntry> target,
      Random random,
      Trouble trouble)
      throws IOException {
    this.batch = batch;
    this.source = source;
    this.target = target;
    this.random = random;
    this.trouble = trouble;
    Set<TreePath> made = new HashSet<>();
    for (RenameHint hint : renamed) {
      if (batch.rewritten().contains(hint.to())
          && source.tree.statOrMissing(hint.from()).isMissing()) {
        boolean sure = hint.certain() && batch.isMissing(hint.from());
        steps.add(() -> make(hint.to(), hint.from(), sure));
        made.add(hint.to());
      }
    }
    Batch left = batch.after(made);
    left.trees().forEach(path -> steps.add(() -> compare(path, true, false)));
    left.rewritten().forEach(path -> steps.add(() -> compare(path, true, true)));
    left.lists().forEach(path -> steps.add(() -> compare(path, false, false)));
    left.contents().forEach(path -> steps.add(() -> read(path)));
    left.missing().forEach(path -> steps.add(() -> deleteOrSend(path)));
    left.attributes().forEach(path -> steps.add(() -> send(path, false)));
  }

  boolean isOver() {
    return steps.isEmpty();
  }

  ExitCode code() {
    return code;
  }

  void step() throws IOException {
    steps.remove().run();
  }

  private void compare(TreePath path, boolean recursive, boolean contents) throws IOException {
    if (source.tree.statOrMissing(path).isMissing()) {
      fail(path, true);
    } else if (send(path, contents) && source.tree.stat(path).isDirectory()) {
      deleteExtraneous(path);
      List<byte[]> names = source.tree.names(path);
      for (byte[] name : names) {
        TreePath child = path.child(name);
        boolean below = recursive && source.tree.stat(child).isDirectory();
        steps.addFirst(below ? () -> compareBelow(child, contents) : () -> send(child, contents));
      }
    }
  }

  /**
   * As {@link RenameReuse}: makes a directory from an old one. Where that does not work everything
   * in it is sent.
   *
   * @param sure whether times are trusted
   */
  private void make(TreePath path, TreePath old, boolean sure) throws IOException {
    if (random.nextInt(8) == 0 || !source.tree.statOrMissing(path).isDirectory()) {
      compare(path, true, true);
      return;
    }
    if (send(path, false)) {
      deleteExtraneous(path);
      for (byte[] name : source.tree.names(path)) {
        TreePath child = path.child(name);
        if (source.tree.stat(child).isDirectory()) {
          make(child, old.child(name), sure);
        } else {
          makeFile(child, old.child(name), sure);
        }
      }
    }
  }

  private void makeFile(TreePath path, TreePath old, boolean sure) throws IOException {
    TreeEntry wanted = source.entry(path);
    TreeEntry basis = target.getOrDefault(path, target.get(old));
    boolean skips = sure && basis != null && !basis.directory() && basis.looksLike(wanted);
    put(path, skips ? basis.withPermissionsOf(wanted) : wanted, target.get(path), true);
  }

  /** What is gone before its turn is no more than a warning. */
  private void compareBelow(TreePath path, boolean contents) throws IOException {
    if (source.tree.statOrMissing(path).isMissing()) {
      code = ExitCode.VANISHED;
    } else {
      compare(path, true, contents);
    }
  }

  private void deleteExtraneous(TreePath directory) throws IOException {
    for (TreePath path : List.copyOf(target.keySet())) {
      if (!outcome.hasLocalErrors()
          && path.parent().equals(directory)
          && source.tree.statOrMissing(path).isMissing()) {
        delete(path);
      }
    }
  }

  private void deleteOrSend(TreePath path) throws IOException {
    if (source.tree.statOrMissing(path).isMissing()) {
      delete(path);
    } else {
      send(path, true);
    }
  }

  /** Deletes from below; what cannot be deleted keeps the directories above it. */
  private void delete(TreePath top) {
    for (TreePath path : List.copyOf(target.keySet())) {
      if (path.startsWith(top) && target.keySet().stream().noneMatch(p -> isBelow(p, path))) {
        if (isRefused(Trouble.AT_RECEIVER)) {
          fail(path, false);
          return;
        }
        target.remove(path);
        delete(top);
        return;
      }
    }
  }

  private static boolean isBelow(TreePath path, TreePath directory) {
    return path.startsWith(directory) && !path.equals(directory);
  }

  /** What a file holds is read at one time and takes its place at the target at a later one. */
  private void read(TreePath path) throws IOException {
    boolean isFile = source.tree.statOrMissing(path).isRegular();
    if (!isFile || !hasParent(path) || isRefused(Trouble.AT_SENDER)) {
      send(path, true);
      return;
    }
    TreeEntry wanted = source.entry(path);
    steps.addFirst(() -> arrive(path, wanted));
  }

  private void arrive(TreePath path, TreeEntry wanted) {
    TreePath parent = path.parent();
    boolean fits = parent.isRoot() || target.containsKey(parent) && target.get(parent).directory();
    if (!fits || isRefused(Trouble.AT_RECEIVER)) {
      fail(path, false);
    } else {
      put(path, wanted, target.get(path), true);
    }
  }

  /** Returns whether the target has it now. */
  private boolean send(TreePath path, boolean contents) throws IOException {
    if (path.isRoot()) {
      return true;
    }
    if (source.tree.statOrMissing(path).isMissing()) {
      return false;
    }
    if (!hasParent(path) || failed.contains(path)) {
      return false;
    }
    TreeEntry wanted = source.entry(path);
    TreeEntry had = target.get(path);
    if (wanted.equals(had) && !contents) {
      return true;
    }
    if (isRefused(Trouble.AT_RECEIVER) || (!wanted.directory() && isRefused(Trouble.AT_SENDER))) {
      fail(path, trouble == Trouble.AT_SENDER);
      return false;
    }
    put(path, wanted, had, contents);
    return true;
  }

  /** Sends the directory something is in; nothing is said of what does not go for want of it. */
  private boolean hasParent(TreePath path) throws IOException {
    TreePath parent = path.parent();
    boolean isThere = target.containsKey(parent) && target.get(parent).directory();
    if (parent.isRoot() || !isThere) {
      return send(parent, false);
    }
    target.put(parent, source.entry(parent));
    return hasParent(parent);
  }

  private void put(TreePath path, TreeEntry wanted, TreeEntry had, boolean contents) {
    if (had != null && had.directory() && !wanted.directory()) {
      target.keySet().removeIf(at -> at.startsWith(path));
    }
    boolean skips = had != null && !contents && had.looksLike(wanted);
    target.put(path, skips ? had.withPermissionsOf(wanted) : wanted);
    if (!skips && !wanted.directory()) {
      outcome.on(wanted.sentAs(path));
    }
  }

  private boolean isRefused(Trouble kind) {
    return trouble == kind && random.nextInt(4) == 0;
  }

  private void fail(TreePath path, boolean atSender) {
    failed.add(path);
    code = ExitCode.PARTIAL;
    outcome.on(new TransferEvent.Failed(path.bytes(), "refused"));
    outcome.on(
        new TransferEvent.Message(
            Severity.ERROR_TRANSFER, ("refused: " + path).getBytes(UTF_8), !atSender));
  }
}
