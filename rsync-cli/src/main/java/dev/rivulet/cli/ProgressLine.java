// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.event.HumanNumber;
import java.util.function.LongSupplier;

/**
 * The line that shows how a file gets on, drawn over itself at most once a second; rsync(1), option
 * --progress.
 *
 * <p>While the file moves it tells the rate of the last seconds and the time that is left; at the
 * end the mean rate and the time it took. Owned by one thread.
 */
final class ProgressLine {
  private static final long SECOND = 1_000_000_000L;

  /** The rate shown is the one of the last so many seconds. */
  private static final int WINDOW = 5;

  private static final String UNKNOWN_TIME = "  ??:??:??";

  private final LongSupplier nanoTime;
  private final int humanReadable;

  /** When and where the file was, once a second, the oldest at {@link #oldest}. */
  private final long[] whenSeen = new long[WINDOW];

  private final long[] whereSeen = new long[WINDOW];
  private int oldest;
  private int newest;
  private boolean drawn;
  private boolean wholeTransfer;

  /** Lists that grow do not make a transfer go back. */
  private int percentShown;

  private long started;

  ProgressLine(LongSupplier nanoTime, int humanReadable) {
    this.nanoTime = nanoTime;
    this.humanReadable = humanReadable;
  }

  /** The line is about the whole transfer, which starts now. */
  void followTransfer() {
    start();
    wholeTransfer = true;
  }

  /** A new file starts. */
  void start() {
    started = nanoTime.getAsLong();
    drawn = false;
  }

  /**
   * The line of a transfer of which another file has arrived; drawn over by the next one.
   *
   * @param offset bytes of the files that have arrived
   * @param size bytes of all files that are known
   */
  String arrived(long offset, long size, int number, long toCheck, long total, boolean complete) {
    double seconds = (double) (nanoTime.getAsLong() - started) / SECOND;
    double rate = seconds > 0 ? offset / seconds / 1024 : 0;
    return line(offset, size, rate, seconds) + tail(number, toCheck, total, complete);
  }

  /** The line for a file that moves, or an empty string while it is too early for another one. */
  String running(long offset, long size) {
    long now = nanoTime.getAsLong();
    if (!drawn) {
      drawn = true;
      oldest = 0;
      newest = 0;
      for (int i = 0; i < WINDOW; i++) {
        whenSeen[i] = now;
        whereSeen[i] = offset;
      }
    } else if (now - whenSeen[newest] >= SECOND) {
      newest = (newest + 1) % WINDOW;
      whenSeen[newest] = now;
      whereSeen[newest] = offset;
      if (newest == oldest) {
        oldest = (oldest + 1) % WINDOW;
      }
    } else {
      return "";
    }
    double seconds = (double) (now - whenSeen[oldest]) / SECOND;
    double rate = seconds > 0 ? (offset - whereSeen[oldest]) / seconds / 1024 : 0;
    double remaining = rate > 0 ? (size - offset) / rate / 1024 : 0;
    return line(offset, size, rate, remaining) + "  ";
  }

  /**
   * The last line of a file.
   *
   * @param number how many files have been transferred, this one included
   * @param toCheck files that are still to be looked at
   * @param complete whether all files are known
   */
  String finished(long size, int number, long toCheck, long total, boolean complete) {
    double seconds = (double) (nanoTime.getAsLong() - started) / SECOND;
    double rate = seconds > 0 ? size / seconds / 1024 : 0;
    return line(size, size, rate, seconds) + tail(number, toCheck, total, complete) + "\n";
  }

  private static String tail(int number, long toCheck, long total, boolean complete) {
    String check = complete ? ", to-chk=" : ", ir-chk=";
    return " (xfr#" + number + check + toCheck + "/" + total + ")";
  }

  private String line(long offset, long size, double kilobytesPerSecond, double seconds) {
    int percent = size == 0 || offset == size ? 100 : (int) (100.0 * offset / size);
    if (wholeTransfer) {
      percent = Math.max(percent, percentShown);
      percentShown = percent;
    }
    StringBuilder text = new StringBuilder(64).append('\r');
    right(text, HumanNumber.bytes(offset, humanReadable), 15);
    text.append(' ');
    right(text, Integer.toString(percent), 3);
    text.append("% ");
    double rate = kilobytesPerSecond;
    String unit = "kB/s";
    if (rate > 1024.0 * 1024.0) {
      rate /= 1024.0 * 1024.0;
      unit = "GB/s";
    } else if (rate > 1024.0) {
      rate /= 1024.0;
      unit = "MB/s";
    }
    right(text, HumanNumber.fixed(rate, 2), 7);
    return text.append(unit).append(' ').append(time(seconds)).toString();
  }

  private static String time(double seconds) {
    if (seconds < 0 || seconds > 9999.0 * 3600.0) {
      return UNKNOWN_TIME;
    }
    long whole = (long) seconds;
    StringBuilder text = new StringBuilder(10);
    right(text, Long.toString(whole / 3600), 4);
    return text.append(':')
        .append(twoDigits(whole / 60 % 60))
        .append(':')
        .append(twoDigits(whole % 60))
        .toString();
  }

  private static String twoDigits(long value) {
    return value < 10 ? "0" + value : Long.toString(value);
  }

  private static void right(StringBuilder text, String value, int width) {
    for (int i = value.length(); i < width; i++) {
      text.append(' ');
    }
    text.append(value);
  }
}
