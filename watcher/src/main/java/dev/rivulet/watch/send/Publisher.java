// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.send;

import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.MarkSet;
import dev.rivulet.watch.mark.Publication;
import dev.rivulet.watch.mark.Publication.Step;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.transfer.Diversion;
import dev.rivulet.watch.transfer.Flight;
import dev.rivulet.watch.transfer.OlderFiles;
import dev.rivulet.watch.transfer.Stage;
import dev.rivulet.watch.transfer.TargetStatistics;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Publishes in order (hazard 5.5), in rounds. A round chooses a moment, waits until every change up
 * to it is heard of and everything that is not published has arrived, and then sends the published
 * names that were left alone since the moment: what these refer to is older than the moment. Then
 * published names that are gone are deleted, and when none is left of the round, what else is gone.
 *
 * <p>Used by one worker.
 */
final class Publisher {
  /** From one look at what is missing to the next; files count as left alone not much earlier. */
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(15);

  /** News of a name that was moved out of the source come so late; half moves wait (2.7). */
  private static final long NEWS_NANOS = TimeUnit.MILLISECONDS.toNanos(30);

  private final SourceSide side;
  private final MarkSet marks;
  private final Publication publication;
  private final TargetStatistics statistics;
  private final BatchSender sender;
  private final BooleanSupplier hearsEverything;
  private final Clock clock;
  private Optional<Round> round = Optional.empty();
  private long restedNanos;

  /**
   * @param moment on the clock of the files
   * @param nanos the same, on the scale of the marks
   * @param heardNanos when every change up to the moment had its mark
   */
  private record Round(Instant moment, long nanos, long heardNanos) {}

  /**
   * @param hearsEverything whether all changes up to the call have led to their marks
   * @param clock that of the source's files
   */
  Publisher(
      SourceSide side,
      MarkSet marks,
      TargetStatistics statistics,
      BatchSender sender,
      BooleanSupplier hearsEverything,
      Clock clock) {
    this.side = side;
    this.marks = marks;
    this.publication = marks.publication();
    this.statistics = statistics;
    this.sender = sender;
    this.hearsEverything = hearsEverything;
    this.clock = clock;
    this.restedNanos = side.now();
  }

  /** How long may be waited for other things. */
  long patience(long longest) {
    return publication.isEmpty() ? longest : Math.min(longest, REST_NANOS);
  }

  /** Whether a round has come to the point where something may be published. */
  boolean isDue() {
    if (publication.isEmpty()) {
      round = Optional.empty();
      return false;
    }
    if (round.isEmpty() && side.now() - restedNanos >= 0) {
      round = begin();
    }
    return round.isPresent()
        && statistics.hasArrived(round.get().heardNanos())
        && marks.oldestUnpublishedNanos() > round.get().heardNanos();
  }

  private Optional<Round> begin() {
    Instant moment = clock.instant();
    long nanos = side.now();
    return hearsEverything.getAsBoolean()
        ? Optional.of(new Round(moment, nanos, side.now()))
        : Optional.empty();
  }

  /**
   * Ends a round that is due.
   *
   * @return whether the target was asked for anything
   */
  boolean publish() throws IOException, InterruptedException {
    Round ending = round.orElseThrow();
    round = Optional.empty();
    restedNanos = side.now() + REST_NANOS;
    OlderFiles older = new OlderFiles(side.files(), ending.moment());
    boolean asked = send(Step.SEND, side.now(), Stage.publishing(publication.names(), older));
    asked |= send(Step.WITHDRAW, side.now(), Stage.deleting(older));
    if (isPublished(ending)) {
      asked |= send(Step.DELETE, ending.nanos() - NEWS_NANOS, Stage.deleting(older));
      asked |= search();
    }
    return asked;
  }

  /** Whether nothing of a round is left that others have to wait for. */
  private boolean isPublished(Round ending) {
    return publication
        .oldestPublished()
        .filter(mark -> mark.firstNanos() - ending.heardNanos() <= 0)
        .isEmpty();
  }

  private boolean send(Step step, long untilNanos, Stage stage)
      throws IOException, InterruptedException {
    try (Flight flight = statistics.departing()) {
      List<Mark> taken = marks.take(step, untilNanos, sender.most());
      flight.carries(taken);
      List<Mark> ready = step == Step.SEND ? leftAlone(taken, stage) : taken;
      return !ready.isEmpty() && sender.send(ready, Diversion.NONE, stage);
    }
  }

  /** What has changed since the moment waits for another round. */
  private List<Mark> leftAlone(List<Mark> taken, Stage stage) throws IOException {
    List<Mark> waiting = taken;
    try {
      waiting = stage.older().orElseThrow().copy().leftOutOf(taken, side.source().base());
    } finally {
      marks.putBack(waiting, side.now());
      marks.settled(waiting, List.of());
    }
    Set<Mark> left = new HashSet<>(waiting);
    return taken.stream().filter(mark -> !left.contains(mark)).toList();
  }

  private boolean search() throws IOException {
    try (Flight flight = statistics.departing()) {
      List<Mark> taken = marks.take(Step.SEARCH, side.now(), sender.most());
      flight.carries(taken);
      if (taken.isEmpty()) {
        return false;
      }
      boolean searched = false;
      try {
        sender.search(taken);
        searched = true;
        return true;
      } finally {
        if (!searched) {
          publication.postpone(Step.SEARCH, taken, side.now());
        }
        marks.settled(taken, List.of());
      }
    }
  }
}
