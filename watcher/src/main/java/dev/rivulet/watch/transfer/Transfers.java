// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.origin.SourceSide;
import dev.rivulet.watch.origin.StandingPlaces;
import dev.rivulet.watch.origin.TransferTurns;
import dev.rivulet.watch.transfer.DeletionMethod.Way;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the transfers of batches to one target, and finds out on the way how it can be made to
 * delete. Owned by one worker.
 */
public final class Transfers {
  private final SourceSide side;
  private final Target target;
  private final TargetStatistics statistics;
  private final TransferTurns.Turn turn;
  private final DeletionMethod deletion;

  /**
   * @param turn hears whenever something moves
   */
  public Transfers(
      SourceSide side, Target target, TargetStatistics statistics, TransferTurns.Turn turn) {
    this.turn = turn;
    this.side = side;
    this.target = target;
    this.deletion = target.deletion();
    this.statistics = statistics;
  }

  /**
   * How a transfer that was carried out has ended.
   *
   * @param code success, or one of those that leave single files behind
   */
  public record Ending(ExitCode code, TransferOutcome outcome) {}

  @FunctionalInterface
  private interface Run {
    ExitCode run(TransferPlan plan, Attempt attempt) throws IOException;
  }

  /** Whether anything that vanishes is deleted at all. */
  public boolean deletesLater() {
    return side.settings().deletesLater() && !deletion.isRefused();
  }

  /** Whether the user's own transfer of everything deletes. */
  public boolean deletesAtFirst() {
    return Mirror.deletes(side.options()) && !deletion.isRefused();
  }

  /**
   * Finds out whether the target can be reached, at little cost.
   *
   * @throws IOException if not
   */
  public void probe() throws IOException {
    target.protocol(side.options());
  }

  /**
   * Compares everything, with the user's own options.
   *
   * @param filters rules behind those of the user
   * @param deleting false to leave out the deletions
   * @param stage what is seen of the source
   */
  public Ending all(FilterList filters, TransferListener listener, boolean deleting, Stage stage)
      throws IOException {
    try (KnownFiles.Departure departure = target.known().departing()) {
      GrowingList growing = new GrowingList(target.growing(), side.source());
      Optional<LocalFiles> seen =
          stage.equals(Stage.WHOLE) && target.growing().areAny()
              ? Optional.of(growing.noting(target.files()))
              : Optional.empty();
      Ending ending =
          adapting(
              deleting,
              listener,
              (plan, attempt) ->
                  attempt.push(stage.applied(plan.complete(filters, deleting)), seen));
      if (learn(departure, ending)) {
        target.growing().arrived(growing.found());
      }
      return ending;
    }
  }

  /**
   * Tells where the target differs, and changes nothing.
   *
   * @param hearer hears what would be done about it
   * @param contents whether sizes and times are not trusted
   */
  public Ending compareAll(TransferListener hearer, boolean contents) throws IOException {
    boolean deleting = deletesAlways();
    return adapting(
        deleting,
        hearer,
        (plan, attempt) ->
            attempt.push(plan.complete(FilterList.EMPTY, deleting).comparison(contents, true)));
  }

  /**
   * The same for the paths of a batch.
   *
   * @param newer whether what is newer at the target counts in spite of --update, as it does above
   */
  public Ending compare(Batch batch, TransferListener hearer, boolean contents, boolean newer)
      throws IOException {
    return adapting(
        deletesAlways(),
        hearer,
        (plan, attempt) -> {
          ExitCode worst = ExitCode.OK;
          for (TransferPlan.Step step : plan.steps(batch)) {
            worst = worse(worst, attempt.push(step.comparison(contents, newer)));
          }
          return worst;
        });
  }

  /** Whether the target is meant to have nothing that the source has not. */
  public boolean deletesAlways() {
    return deletesAtFirst() && deletesLater();
  }

  /**
   * Carries a batch.
   *
   * @param deleting false to leave out the deletions
   * @param stage what is seen of the source
   */
  public Ending batch(Batch batch, boolean deleting, Stage stage) throws IOException {
    Set<TreePath> growing = target.growing().departing(batch);
    try (KnownFiles.Departure departure = target.known().departing(batch)) {
      Ending ending = carry(batch, growing, deleting, stage);
      if (learn(departure, ending)) {
        target.growing().arrived(batch.looks());
      }
      return ending;
    }
  }

  /** What was sent twice because a connection ended may have arrived in part. */
  private boolean learn(KnownFiles.Departure departure, Ending ending) {
    boolean certain = ending.code() == ExitCode.OK && !target.isLost();
    if (certain) {
      departure.arrived(ending.outcome().sent());
    }
    return certain;
  }

