// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.listing;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterTrace;
import dev.rivulet.rsync.options.DebugFlag;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Tells which rules decide, if that is traced ({@code --debug=FILTER}), and which are left out.
 * Owned by the thread of the role.
 */
public final class FilterReports implements FilterTrace {
  private final Reports reports;
  private final boolean traces;
  private final String excluding;
  private final String including;

  private FilterReports(Transfer transfer, Reports reports, String excluding, String including) {
    this.reports = reports;
    this.traces = transfer.traces(DebugFlag.FILTER);
    this.excluding = excluding;
    this.including = including;
  }

  /** For the rules that choose what is sent. */
  static FilterReports ofSender(Transfer transfer, Reports reports) {
    return new FilterReports(transfer, reports, "hiding", "showing");
  }

  /** For the rules that choose what is deleted. */
  public static FilterReports ofReceiver(Transfer transfer, Reports reports) {
    return new FilterReports(transfer, reports, "protecting", "risking");
  }

  @Override
  public void decided(byte[] name, boolean isDirectory, FilterRule rule, String list) {
    if (!traces) {
      return;
    }
    boolean excludes = rule.kind() == FilterRule.Kind.EXCLUDE;
    info(
        new Text()
            .add("[" + reports.role() + "] ")
            .add(excludes ? excluding : including)
            .add(isDirectory ? " directory " : " file ")
            .add(name)
            .add(" because of pattern ")
            .add(rule.shown())
            .add(list.isEmpty() ? "" : " " + list));
  }

  @Override
  public void warn(String text) {
    try {
      reports.error(Text.of(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void info(Text text) {
    try {
      reports.info(text.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
