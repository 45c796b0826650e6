// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A limit that the kernel sets to watching with inotify (inotify(7), /proc interfaces). */
public enum KernelSetting {
  /** Events that wait in one queue. */
  MAX_QUEUED_EVENTS,
  /** Queues of one user. */
  MAX_USER_INSTANCES,
  /** Watches of one user. */
  MAX_USER_WATCHES;

  private static final Path PLACE = Path.of("/proc/sys/fs/inotify");

  /** The file that holds it. */
  public Path path() {
    return PLACE.resolve(name().toLowerCase(Locale.ROOT));
  }

  /**
   * The value at the moment. It must be read in one piece: a second read finds the end, so that
   * {@link Files#readString} gets only the first digit.
   *
   * @throws IOException also if this system has no such setting
   */
  public long value() throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(path())) {
      return Long.parseLong(reader.readLine().strip());
    } catch (NumberFormatException e) {
      throw new IOException(path() + " is no number", e);
    }
  }
}
