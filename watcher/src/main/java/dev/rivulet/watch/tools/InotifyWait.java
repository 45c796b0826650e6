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
import java.util.ArrayList;
import java.util.List;

/**
 * The program {@code inotifywait}: waits for events and prints them (inotifywait(1)).
 *
 * <p>Beyond the original: it misses nothing in directories made while it runs, and says when the
 * kernel dropped events.
 */
final class InotifyWait {
  static final String NAME = "inotifywait";

  private static final int EVENT = 0;
  private static final int ERROR = 1;
  private static final int TIMEOUT = 2;

  private final WatchArguments common = new WatchArguments();
  private final InputStream in;
  private final OutputStream out;
  private final PrintStream err;
  private final Runnable ready;
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
    this.in = in;
    this.out = out;
    this.err = err;
    this.ready = ready;
  }

  /** Runs to its end; returns the exit code. */
  int run(List<byte[]> words) {
    try {
      GetoptLong line = GetoptLong.parse(NAME, options(), words);
      for (GetoptLong.Typed typed : line.options()) {
        if (typed.option().name().equals("help")) {
          ToolHelp.print(NAME, out);
          return EVENT;
        }
        if (!common.take(typed, in, err)) {
          take(typed);
        }
      }
      EventFormat lines = format();
      if (daemon && outFile == null) {
        throw new UsageException("-o must be specified with -d.");
      }
      return watch(common.request(line.operands(), !monitor), lines);
    } catch (UsageException e) {
      err.println(e.getMessage());
      return ERROR;
    } catch (WatchFailure e) {
      tell(e);
      return ERROR;
    } catch (IOException e) {
      err.println(NAME + ": " + e.getMessage());
      return ERROR;
    }
  }

  private static List<GetoptLong.Option> options() {
    List<GetoptLong.Option> options = new ArrayList<>(WatchArguments.common());
    options.add(new GetoptLong.Option('m', "monitor", false));
    options.add(new GetoptLong.Option('d', "daemon", false));
    options.add(new GetoptLong.Option('q', "quiet", false));
    options.add(new GetoptLong.Option('c', "csv", false));
    options.add(new GetoptLong.Option('s', "syslog", false));
    options.add(new GetoptLong.Option('o', "outfile", true));
    options.add(new GetoptLong.Option((char) 0, "format", true));
    options.add(new GetoptLong.Option((char) 0, "no-newline", false));
    options.add(new GetoptLong.Option((char) 0, "timefmt", true));
    return options;
  }

  private void take(GetoptLong.Typed typed) throws UsageException {
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
              NAME + ": --syslog is not supported: errors go to standard error");
      default -> throw new IllegalStateException("no meaning for " + typed.option());
    }
  }

  private EventFormat format() throws UsageException {
    if (csv && format != null) {
      throw new UsageException("-c and --format cannot both be specified.");
    }
    if (csv) {
      return EventFormat.csv();
    }
    return format == null
        ? EventFormat.standard()
        : EventFormat.of(format, newline, timeFormat, ZonedDateTime::now);
  }

  private int watch(WatchRequest request, EventFormat lines) throws IOException {
    say("Setting up watches.", "  Beware: since -r was given, this may take a while!");
    try (OutputStream to = open();
        EventStream events = new EventStream(request, new Troubles(NAME, err))) {
      events.start();
      say("Watches established.", "");
      ready.run();
      return print(events, lines, to);
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

  private int print(EventStream events, EventFormat lines, OutputStream to) throws IOException {
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
        return EVENT;
      }
    }
  }

  private void tell(WatchFailure failure) {
    if (failure.isLimit()) {
      err.println(
          "Failed to watch "
              + failure.shown()
              + "; upper limit on inotify watches reached!\n"
              + "Please increase the amount of inotify watches allowed per user via"
              + " `/proc/sys/fs/inotify/max_user_watches'.");
    } else {
      err.println("Couldn't watch " + failure.shown() + ": " + failure.reason());
    }
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
