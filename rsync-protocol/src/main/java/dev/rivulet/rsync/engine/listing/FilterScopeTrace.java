// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.listing;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.options.DebugFlag;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Tells which directories' filters come into force and go ({@code --debug=FILTER2}), in rsync's
 * words. Owned by the thread of the role.
 */
public final class FilterScopeTrace {
  private final Reports reports;
  private final boolean on;
  private final boolean tellsChanges;

  /** Whole names, without a slash at their end, of the directories that are open. */
  private final Deque<byte[]> open = new ArrayDeque<>();

  /**
   * @param tellsChanges whether it is told, too, that a directory's filters give way to those of
   *     another
   */
  public FilterScopeTrace(Transfer transfer, Reports reports, boolean tellsChanges) {
    this.reports = reports;
    this.on = transfer.traces(DebugFlag.FILTER, 2);
    this.tellsChanges = tellsChanges;
  }

  /** Whether the names of directories are wanted at all. */
  public boolean isOn() {
    return on;
  }

  /** A directory is entered; those that it does not lie in are left. */
  public void entered(byte[] fullName) throws IOException {
    byte[] name = withoutSlash(fullName);
    if (!open.isEmpty() && Arrays.equals(open.peek(), name)) {
      return;
    }
    while (!open.isEmpty() && !isBelow(name, open.peek())) {
      change();
    }
    open.push(name);
    passed(name);
  }

  /** Something is told like a directory, but not entered. */
  public void passed(byte[] fullName) throws IOException {
    String what = "[" + reports.role() + "] pushing local filters for ";
    reports.info(new Text().add(what).add(fullName).add("/").bytes());
  }

  /** The directory that was entered last is left. */
  public void left() throws IOException {
    open.pop();
    reports.info("[" + reports.role() + "] popping local filters");
  }

  /** No further directory will be entered. */
  void ended() throws IOException {
    while (!open.isEmpty()) {
      change();
    }
  }

  private void change() throws IOException {
    if (tellsChanges) {
      left();
    } else {
      open.pop();
    }
  }

  private static byte[] withoutSlash(byte[] name) {
    int last = name.length - 1;
    return last >= 0 && name[last] == '/' ? Arrays.copyOf(name, last) : name;
  }

  private static boolean isBelow(byte[] name, byte[] directory) {
    int length = directory.length;
    return name.length > length
        && Arrays.equals(name, 0, length, directory, 0, length)
        && name[length] == '/';
  }
}
