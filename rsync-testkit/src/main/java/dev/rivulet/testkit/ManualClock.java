// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that moves when a test says so. {@link #nanoTime} and {@link #sleep} follow it, so that
 * it also stands in for {@link System#nanoTime} and for waiting. Safe for several threads.
 */
public final class ManualClock extends Clock {
  private final Instant start;
  private final ZoneId zone;
  private final AtomicLong elapsedNanos;

  /** A clock that stands at {@code start}. */
  public ManualClock(Instant start) {
    this(start, ZoneOffset.UTC, new AtomicLong());
  }

  private ManualClock(Instant start, ZoneId zone, AtomicLong elapsedNanos) {
    this.start = start;
    this.zone = zone;
    this.elapsedNanos = elapsedNanos;
  }

  /** A clock that stands at the first moment of 2026. */
  public static ManualClock atRest() {
    return new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));
  }

  /** Moves the clock forward. */
  public void advance(Duration duration) {
    elapsedNanos.addAndGet(duration.toNanos());
  }

  /** Nanoseconds the clock has been moved since it was made. */
  public long nanoTime() {
    return elapsedNanos.get();
  }

  /** Returns at once, with the clock moved by the time asked for. */
  public void sleep(long nanos) {
    elapsedNanos.addAndGet(Math.max(0, nanos));
  }

  @Override
  public Instant instant() {
    return start.plusNanos(elapsedNanos.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  /** The same moving time in another zone. */
  @Override
  public Clock withZone(ZoneId other) {
    return new ManualClock(start, other, elapsedNanos);
  }
}
