// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.generator;

/** Whether the options let an entry be looked at any further. */
sealed interface Verdict {

  /** They do. */
  record Request() implements Verdict {}

  /** The options leave it alone. */
  record Skip(SkipReason reason) implements Verdict {}

  /** Why an entry is left alone, with rsync's words for it. */
  enum SkipReason {
    NOT_CREATING,
    EXISTS,
    TOO_LARGE,
    TOO_SMALL,
    NEWER
  }

  Verdict REQUEST = new Request();
}
