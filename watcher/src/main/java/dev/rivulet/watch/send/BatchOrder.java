// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.mark.Publication;
import dev.rivulet.watch.mark.Publication.Step;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.Batch;
import dev.rivulet.watch.transfer.Stage;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes out of a batch what has to wait for a later stage where names are published in order
 * (hazard 5.5). Without an order all batches stay as they are.
 */
final class BatchOrder {
  private final SourceSide side;
  private final MarkSet marks;

  BatchOrder(SourceSide side, MarkSet marks) {
    this.side = side;
    this.marks = marks;
  }

  /**
   * What of a batch is sent in a stage. What is gone waits, and so does what comparisons of whole
   * directories leave out.
   *
   * @param deleting whether what vanishes is deleted at all
   */
  Batch ahead(Batch batch, Stage stage, boolean deleting) {
    if (!stage.postpones()) {
      return batch;
    }
    Publication publication = marks.publication();
    boolean published = stage.older().isPresent();
    for (Mark mark : batch.marks()) {
      if (!published || publication.names().cover(mark.path())) {
        publication.follow(mark, deleting);
      }
    }
    if (!deleting) {
      return batch;
    }
    List<Mark> gone = batch.gone();
    publication.postpone(published ? Step.WITHDRAW : Step.DELETE, gone, side.now());
    marks.settled(gone, List.of());
    return batch.withoutGone();
  }

  /** Marks again what is to be seen in a later round only; the rest is settled. */
  Batch seen(Batch batch, Stage stage) throws IOException {
    if (stage.older().isEmpty() || !stage.older().get().hasLeftOut()) {
      return batch;
    }
    Set<Mark> young =
        new HashSet<>(stage.older().get().leftOutOf(batch.marks(), side.source().base()));
    marks.putBack(List.copyOf(young), side.now());
    return batch.answering(batch.marks().stream().filter(mark -> !young.contains(mark)).toList());
  }
}
