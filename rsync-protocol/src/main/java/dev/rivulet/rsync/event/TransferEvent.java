// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

/** Something a transfer has to tell; delivered in the order it happened. */
public sealed interface TransferEvent {

  /** How serious a message is and where it belongs. */
  enum Severity {
    /** Standard output. */
    INFO,
    /** Standard error. */
    WARNING,
    /** Standard error. */
    ERROR,
    /** Standard error; the run ends with exit code 23 if nothing worse happens. */
    ERROR_TRANSFER
  }

  /** A line of text, in the words of rsync, without line end; bytes because it quotes names. */
  record Message(Severity severity, byte[] text, boolean fromPeer) implements TransferEvent {}

  /**
   * File lists are about to be made or received.
   *
   * @param sumLength bytes of the checksum of the contents of a file
   */
  record ListStarted(boolean sending, boolean incremental, int sumLength)
      implements TransferEvent {}

  /**
   * The number of files known so far and their sizes together; {@code complete} once no more lists
   * will come.
   */
  record ListGrown(int files, long bytes, boolean complete) implements TransferEvent {}

  /**
   * One entry was handled: its flags say what differed and what was done. The item of a file whose
   * data is moved comes before the data; {@link FileFinished} follows with the amounts.
   *
   * @param flags {@link dev.rivulet.rsync.wire.ItemFlags}
   * @param linkedTo the leader's name of a hard link, empty otherwise
   * @param sending whether this end is the sender
   * @param sum of the contents, as far as it is known without moving them
   */
  record Item(ItemInfo entry, int flags, byte[] linkedTo, boolean sending, FileSum sum)
      implements TransferEvent {}

  /**
   * The data of a file starts to move.
   *
   * @param position how many entries of the lists come before it
   * @param number counts transferred files from 1
   */
  record FileStarted(ItemInfo entry, int position, int number) implements TransferEvent {}

  /** How far the file named last has got. */
  record FileProgress(long offset, long size) implements TransferEvent {}

  /**
   * The data of the file named last has moved.
   *
   * @param item that came before the data
   * @param success whether the file is as it should be, as far as this end knows
   * @param sum of the contents, as the ends compared it
   */
  record FileFinished(Item item, boolean success, Amounts amounts, FileSum sum)
      implements TransferEvent {}

  /** Something was deleted at the destination. */
  record Deleted(byte[] name, boolean directory) implements TransferEvent {}

  /** A directory was made for the destination argument. */
  record DestinationCreated(byte[] name) implements TransferEvent {}

  /**
   * One line of a listing.
   *
   * @param showsAccess whether times of access were asked for (rsync(1), --atimes)
   * @param accessed seconds since 1970; 0 where it is not known, as of directories
   */
  record Listed(ItemInfo entry, boolean showsAccess, long accessed) implements TransferEvent {}

  /**
   * The receiving side is done with this entry and nobody has reported a failure: it is in place,
   * was found up to date, or is skipped by the options. A sender tells it when the peer has
   * finished the entry's list (without incremental recursion: at the end of the transfer), a
   * receiver when the file has got its name.
   */
  record Confirmed(byte[] name) implements TransferEvent {}

  /**
   * This file could not be transferred. The name is {@code /} when the peer reported an error whose
   * text does not tell which file it is about; then any file may have failed.
   */
  record Failed(byte[] name, String reason) implements TransferEvent {}
}
