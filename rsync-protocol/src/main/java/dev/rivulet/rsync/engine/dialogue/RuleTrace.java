// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.filter.FilterListCodec;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.options.DebugFlag;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Tells which rules come from a peer, or are added for --cvs-exclude ({@code --debug=FILTER2}), in
 * rsync's words. The receiving end of a local copy has none of its own there, and says nothing.
 * Owned by the thread that starts the session.
 */
final class RuleTrace {
  private final Reports reports;
  private final boolean on;
  private int mergeLists;

  RuleTrace(Transfer transfer, Reports reports) {
    this.reports = reports;
    boolean local = transfer.settings().ownVoice();
    this.on = !local && transfer.traces(DebugFlag.FILTER, 2);
    if (on) {
      transfer.options().filters().rules().stream()
          .filter(rule -> rule.kind() == FilterRule.Kind.DIR_MERGE)
          .forEach(rule -> mergeLists++);
    }
  }

  /** A rule begins to count here. */
  void added(FilterRule rule) {
    if (!on) {
      return;
    }
    try {
      String role = "[" + reports.role() + "] ";
      Text text = new Text().add(role + "add_rule(").add(FilterListCodec.text(rule)).add(")");
      reports.info(text.add(rule.has(Modifier.FOR_CVS) ? " [global CVS]" : "").bytes());
      if (rule.kind() == FilterRule.Kind.DIR_MERGE) {
        int number = mergeLists++;
        reports.info(
            role + "activating mergelist #" + number + " [per-dir " + rule.shownName() + "]");
      }
    } catch (RsyncException e) {
      throw new IllegalStateException("a rule of no peer: " + rule, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
