// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.wire.MessageCode;

/** Something the receiver has to tell its generator; see {@link Outbox}. */
sealed interface Note {

  /** A further list has arrived. */
  record ListArrived(FileList list) implements Note {}

  /** No more lists will come. */
  record ListsComplete() implements Note {}

  /** A requested file is in place. */
  record Arrived(int index) implements Note {}

  /** A requested file will not come, or could not be stored. */
  record Lost(int index) implements Note {}

  /** A file did not verify and shall be requested again. */
  record Again(int index) implements Note {}

  /** The sender has answered the end of a phase; {@code phase} is the one that begins. */
  record PhaseBegun(int phase) implements Note {}

  /** What is lost from now on cannot be requested elsewhere: delayed updates are put in place. */
  record NoMoreRequests() implements Note {}

  /** The sender's part of the dialogue is over but for the goodbye. */
  record DialogueOver() implements Note {}

  /** Everything has been read that the goodbye waits for. */
  record GoodbyeRead() implements Note {}

  /** A message for the peer. */
  record Message(MessageCode code, byte[] payload) implements Note {}

  /** The receiver cannot go on. */
  record Broken(Throwable cause) implements Note {}
}
