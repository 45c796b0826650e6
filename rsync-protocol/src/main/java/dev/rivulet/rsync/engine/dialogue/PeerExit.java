// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;

/** The peer has said that it is ending, and has explained why before. */
public final class PeerExit extends RsyncException {
  private static final long serialVersionUID = 1L;

  private final boolean acknowledgement;

  private PeerExit(ExitCode code, boolean acknowledgement) {
    super(code, "the peer ended with code " + code.code());
    this.acknowledgement = acknowledgement;
  }

  /** The peer fails with an exit code. */
  static PeerExit failing(int code) {
    return new PeerExit(ExitCode.of(code), false);
  }

  /** The peer ends because this end does, or without giving a reason. */
  static PeerExit acknowledging() {
    return new PeerExit(ExitCode.STREAM_IO, true);
  }

  @Override
  public boolean isFromPeer() {
    return !acknowledgement;
  }

  public boolean isAcknowledgement() {
    return acknowledgement;
  }
}
