// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

/** What happened, in lsyncd's words. */
public enum EventKind {
  ATTRIB("Attrib"),
  MODIFY("Modify"),
  CREATE("Create"),
  DELETE("Delete"),
  MOVE("Move"),
  /** The start of a sync: everything else waits for it. */
  INIT("Init"),
  /** Waits for everything before it, and everything after it waits for it. */
  BLANKET("Blanket");

  private final String word;

  EventKind(String word) {
    this.word = word;
  }

  /** As configurations and logs have it. */
  public String word() {
    return word;
  }
}
