// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

/**
 * One path at which a target differs from its source.
 *
 * @param path relative to the base of the source, as text
 */
public record Difference(String path, Kind kind) {

  /** How it differs. */
  public enum Kind {
    /** The target does not have it. */
    MISSING("missing at the target"),
    /** Size, time or contents, or what kind of thing it is. */
    CONTENT("contents differ"),
    /** Permissions, owner, time of a directory and the like. */
    ATTRIBUTES("attributes differ"),
    /** The target has it, the source does not; only counts where deletions are made. */
    SURPLUS("only at the target"),
    /** The target's file is newer and therefore left alone, as --update asks for. */
    NEWER("newer at the target"),
    /** The target takes two names of the source for one and has the other file there. */
    CLASHING("another file of the source has this name at the target");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** In words. */
    public String text() {
      return text;
    }
  }
}
