// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.receiver;

import dev.rivulet.rsync.engine.dialogue.Note;
import dev.rivulet.rsync.engine.dialogue.Outbox;
import dev.rivulet.rsync.engine.dialogue.Requests;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.FileLists;
import java.io.IOException;

/**
 * What a receiver has to heed if its peer is a recording, which says what it has to say without
 * being asked. Called on the receiver's thread.
 */
public interface Replay {
  /** The peer hears what it is asked. */
  Replay NONE =
      new Replay() {
        @Override
        public boolean takes(int index) {
          return true;
        }

        @Override
        public boolean answersUnasked() {
          return false;
        }

        @Override
        public void listOrPhaseEnds() {
          // Every request has its answer by now.
        }
      };

  /** Whether the generator wants the data of this file. */
  boolean takes(int index) throws IOException;

  /** Whether values of attributes come that this end has not asked for, or not yet. */
  boolean answersUnasked();

  /** The peer is done with its oldest list, or with a phase. */
  void listOrPhaseEnds() throws IOException;

  /** Lets the generator come to an end before anything is taken for an answer to it. */
  public final class OfRecording implements Replay {
    private final Transfer transfer;
    private final FileLists lists;
    private final Outbox outbox;
    private final Requests requests;

    public OfRecording(Transfer transfer, FileLists lists, Outbox outbox, Requests requests) {
      this.transfer = transfer;
      this.lists = lists;
      this.outbox = outbox;
      this.requests = requests;
    }

    @Override
    public boolean takes(int index) throws IOException {
      outbox.awaitIdle();
      boolean wanted = requests.next(index) == index;
      if (!wanted) {
        tell("Skipping", index);
      }
      return wanted;
    }

    @Override
    public boolean answersUnasked() {
      return true;
    }

    /** What has been asked for and was not in the recording will not come any more. */
    @Override
    public void listOrPhaseEnds() throws IOException {
      outbox.awaitIdle();
      int behind = Integer.MAX_VALUE;
      if (transfer.parameters().incrementalRecursion() && lists.live() > 0) {
        FileList list = lists.oldest();
        behind = list.firstIndex() + list.size();
      }
      int index = requests.next(0);
      while (index >= 0 && index < behind) {
        requests.take(index);
        tell("No", index);
        transfer.outcome().addTransferError();
        outbox.put(new Note.Lost(index));
        index = requests.next(index + 1);
      }
      outbox.awaitIdle();
    }

    private void tell(String what, int index) throws IOException {
      byte[] text =
          new Text()
              .add("(" + what + " batched update for \"")
              .add(lists.entry(index).name())
              .add("\")")
              .bytes();
      transfer.events().emit(new TransferEvent.Message(Severity.INFO, text, false));
    }
  }
}
