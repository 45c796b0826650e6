// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/** Told of everything a walk could not do; decides nothing. */
public interface WalkObserver {

  /** How serious a message is. */
  enum Severity {
    INFO,
    WARNING,
    /** Something is gone that was there a moment ago. */
    VANISHED,
    /** Makes the run partial (exit code 23). */
    ERROR
  }

  /** One line in rsync's words, as bytes because it quotes names; without line end. */
  void message(Severity severity, byte[] text);

  /**
   * What an unsafe link leads to is listed in its place (--copy-unsafe-links).
   *
   * @param name of the link in the list
   */
  default void unsafeLinkCopied(byte[] name, byte[] target) {}
}
