// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

/**
 * One event of a source.
 *
 * @param path where; empty for the source itself
 * @param destination of a move, else empty
 */
public record Change(EventKind kind, String path, String destination) {

  static Change of(EventKind kind, String path) {
    return new Change(kind, path, "");
  }

  static Change move(String origin, String destination) {
    return new Change(EventKind.MOVE, origin, destination);
  }

  /** Whether it is about a directory. */
  public boolean isDirectory() {
    return path.isEmpty() || path.endsWith("/");
  }

  @Override
  public String toString() {
    String arrow = destination.isEmpty() ? "" : " -> /" + destination;
    return kind.word() + ": /" + path + arrow;
  }
}
