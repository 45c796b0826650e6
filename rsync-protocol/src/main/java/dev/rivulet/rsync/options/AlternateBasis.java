// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.util.List;

/**
 * Other directories in which the receiver looks for files that the destination does not have
 * (rsync(1), --compare-dest, --copy-dest, --link-dest).
 *
 * @param directories as typed, the first one first; at most {@link #MOST}
 */
public record AlternateBasis(Kind kind, List<byte[]> directories) {

  /** What is done with a file that is found unchanged. */
  public enum Kind {
    /** There are no other directories. */
    NONE,
    /** Nothing; the destination goes without it. */
    COMPARE,
    /** It is copied to the destination. */
    COPY,
    /** It is linked to the destination. */
    LINK;

    /** The option that asks for it. */
    public Option option() {
      return switch (this) {
        case COPY -> Option.COPY_DEST;
        case LINK -> Option.LINK_DEST;
        default -> Option.COMPARE_DEST;
      };
    }
  }

  /** How many directories there may be. */
  public static final int MOST = 20;

  /** No other directories. */
  public static final AlternateBasis NONE = new AlternateBasis(Kind.NONE, List.of());

  public AlternateBasis {
    directories = List.copyOf(directories);
  }

  /** Whether there are other directories. */
  public boolean isOn() {
    return kind != Kind.NONE;
  }
}