  private Ending carry(Batch batch, Set<TreePath> growing, boolean deleting, Stage stage)
      throws IOException {
    return adapting(
        deleting,
        TransferListener.NONE,
        (plan, attempt) -> {
          ExitCode worst = ExitCode.OK;
          for (TransferPlan.Step step : plan.steps(batch, growing)) {
            worst = worse(worst, attempt.push(stage.applied(step), stage.files()));
          }
          List<TreePath> undeleted = attempt.outcome().undeleted();
          if (!undeleted.isEmpty()) {
            TransferPlan.Step left = plan.filtered(undeleted);
            worst = worse(worst, attempt.push(stage.applied(left), stage.files()));
          }
          return worst;
        });
  }

  /** How many entries a batch would delete. */
  public long rehearse(Batch batch) throws IOException {
    return rehearse(batch, TransferListener.NONE);
  }

  /**
   * How many entries a batch would delete.
   *
   * @param hearer hears which
   */
  public long rehearse(Batch batch, TransferListener hearer) throws IOException {
    return adapting(
            true,
            hearer,
            (plan, attempt) -> {
              for (TransferPlan.Step step : plan.steps(batch)) {
                if (step.deletes()) {
                  attempt.push(step.rehearsal());
                }
              }
              return ExitCode.OK;
            })
        .outcome()
        .deletions();
  }

  /** How many entries a comparison of everything would delete. */
  public long rehearseAll() throws IOException {
    return adapting(
            true,
            TransferListener.NONE,
            (plan, attempt) -> attempt.push(plan.complete(FilterList.EMPTY, true).rehearsal()))
        .outcome()
        .deletions();
  }

  private static ExitCode worse(ExitCode before, ExitCode now) {
    return before == ExitCode.OK ? now : before;
  }

  /** Runs transfers; once more, in another way, if the target would not delete in this one. */
  private Ending adapting(boolean deleting, TransferListener listener, Run run) throws IOException {
    boolean deletesLater = deleting && side.settings().deletesLater();
    while (true) {
      int protocol = target.protocol(side.options());
      Way way = deletion.way(protocol);
      StandingPlaces places = side.guard().standing();
      TransferPlan plan =
          new TransferPlan(
              side.options(), side.source(), side.settings().twoWay(), deletesLater, way, protocol);
      TransferOutcome outcome = new TransferOutcome(listener);
      try {
        ExitCode code = run.run(plan, new Attempt(outcome, places));
        if (way != Way.MISSING_NAMES || !outcome.ignoredNames()) {
          return new Ending(code, outcome);
        }
        deletion.ignored();
      } catch (IOException e) {
        if (!deletion.blame(e, outcome.errors(), way)) {
          throw e;
        }
        tellRefusal(outcome.errors());
      }
    }
  }

  private void tellRefusal(String errors) {
    if (deletion.isNewlyRefused()) {
      String reason = errors.lines().findFirst().orElse("");
      side.tell(new WatchEvent.DeletionsRefused(target.name(), reason));
    }
  }

  /** Transfers in one way. */
  private final class Attempt {
    /** Hears their events. */
    private final TransferOutcome outcome;

    /** That the source consisted of before their options were made. */
    private final StandingPlaces places;

    /**
     * @param outcome hears their events
     * @param places that the source consisted of before their options were made
     */
    Attempt(TransferOutcome outcome, StandingPlaces places) {
      this.outcome = outcome;
      this.places = places;
    }

    TransferOutcome outcome() {
      return outcome;
    }

    ExitCode push(TransferPlan.Step step) throws IOException {
      return push(step, Optional.empty());
    }

    /**
     * Makes one transfer; a result that is not worth a retry of everything is returned.
     *
     * @param seen the files to read from, if they are not all of the source
     */
    ExitCode push(TransferPlan.Step step, Optional<LocalFiles> seen) throws IOException {
      turn.moved();
      TransferListener listener =
          event -> {
            turn.moved();
            outcome.on(event);
          };
      LocalFiles files = places.guarding(seen.orElse(target.files()));
      TransferResult result = target.push(step.options(), step.sources(), files, listener);
      statistics.transferred(result.stats());
      switch (result.exitCode()) {
        case OK:
          if (step.deletes()) {
            deletion.worked();
          }
          return ExitCode.OK;
        case PARTIAL:
        case VANISHED:
        case DELETE_LIMIT:
          return result.exitCode();
        default:
          throw new RsyncException(result.exitCode(), outcome.reason(result.exitCode()));
      }
    }
  }
}
