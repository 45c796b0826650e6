// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.IOException;

/** The generator ends because its receiver did; the cause says why. */
public final class ReceiverBroken extends IOException {
  private static final long serialVersionUID = 1L;

  ReceiverBroken(Throwable cause) {
    super(cause);
  }

  /** What the receiver failed with. */
  public IOException reason() {
    return getCause() instanceof IOException known
        ? known
        : new RsyncException(
            ExitCode.CRASHED, "the receiver broke down: " + getCause(), getCause());
  }
}
