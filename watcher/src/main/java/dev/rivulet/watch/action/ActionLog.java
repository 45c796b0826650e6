// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

/** Where actions tell what they do. */
public interface ActionLog {
  /**
   * Writes one line.
   *
   * @param category in lsyncd's words: {@code Normal}, {@code Error}, {@code Exec} and so on
   */
  void log(String category, String text);
}
