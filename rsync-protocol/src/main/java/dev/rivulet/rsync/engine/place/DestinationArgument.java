// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.place;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.KeptLinksTree;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.Arrays;

/**
 * What the destination argument means, which depends on what is there and on whether one file or
 * more will come (rsync(1), USAGE).
 */
public final class DestinationArgument {
  private static final int NEW_DIRECTORY = 0777;
  private static final byte[] CURRENT = {'.'};

  private final Transfer transfer;
  private final Reports reports;
  private final byte[] argument;

  public DestinationArgument(Transfer transfer, Reports reports, byte[] argument) {
    this.transfer = transfer;
    this.reports = reports;
    this.argument = argument.length == 0 ? CURRENT : argument;
  }

  /**
   * Opens the destination, making its directory if need be.
   *
   * @param files the number of entries known so far
   * @param first the first list, which holds the only entry if there is one
   */
  public Destination open(int files, FileList first) throws IOException {
    boolean oneName = files == 1 && !first.entry(0).isDirectory() && !endsInSlash();
    if (transfer.options().delivery().makePath() && files > 0) {
      makePath(oneName);
    }
    FileAttributes there = look(argument);
    if (files == 0 && there.isMissing() && !endsInSlash()) {
      return new Destination(new EmptyTree(), TreePath.ROOT, argument, display(argument), false);
    }
    if (there.isDirectory()) {
      return inside(false);
    }
    if (!there.isMissing()) {
      return replacing(files, first);
    }
    return oneName ? solo() : created();
  }

  private FileAttributes look(byte[] path) throws IOException {
    try {
      return transfer.workspace().stat(path, true);
    } catch (StoreException e) {
      String text = "ERROR: cannot stat destination";
      explain(e);
      reports.failedTo(text, withoutTrailing(path), e);
      throw new RsyncException(ExitCode.FILE_SELECT, text, e).markReported();
    }
  }

  private Destination inside(boolean created) throws IOException {
    return new Destination(
        openTree(argument, "change_dir#1"), TreePath.ROOT, argument, display(argument), created);
  }

  private FileTree openTree(byte[] directory, String operation) throws IOException {
    try {
      if (!transfer.keepsDirectoryLinks()) {
        return transfer.workspace().open(directory);
      }
      LinkPolicy links = transfer.workspace().keptLinks();
      FileTree tree = transfer.workspace().open(directory, links);
      return new KeptLinksTree(tree, links == LinkPolicy.ANYWHERE);
    } catch (StoreException e) {
      throw unusable(operation, directory, e, ExitCode.FILE_SELECT);
    }
  }

  private Destination replacing(int files, FileList first) throws IOException {
    if (files > 1) {
      throw refused("ERROR: destination must be a directory when copying more than 1 file");
    }
    if (files == 1 && first.entry(0).isDirectory()) {
      throw refused("ERROR: cannot overwrite non-directory with a directory");
    }
    return solo();
  }

  private RsyncException refused(String text) throws IOException {
    reports.error(Text.of(text));
    return new RsyncException(ExitCode.FILE_SELECT, text).markReported();
  }

  private Destination solo() throws IOException {
    int leaf = leafStart(argument);
    byte[] parent = leaf == 0 ? CURRENT : Arrays.copyOf(argument, leaf);
    TreePath name = TreePath.of(Arrays.copyOfRange(argument, leaf, argument.length));
    boolean pretended =
        transfer.dryRun() && transfer.options().delivery().makePath() && look(parent).isMissing();
    if (pretended) {
      return new Destination(new EmptyTree(), name, parent, display(parent), false);
    }
    return new Destination(openTree(parent, "change_dir#3"), name, parent, display(parent), false);
  }

  private Destination created() throws IOException {
    byte[] directory = withoutSlashes(argument);
    if (!transfer.dryRun()) {
      make(directory);
    }
    announce(directory);
    return transfer.dryRun()
        ? new Destination(new EmptyTree(), TreePath.ROOT, argument, display(argument), true)
        : inside(true);
  }

  private void make(byte[] directory) throws IOException {
    try {
      transfer.workspace().makeDirectory(directory, NEW_DIRECTORY);
    } catch (StoreException e) {
      throw unusable("mkdir", directory, e, ExitCode.FILE_IO);
    }
  }

  private void announce(byte[] directory) throws IOException {
    transfer.events().emit(new TransferEvent.DestinationCreated(directory));
    if (transfer.isServer() && announces()) {
      reports.toPeer(new Text().add("created directory ").add(directory).bytes());
    }
  }

  private boolean announces() {
    return transfer.info(InfoFlag.NAME) > 0 || transfer.options().report().outFormatReportsItems();
  }

  /**
   * Makes all missing directories of the destination (--mkpath).
   *
   * @param aboveName whether the last component is the name of the only file
   */
  private void makePath(boolean aboveName) throws IOException {
    byte[] path = withoutSlashes(argument);
    byte[] whole = aboveName ? withoutSlashes(Arrays.copyOf(path, leafStart(path))) : path;
    int made = 0;
    for (int end = 1; end <= whole.length; end++) {
      boolean component = end == whole.length || whole[end] == '/';
      byte[] directory = Arrays.copyOf(whole, end);
      if (component && whole[end - 1] != '/' && look(directory).isMissing()) {
        made++;
        if (!transfer.dryRun()) {
          make(directory);
        }
      }
    }
    if (made > 0 && announces()) {
      String count = made == 1 ? "1 directory" : made + " directories";
      reports.info(new Text().add("created " + count + " for ").add(whole).bytes());
    }
  }

  private boolean endsInSlash() {
    return argument[argument.length - 1] == '/';
  }

  private static byte[] withoutSlashes(byte[] path) {
    int end = path.length;
    while (end > 1 && path[end - 1] == '/') {
      end--;
    }
    return Arrays.copyOf(path, end);
  }

  private static int leafStart(byte[] path) {
    int start = path.length;
    while (start > 0 && path[start - 1] != '/') {
      start--;
    }
    return start;
  }

  /** The directory as messages have it in front of names; from the root of a module if in one. */
  private byte[] display(byte[] directory) throws IOException {
    byte[] path = withoutSlashes(directory);
    boolean current = Arrays.equals(path, CURRENT);
    if (transfer.settings().moduleName().isEmpty()) {
      byte[] start = path[0] == '/' ? new byte[0] : transfer.workspace().startingDirectory();
      Text text = start.length == 0 ? new Text() : new Text().add(start).add("/");
      return current ? text.bytes() : text.add(path).add("/").bytes();
    }
    boolean top = current || Arrays.equals(path, new byte[] {'/'});
    if (top) {
      return new byte[0];
    }
    return new Text().add(path[0] == '/' ? "" : "/").add(path).add("/").bytes();
  }

  private RsyncException unusable(
      String operation, byte[] path, StoreException reason, ExitCode code) throws IOException {
    explain(reason);
    reports.failed(operation, withoutTrailing(path), reason);
    String text = operation + " \"" + TreePath.escape(path) + "\": " + reason.getMessage();
    return new RsyncException(code, text, reason).markReported();
  }

  /** What to do about it, where the system's words do not say. */
  private void explain(StoreException reason) throws IOException {
    if (reason.isForeignLink()) {
      reports.error(Text.of(StoreException.FOREIGN_LINK));
    }
  }

  private byte[] withoutTrailing(byte[] path) throws IOException {
    byte[] shown = display(path);
    return shown.length == 0 ? path : withoutSlashes(shown);
  }
}
