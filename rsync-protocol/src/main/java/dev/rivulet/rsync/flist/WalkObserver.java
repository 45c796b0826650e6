// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/** Told of everything a walk could not do, and of its steps; decides nothing. */
public interface WalkObserver {

  /** An argument, which no rule has judged; the number is rsync's. */
  int BY_NO_RULES = 0;

  /** What a directory holds. */
  int BY_ALL_RULES = 2;

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
   * Something cannot be sent as it is, of which a message has told.
   *
   * @param name that it has in the list, or would have
   */
  default void failed(byte[] name, String reason) {}

  /**
   * What an unsafe link leads to is listed in its place (--copy-unsafe-links).
   *
   * @param name of the link in the list
   */
  default void unsafeLinkCopied(byte[] name, byte[] target) {}

  /**
   * An entry is made.
   *
   * @param name what its name begins with; not to be kept
   * @param length of the name
   * @param rules how much it was judged by: {@link #BY_NO_RULES} or {@link #BY_ALL_RULES}
   */
  default void making(byte[] name, int length, int rules) {}

  /** Whether {@link #entering} is heard. */
  default boolean followsDirectories() {
    return false;
  }

  /** The contents of a directory are about to be listed; its name is whole. */
  default void entering(byte[] fullName) {}

  /** No directory is left to be listed. */
  default void walked() {}
}
