// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.handshake.Negotiator.Offer;
import java.util.function.Consumer;

/** Offers of a usual transfer, {@code -r} without compression, to be changed by tests. */
final class Offers {
  private Offers() {}

  static final Offer CLIENT =
      new Offer(false, 0, 32, "", true, false, "", false, "", Integer.MIN_VALUE, 0, true);

  static final Offer SERVER =
      new Offer(true, 0, 32, ".iLsfxCIvu", true, false, "", false, "", Integer.MIN_VALUE, 7, true);

  static Offer protocol(Offer o, int own) {
    return changed(o, draft -> draft.ownProtocol = own);
  }

  static Offer greeted(Offer o, int remote) {
    return changed(o, draft -> draft.remoteProtocol = remote);
  }

  static Offer clientInfo(Offer o, String letters) {
    return changed(o, draft -> draft.clientInfo = letters);
  }

  static Offer recursion(Offer o, boolean recursive, boolean incrementalAllowed) {
    return changed(
        o,
        draft -> {
          draft.recursive = recursive;
          draft.incrementalAllowed = incrementalAllowed;
        });
  }

  static Offer checksum(Offer o, String choice) {
    return changed(o, draft -> draft.checksumChoice = choice);
  }

  static Offer compressed(Offer o, String choice, int level) {
    return changed(
        o,
        draft -> {
          draft.compress = true;
          draft.compressChoice = choice;
          draft.compressionLevel = level;
        });
  }

  private static Offer changed(Offer o, Consumer<Draft> change) {
    Draft draft = new Draft(o);
    change.accept(draft);
    return draft.offer(o);
  }

  /** What tests change of an offer. */
  private static final class Draft {
    private int remoteProtocol;
    private int ownProtocol;
    private String clientInfo;
    private boolean incrementalAllowed;
    private String checksumChoice;
    private boolean compress;
    private String compressChoice;
    private int compressionLevel;
    private boolean recursive;

    Draft(Offer o) {
      remoteProtocol = o.remoteProtocol();
      ownProtocol = o.ownProtocol();
      clientInfo = o.clientInfo();
      incrementalAllowed = o.incrementalRecursionAllowed();
      checksumChoice = o.checksumChoice();
      compress = o.compress();
      compressChoice = o.compressChoice();
      compressionLevel = o.compressionLevel();
      recursive = o.recursive();
    }

    /** The draft with what no test changes. */
    Offer offer(Offer rest) {
      return new Offer(
          rest.server(),
          remoteProtocol,
          ownProtocol,
          clientInfo,
          incrementalAllowed,
          rest.listsHaveChecksums(),
          checksumChoice,
          compress,
          compressChoice,
          compressionLevel,
          rest.seed(),
          recursive);
    }
  }
}
