// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.flist.WalkObserver;
import dev.rivulet.rsync.flist.WalkOptions;
import dev.rivulet.rsync.flist.WalkOptions.MissingArguments;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sets up the walk over the source files as the options want it. */
final class SenderWalk {
  private static final byte[] BASE_MARK = Text.of("/./");

  private SenderWalk() {}

  static FileListWalker open(Transfer transfer, FilterList filters, Reports reports) {
    return new FileListWalker(
        transfer.workspace(),
        options(transfer),
        transfer.listFormat(),
        DirectoryFilters.root(filters, transfer.settings().daemonFilters(), FilterList.Side.SENDER),
        observer(reports));
  }

  private static WalkOptions options(Transfer transfer) {
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
        transfer.settings().mungeSymlinks());
  }

  private static MissingArguments missingArguments(TransferOptions.Selection selection) {
    if (selection.deleteMissingArgs()) {
      return MissingArguments.DELETE;
    }
    return selection.ignoreMissingArgs() ? MissingArguments.IGNORE : MissingArguments.REPORT;
  }

  private static WalkObserver observer(Reports reports) {
    return (severity, text) -> {
      try {
        switch (severity) {
          case INFO -> reports.info(text);
          case WARNING -> reports.warning(text);
          case ERROR -> reports.errorTransfer(text);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  /**
   * The arguments to walk: as typed, or with --files-from every name of the list below the one
   * source argument.
   */
  static List<byte[]> arguments(TransferOptions options, List<byte[]> typed) {
    if (options.filesFrom().isEmpty() || typed.isEmpty()) {
      return typed;
    }
    List<byte[]> names = new ArrayList<>(options.filesFrom().size());
    for (byte[] name : options.filesFrom()) {
      names.add(below(typed.get(0), name, options.selection().relative()));
    }
    return names;
  }

  private static byte[] below(byte[] base, byte[] name, boolean relative) {
    boolean marked = !relative || contains(name, BASE_MARK);
    return new Text().add(base).add(marked ? "/" : "/./").add(name).bytes();
  }

  private static boolean contains(byte[] name, byte[] part) {
    for (int i = 0; i + part.length <= name.length; i++) {
      if (Arrays.equals(name, i, i + part.length, part, 0, part.length)) {
        return true;
      }
    }
    return false;
  }
}
