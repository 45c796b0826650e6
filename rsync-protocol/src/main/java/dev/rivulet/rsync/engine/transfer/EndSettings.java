// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.transfer;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.RuleContext;
import dev.rivulet.rsync.store.ChmodRules;

/**
 * What one end of a session decides for itself, beyond the options both ends know.
 *
 * @param server whether this end was started by the other
 * @param daemonFilters a module's own rules, judged first; {@link FilterList#EMPTY} elsewhere
 * @param moduleName the module, for messages; empty elsewhere
 * @param mungeSymlinks whether symbolic links are stored with the munge prefix
 * @param sanitizeSymlinks whether symbolic links are stored so that they do not lead out of the
 *     transfer; of no effect on munged ones
 * @param numericIds whether ids are taken as numbers whatever the client asked
 * @param chmod changes of permissions that a module makes itself, to what it sends or receives
 * @param timeoutSeconds the effective I/O timeout, 0 for none
 * @param rules what a server needs to read the rules its client sends; {@link RuleContext#NONE}
 *     where they may not name files
 * @param ownVoice whether the user hears a server's listener without the client's help, on the
 *     standard error of a remote shell or in the same process: what an old protocol has no message
 *     for is then not sent
 */
public record EndSettings(
    boolean server,
    FilterList daemonFilters,
    String moduleName,
    boolean mungeSymlinks,
    boolean sanitizeSymlinks,
    boolean numericIds,
    ChmodRules chmod,
    int timeoutSeconds,
    RuleContext rules,
    boolean ownVoice) {

  /** Settings of an end that stores symbolic links as they are, or munged. */
  public EndSettings(
      boolean server,
      FilterList daemonFilters,
      String moduleName,
      boolean mungeSymlinks,
      boolean numericIds,
      int timeoutSeconds) {
    this(
        server,
        daemonFilters,
        moduleName,
        mungeSymlinks,
        false,
        numericIds,
        ChmodRules.NONE,
        timeoutSeconds,
        RuleContext.NONE,
        false);
  }

  /** The same settings with files for the rules of a client. */
  public EndSettings withRules(RuleContext context) {
    return new EndSettings(
        server,
        daemonFilters,
        moduleName,
        mungeSymlinks,
        sanitizeSymlinks,
        numericIds,
        chmod,
        timeoutSeconds,
        context,
        ownVoice);
  }

  /** The same settings of a server whose listener the user hears. */
  public EndSettings withOwnVoice() {
    return new EndSettings(
        server,
        daemonFilters,
        moduleName,
        mungeSymlinks,
        sanitizeSymlinks,
        numericIds,
        chmod,
        timeoutSeconds,
        rules,
        true);
  }

  /** The end that the user started. */
  public static EndSettings client(int timeoutSeconds) {
    return new EndSettings(false, FilterList.EMPTY, "", false, false, timeoutSeconds);
  }
}
