// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.listing;

import dev.rivulet.rsync.engine.attribute.ModeChanges;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.RuleFiles;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.flist.WalkOptions;
import dev.rivulet.rsync.flist.WalkOptions.MissingArguments;
import dev.rivulet.rsync.flist.WalkPlace;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;

/** Sets up the walk over the source files as the options want it. */
public final class SenderWalk {
  private SenderWalk() {}

  public static FileListWalker open(Transfer transfer, FilterList filters, Reports reports)
      throws IOException {
    String module = transfer.settings().moduleName();
    WalkPlace place =
        module.isEmpty()
            ? WalkPlace.currentDirectory(transfer.workspace().startingDirectory())
            : WalkPlace.module(module);
    DirectoryFilters root =
        DirectoryFilters.root(
            filters,
            transfer.settings().daemonFilters(),
            FilterList.Side.SENDER,
            false,
            ruleFiles(transfer),
            FilterReports.ofSender(transfer, reports));
    return new FileListWalker(
        transfer.workspace(),
        options(transfer),
        transfer.listFormat(),
        root,
        transfer.xattrRules(filters, FilterList.Side.SENDER),
        new WalkReports(transfer, reports, root.readFiles()),
        place);
  }

  /** Where the files of directories are found that rules name. */
  public static RuleFiles ruleFiles(Transfer transfer) throws IOException {
    return new RuleFiles(
        transfer.workspace(), transfer.settings().daemonFilters(), transfer.options().fromNul());
  }

  private static WalkOptions options(Transfer transfer) throws IOException {
    TransferOptions.Selection selection = transfer.options().selection();
    return new WalkOptions(
        selection.recursive(),
        selection.dirs(),
        selection.relative(),
        selection.impliedDirs(),
        selection.oneFileSystem(),
        selection.copyLinks(),
        selection.copyDirLinks(),
        selection.copyUnsafeLinks(),
        transfer.options().preserve().hardLinks(),
        missingArguments(selection),
        transfer.options().deletion().ignoreErrors(),
        transfer.mungesLinks(),
        ModeChanges.whileSending(transfer));
  }

  private static MissingArguments missingArguments(TransferOptions.Selection selection) {
    if (selection.deleteMissingArgs()) {
      return MissingArguments.DELETE;
    }
    return selection.ignoreMissingArgs() ? MissingArguments.IGNORE : MissingArguments.REPORT;
  }
}
