// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.filter.NameTest;
import dev.rivulet.rsync.options.AlternateBasis;
import dev.rivulet.rsync.options.Append;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.mark.Components;
import dev.rivulet.watch.mark.RenameHint;
import dev.rivulet.watch.origin.WatchSource;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The transfers that make the new name of something renamed from what the target has by the old one
 * (hazard 8). Their destination is the directory of the new name, so that the old one can be told
 * as a path from there, which stays inside a daemon's module.
 */
final class RenamePlan {
  private final TransferPlan plan;
  private final WatchSource source;

  /**
   * @param plan of the same target
   */
  RenamePlan(TransferPlan plan, WatchSource source) {
    this.plan = plan;
    this.source = source;
  }

  /**
   * Whether options mean the same wherever in the tree a transfer begins, and leave room for
   * another directory to look in.
   */
  static boolean suits(TransferOptions user) {
    TransferOptions.Selection selection = user.selection();
    boolean bound =
        selection.pruneEmptyDirs()
            || selection.keepDirLinks()
            || selection.cvsExclude()
            || selection.removeSourceFiles()
            || user.preserve().hardLinks()
            || user.update().existing()
            || user.backup().hasDirectory()
            || user.delivery().temporaryDirectory().length > 0
            || user.delivery().append() != Append.NO
            || user.delivery().writeDevices()
            || user.alternateBasis().isOn()
            || !user.wire().iconv().isEmpty();
    return !bound && user.filters().rules().stream().allMatch(RenamePlan::judgesNamesAlone);
  }

  private static boolean judgesNamesAlone(FilterRule rule) {
    if (rule.kind() == FilterRule.Kind.DIR_MERGE
        || rule.has(Modifier.ABSOLUTE | Modifier.CVS)
        || rule.test() != NameTest.BY_PATTERN) {
      return false;
    }
    String pattern = new String(rule.pattern(), StandardCharsets.ISO_8859_1);
    return !pattern.contains("/") && !pattern.contains("**");
  }

  /**
   * Whether a name can be given as a destination: nothing in it is a wildcard to a daemon or a
   * shell, or the end of an argument.
   */
  static boolean canBeNamed(TreePath path) {
    for (byte b : path.bytes()) {
      if ((b >= 0 && b < ' ') || "*?[]\\".indexOf(b) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether rules leave out a directory, or one it is in. */
  static boolean isLeftOut(FilterList filters, TreePath directory) {
    for (TreePath at = directory; !at.isRoot(); at = at.parent()) {
      if (filters.excludes(at.bytes(), true, Side.SENDER)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Compares a directory with what the target has by its old name, into {@code hint.to()}.
   *
   * @param links whether the target makes further names of its files rather than copies
   * @param contents whether sizes and times may be equal although contents differ
   */
  TransferPlan.Step directory(RenameHint hint, boolean links, boolean contents) {
    AlternateBasis.Kind kind = links ? AlternateBasis.Kind.LINK : AlternateBasis.Kind.COPY;
    TransferOptionsBuilder options =
        plan.comparing(true, false)
            .relative(false)
            .alternateBasis(new AlternateBasis(kind, List.of(path(hint.to(), hint.from()))));
    if (contents) {
      options.checksum(true);
    }
    byte[] argument = WatchSource.join(source.pathOf(hint.to()), new byte[0]);
    return new TransferPlan.Step(options.build(), List.of(argument), false);
  }

  /**
   * Whether a file's old name can be found from its new one: receivers look for files that are
   * alike in the same directory, and for the same name elsewhere.
   */
  static boolean isWithinReach(RenameHint file) {
    return file.from().parent().equals(file.to().parent())
        || Arrays.equals(file.from().leaf(), file.to().leaf());
  }

  /**
   * Sends files whose contents the target has in one directory, into the directory of their new
   * names. All blocks are compared.
   */
  TransferPlan.Step files(TreePath from, TreePath to, List<TreePath> files) {
    TransferOptionsBuilder options =
        plan.silent()
            .relative(false)
            .recursive(false)
            .dirs(false)
            .deleteMode(DeleteMode.NONE)
            .deleteExcluded(false)
            .ignoreTimes(true);
    if (from.equals(to)) {
      options.fuzzy(1);
    } else {
      List<byte[]> old = List.of(path(to, from));
      options.alternateBasis(new AlternateBasis(AlternateBasis.Kind.COPY, old));
    }
    List<byte[]> arguments = files.stream().map(source::pathOf).toList();
    return new TransferPlan.Step(options.build(), arguments, false);
  }

  /** The way from one directory to another. */
  static byte[] path(TreePath from, TreePath to) {
    TreePath common = from;
    while (!to.startsWith(common)) {
      common = common.parent();
    }
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    for (int i = depth(from) - depth(common); i > 0; i--) {
      path.writeBytes(new byte[] {'.', '.', '/'});
    }
    List<byte[]> names = Components.of(to);
    for (byte[] name : names.subList(depth(common), names.size())) {
      path.writeBytes(name);
      path.write('/');
    }
    byte[] bytes = path.toByteArray();
    return bytes.length == 0 ? new byte[] {'.'} : Arrays.copyOf(bytes, bytes.length - 1);
  }

  private static int depth(TreePath path) {
    return Components.of(path).size();
  }
}
