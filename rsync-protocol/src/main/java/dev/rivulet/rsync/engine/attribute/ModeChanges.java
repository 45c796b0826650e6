// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.store.ChmodRules;
import java.io.IOException;

/**
 * What changes the permissions in a file list on their way (rsync(1), --chmod; rsyncd.conf(5),
 * outgoing chmod).
 */
public final class ModeChanges {
  private ModeChanges() {}

  /** What an end that sends makes of the permissions it finds. */
  public static ChmodRules whileSending(Transfer transfer) throws IOException {
    return options(transfer)
        .and(transfer.settings().chmod())
        .underUmask(transfer.workspace().umask());
  }

  /** What an end that receives makes of the permissions it hears of. */
  public static ChmodRules whileReceiving(Transfer transfer) throws IOException {
    return options(transfer).underUmask(transfer.workspace().umask());
  }

  private static ChmodRules options(Transfer transfer) throws RsyncException {
    ChmodRules rules = ChmodRules.NONE;
    for (byte[] argument : transfer.options().identity().chmod()) {
      rules = rules.and(ChmodRules.ofOption(argument));
    }
    return rules;
  }
}
