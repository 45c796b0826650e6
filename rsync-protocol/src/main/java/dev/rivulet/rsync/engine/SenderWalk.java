// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.RuleFiles;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.flist.WalkObserver;
import dev.rivulet.rsync.flist.WalkOptions;
import dev.rivulet.rsync.flist.WalkOptions.MissingArguments;
import dev.rivulet.rsync.flist.WalkPlace;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Sets up the walk over the source files as the options want it. */
final class SenderWalk {
  private SenderWalk() {}

  static FileListWalker open(Transfer transfer, FilterList filters, Reports reports)
      throws IOException {
    String module = transfer.settings().moduleName();
    WalkPlace place =
        module.isEmpty()
            ? WalkPlace.currentDirectory(transfer.workspace().startingDirectory())
            : WalkPlace.module(module);
    return new FileListWalker(
        transfer.workspace(),
        options(transfer),
        transfer.listFormat(),
        DirectoryFilters.root(
            filters,
            transfer.settings().daemonFilters(),
            FilterList.Side.SENDER,
            false,
            ruleFiles(transfer),
            FilterReports.ofSender(transfer, reports)),
        transfer.xattrRules(filters, FilterList.Side.SENDER),
        observer(transfer, reports),
        place);
  }

  /** Where the files of directories are found that rules name. */
  static RuleFiles ruleFiles(Transfer transfer) throws IOException {
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

  private static WalkObserver observer(Transfer transfer, Reports reports) {
    return new WalkObserver() {
      @Override
      public void message(Severity severity, byte[] text) {
        try {
          switch (severity) {
            case INFO -> reports.info(text);
            case WARNING -> reports.warning(text);
            case VANISHED -> reports.vanished(text);
            case ERROR -> reports.errorTransfer(text);
          }
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void unsafeLinkCopied(byte[] name, byte[] target) {
        if (transfer.info(InfoFlag.SYMSAFE) > 0) {
          Text text = new Text().add("copying unsafe symlink \"").add(name);
          message(Severity.INFO, text.add("\" -> \"").add(target).add("\"").bytes());
        }
      }
    };
  }
}
