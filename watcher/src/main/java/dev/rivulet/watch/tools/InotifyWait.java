// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * The program {@code inotifywait}: waits for events and prints them (inotifywait(1)).
 *
 * <p>Beyond the original: it misses nothing in directories made while it runs, and says when the
 * kernel dropped events.
 */
final class InotifyWait extends Tool {
  static final String NAME = "inotifywait";

  private static final int TIMEOUT = 2;

  private final OutputStream out;
  private final Runnable ready;
  private EventFormat lines = EventFormat.standard();
  private boolean monitor;
  private boolean daemon;
  private boolean csv;
  private boolean newline = true;
  private int quiet;
  private byte[] format;
  private String timeFormat;
  private String outFile;

  /**
   * @param ready called when all watches stand
   */
  InotifyWait(InputStream in, OutputStream out, PrintStream err, Runnable ready) {
    super(NAME, in, out, err);
    this.out = out;
    this.ready = ready;
  }

  @Override
  List<GetoptLong.Option> ownOptions() {
    return List.of(
        new GetoptLong.Option('m', "monitor", false),
        new GetoptLong.Option('d', "daemon", false),
        new GetoptLong.Option('q', "quiet", false),
        new GetoptLong.Option('c', "csv", false),
        new GetoptLong.Option('s', "syslog", false),
        new GetoptLong.Option('o', "outfile", true),
        new GetoptLong.Option((char) 0, "format", true),
        new GetoptLong.Option((char) 0, "no-newline", false),
        new GetoptLong.Option((char) 0, "timefmt", true));
  }

  @Override
  void take(GetoptLong.Typed typed) throws UsageException {
    switch (typed.option().name()) {
      case "monitor" -> monitor = true;
      case "daemon" -> {
        monitor = true;
        daemon = true;
      }
      case "quiet" -> quiet++;
      case "csv" -> csv = true;
      case "outfile" -> outFile = typed.text();
      case "format" -> format = typed.argument();
      case "no-newline" -> newline = false;
      case "timefmt" -> timeFormat = typed.text();
      case "syslog" ->
          throw new UsageException(
              NAME
                  + ": --syslog is not supported: errors go to standard error;"
                  + " append 2>&1 >/dev/null | logger -t inotifywait with --outfile");
      default -> throw new IllegalStateException("no meaning for " + typed.option());
    }
  }

  @Override
  void checkOptions() throws UsageException {
    if (csv && format != null) {
      throw new UsageException("-c and --format cannot both be specified.");
    }
    if (csv) {
      lines = EventFormat.csv();
    } else if (format != null) {
      lines = EventFormat.of(format, newline, timeFormat, ZonedDateTime::now);
    }
    if (timeFormat != null && format == null) {
      throw new UsageException("--timefmt cannot be specified without --format.");
    }
    if (daemon && outFile == null) {
      throw new UsageException("-o must be specified with -d.");
    }
    if (!common.exclude().repeated().isEmpty()) {
      err.println(
          "--"
              + common.exclude().repeated()
              + ": only the last option will be taken into consideration.");
    }
  }

  @Override
  boolean endsWithFirstEvent() {
    return !monitor;
  }

  @Override
  int watch(WatchRequest request) throws IOException {
    OutputStream file;
    try {
      file = open();
    } catch (IOException e) {
      err.println("Failed to open output file " + outFile);
      return ERROR;
    }
    say("Setting up watches.", "  Beware: since -r was given, this may take a while!");
    try (OutputStream to = file;
        EventStream events = new EventStream(request, new Troubles(NAME, err))) {
      events.start();
      say("Watches established.", "");
      ready.run();
      return print(events, to);
    }
  }

  private OutputStream open() throws IOException {
    OutputStream to = outFile == null ? out : new FileOutputStream(outFile, true);
    return new BufferedOutputStream(to, 1 << 16);
  }

  private void say(String text, String ifRecursive) {
    if (quiet == 0) {
      err.println(text + (common.recursive() ? ifRecursive : ""));
    }
  }

  private int print(EventStream events, OutputStream to) throws IOException {
    long limit = common.timeoutSeconds() == 0 ? -1 : common.timeoutSeconds() * 1000;
    while (true) {
      SeenEvent event = events.next(0);
      if (event == null && !events.hasEnded()) {
        to.flush();
        event = events.next(limit);
      }
      if (event == null) {
        return events.hasEnded() ? ERROR : TIMEOUT;
      }
      if (quiet < 2) {
        to.write(lines.line(event));
      }
      if (!monitor) {
        return OK;
      }
    }
  }

  @Override
  String textOf(WatchFailure failure) {
    return failure.isLimit()
        ? "Failed to watch "
            + failure.shown()
            + "; upper limit on inotify watches reached!\n"
            + "Please increase the amount of inotify watches allowed per user via"
            + " `/proc/sys/fs/inotify/max_user_watches'."
        : "Couldn't watch " + failure.shown() + ": " + failure.reason();
  }

  /** What goes wrong while events are read is told, and watching goes on. */
  record Troubles(String program, PrintStream err) implements EventStream.Observer {
    @Override
    public void unwatched(byte[] path, String reason) {
      err.println(
          program
              + ": no events of "
              + new String(path, StandardCharsets.UTF_8)
              + ", which cannot be watched: "
              + reason);
    }

    @Override
    public void overflowed() {
      err.println(
          program
              + ": ** Event Queue Overflow ** the kernel dropped events; raise"
              + " /proc/sys/fs/inotify/max_queued_events");
    }
  }
}
