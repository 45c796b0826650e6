// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

/** What becomes of a regular file, or whether an entry is looked at at all. */
sealed interface Verdict {

  /** The destination has it; only attributes may differ. */
  record UpToDate() implements Verdict {}

  /** Its data is needed. */
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

  Verdict UP_TO_DATE = new UpToDate();
  Verdict REQUEST = new Request();
}
