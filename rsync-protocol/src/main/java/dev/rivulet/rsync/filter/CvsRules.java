// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The files that the rule {@code -C} leaves out (rsync(1), --cvs-exclude). */
final class CvsRules {
  private static final String NAMES =
      "RCS SCCS CVS CVS.adm RCSLOG cvslog.* tags TAGS .make.state .nse_depinfo *~ #* .#* ,* _$* *$"
          + " *.old *.bak *.BAK *.orig *.rej .del-* *.a *.olb *.o *.obj *.so *.exe *.Z *.elc *.ln"
          + " core .svn/ .git/ .hg/ .bzr/";

  private CvsRules() {}

  /**
   * Adds the usual names, then those of the user.
   *
   * @param modifiers what the rule {@code -C} says about all of them
   */
  static void addTo(List<FilterRule> rules, Kind kind, int modifiers, CvsIgnores ignores)
      throws RsyncException {
    int first = rules.size();
    int all = modifiers | Modifier.FOR_CVS;
    RuleReader.forTypedWords(kind, all | Modifier.PERISHABLE | Modifier.AUTOMATIC)
        .readWords(NAMES.getBytes(StandardCharsets.US_ASCII), rules);
    addOwn(rules, first, RuleReader.forFileOfWords(kind, all), ignores.home());
    addOwn(rules, first, RuleReader.forTypedWords(kind, all), ignores.variable());
  }

  /** Words of the user, among which an exclamation mark forgets all that came before it. */
  private static void addOwn(List<FilterRule> rules, int first, RuleReader reader, byte[] words)
      throws RsyncException {
    List<FilterRule> own = new ArrayList<>();
    reader.readWords(words, own);
    if (own.remove(FilterRule.CLEAR)) {
      rules.subList(first, rules.size()).clear();
    }
    rules.addAll(own);
  }
}
