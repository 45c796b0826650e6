// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.filter.FilterRule.Kind;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The files that --cvs-exclude leaves out (rsync(1), --cvs-exclude). */
final class CvsRules {
  private static final String NAMES =
      "RCS SCCS CVS CVS.adm RCSLOG cvslog.* tags TAGS .make.state .nse_depinfo *~ #* .#* ,* _$* *$"
          + " *.old *.bak *.BAK *.orig *.rej .del-* *.a *.olb *.o *.obj *.so *.exe *.Z *.elc *.ln"
          + " core .svn/ .git/ .hg/ .bzr/";

  private CvsRules() {}

  static void addTo(List<FilterRule> rules, Kind kind, int modifiers) {
    for (String name : NAMES.split(" ")) {
      boolean directory = name.endsWith("/");
      String pattern = directory ? name.substring(0, name.length() - 1) : name;
      rules.add(
          new FilterRule(
              kind,
              pattern.getBytes(StandardCharsets.US_ASCII),
              modifiers
                  | Modifier.PERISHABLE
                  | Modifier.AUTOMATIC
                  | (directory ? Modifier.DIRECTORY : 0)));
    }
  }
}
