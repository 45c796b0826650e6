// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.dialogue;

import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.wire.MessageCode;

/** Something the receiver has to tell its generator; see {@link Outbox}. */
public sealed interface Note {

  /** A further list has arrived. */
  public record ListArrived(FileList list) implements Note {}

  /** No more lists will come. */
  public record ListsComplete() implements Note {}

  /** A requested file is in place. */
  public record Arrived(int index) implements Note {}

  /** A requested file will not come, or could not be stored. */
  public record Lost(int index) implements Note {}

  /** A file did not verify and shall be requested again. */
  public record Again(int index) implements Note {}

  /** The sender has answered the end of a phase; {@code phase} is the one that begins. */
  public record PhaseBegun(int phase) implements Note {}

  /** What is lost from now on cannot be requested elsewhere: delayed updates are put in place. */
  public record NoMoreRequests() implements Note {}

  /** The sender's part of the dialogue is over but for the goodbye. */
  public record DialogueOver() implements Note {}

  /** Everything has been read that the goodbye waits for. */
  public record GoodbyeRead() implements Note {}

  /** A message for the peer. */
  public record Message(MessageCode code, byte[] payload) implements Note {}

  /** The receiver cannot go on. */
  public record Broken(Throwable cause) implements Note {}
}
