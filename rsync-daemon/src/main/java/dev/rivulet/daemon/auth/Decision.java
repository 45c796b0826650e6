// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.auth;

import java.util.Optional;

/** What came of a login. */
public sealed interface Decision {

  /**
   * The user may come in.
   *
   * @param readOnly replaces the module's own setting; empty to keep it
   */
  record Granted(Optional<Boolean> readOnly) implements Decision {}

  /**
   * The user may not come in.
   *
   * @param reason for the log; the client is never told
   */
  record Refused(String reason) implements Decision {}

  /** Access as the module grants it. */
  static Decision granted() {
    return new Granted(Optional.empty());
  }
}
