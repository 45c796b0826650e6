// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

/** Which event makes a written file worth sending (hazard 4.3). */
public enum EventMode {
  /** When it is closed; one that is held open is sent when it has been still for long. */
  CLOSE_WRITE(true, false),
  /** When it has not been written to for a moment; closing it says nothing. */
  MODIFY(false, true),
  /** Whichever comes first. */
  EITHER(true, true),
  /** Neither: only what appears, is renamed, deleted or gets other attributes is sent. */
  NEITHER(false, false);

  private final boolean closing;
  private final boolean writing;

  EventMode(boolean closing, boolean writing) {
    this.closing = closing;
    this.writing = writing;
  }

  /** Whether a file is complete when a writer closes it. */
  public boolean heedsClosing() {
    return closing;
  }

  /** Whether a file is complete a moment after the last write. */
  public boolean heedsWriting() {
    return writing;
  }
}
