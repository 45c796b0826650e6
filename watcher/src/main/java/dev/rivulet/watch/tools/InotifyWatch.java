// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The program {@code inotifywatch}: counts events for a while (inotifywatch(1)). */
final class InotifyWatch extends Tool {
  static final String NAME = "inotifywatch";

  private final PrintStream out;
  private final Consumer<EventStream> started;
  private final EventCounts counts = new EventCounts();
  private boolean verbose;
  private boolean zeros;
  private boolean sorted;
  private EventCounts.Order order = EventCounts.Order.BY_TOTAL;

  /**
   * @param started is given the stream when all watches stand; waking it ends the counting
   */
  InotifyWatch(InputStream in, PrintStream out, PrintStream err, Consumer<EventStream> started) {
    super(NAME, in, out, err);
    this.out = out;
    this.started = started;
  }

  @Override
  List<GetoptLong.Option> ownOptions() {
    return List.of(
        new GetoptLong.Option('v', "verbose", false),
        new GetoptLong.Option('z', "zero", false),
        new GetoptLong.Option('a', "ascending", true),
        new GetoptLong.Option('d', "descending", true));
  }

  @Override
  void take(GetoptLong.Typed typed) throws UsageException {
    switch (typed.option().name()) {
      case "verbose" -> verbose = true;
      case "zero" -> zeros = true;
      case "ascending", "descending" -> sort(typed);
      default -> throw new IllegalStateException("no meaning for " + typed.option());
    }
  }

  private void sort(GetoptLong.Typed typed) throws UsageException {
    if (sorted) {
      throw new UsageException("Please specify -a or -d once only!");
    }
    sorted = true;
    order = EventCounts.Order.of(typed.text(), typed.option().name().equals("ascending"));
  }

  @Override
  int watch(WatchRequest request) throws IOException {
    err.println("Establishing watches...");
    count(request);
    if (counts.isEmpty()) {
      err.println("No events occurred.");
    } else {
      out.print(counts.table(common.events(), zeros, order));
      out.flush();
    }
    return OK;
  }

  @Override
  String textOf(WatchFailure failure) {
    return "Failed to watch " + failure.shown() + ": " + failure.reason();
  }

  private void count(WatchRequest request) throws IOException {
    try (EventStream events = new EventStream(request, new Observer())) {
      events.start();
      if (verbose) {
        err.println("Total of " + events.watches() + " watches.");
      }
      err.println("Finished establishing watches, now collecting statistics.");
      if (verbose && common.timeoutSeconds() > 0) {
        err.println("Will listen for events for " + common.timeoutSeconds() + " seconds.");
      }
      started.accept(events);
      collect(events);
    }
  }

  private void collect(EventStream events) throws IOException {
    long limit = TimeUnit.SECONDS.toNanos(common.timeoutSeconds());
    long end = System.nanoTime() + limit;
    while (true) {
      long left =
          limit == 0 ? -1 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
      SeenEvent event = events.next(left);
      if (event == null) {
        return;
      }
      counts.add(event);
    }
  }

  private final class Observer implements EventStream.Observer {
    private final EventStream.Observer troubles = new InotifyWait.Troubles(NAME, err);

    @Override
    public void watching(byte[] path) {
      if (verbose && common.recursive()) {
        String shown = new String(path, StandardCharsets.UTF_8);
        err.println("Setting up watch(es) on " + shown);
      }
    }

    @Override
    public void watched(byte[] path) {
      if (verbose && common.recursive()) {
        err.println("OK, " + new String(path, StandardCharsets.UTF_8) + " is now being watched.");
      }
    }

    @Override
    public void unwatched(byte[] path, String reason) {
      troubles.unwatched(path, reason);
    }

    @Override
    public void overflowed() {
      troubles.overflowed();
    }
  }
}
