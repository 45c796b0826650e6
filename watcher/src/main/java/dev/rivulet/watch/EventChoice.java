// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

/**
 * Which kinds of events count; what happens otherwise is not sent until something else marks the
 * same path.
 *
 * @param createFile whether a file counts when it appears; its closing counts by {@link EventMode}.
 *     Links, devices and further names of a file only ever appear
 * @param createDirectory whether a new directory counts; off, it is left alone with all its
 *     contents
 * @param delete whether a removed name counts
 * @param moveFrom whether the old name of something renamed counts
 * @param moveTo whether the new name of something renamed counts
 * @param attributes whether changes of attributes alone count
 */
public record EventChoice(
    boolean createFile,
    boolean createDirectory,
    boolean delete,
    boolean moveFrom,
    boolean moveTo,
    boolean attributes) {

  /** Everything counts. */
  public static final EventChoice ALL = new EventChoice(true, true, true, true, true, true);
}
