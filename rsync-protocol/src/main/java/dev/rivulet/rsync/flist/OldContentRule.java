// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.Arrays;

/**
 * Which directories are listed with their contents, below protocol 30 where the wire does not say:
 * those named as arguments and, with recursion, what follows below them.
 */
final class OldContentRule {
  private final boolean recursive;
  private final boolean relative;

  /** The argument directory that what follows may be below, with its slash; null for none. */
  private byte[] hierarchy;

  OldContentRule(ListFormat format) {
    this.recursive = format.recursive();
    this.relative = format.relative();
  }

  /** The {@link EntryFlag} bits of the next directory in arrival order. */
  int flags(EntryDraft draft, boolean top) {
    if (top) {
      hierarchy = recursive ? hierarchyOf(draft) : null;
      return EntryFlag.TOP | EntryFlag.CONTENT;
    }
    if (hierarchy == null || !isBelow(draft)) {
      hierarchy = null;
      return 0;
    }
    return EntryFlag.CONTENT;
  }

  private static byte[] hierarchyOf(EntryDraft draft) {
    if (draft.name[draft.nameLength - 1] == '.'
        && (draft.nameLength == 1 || draft.name[draft.nameLength - 2] == '/')) {
      return Arrays.copyOf(draft.name, draft.nameLength - 1);
    }
    byte[] prefix = Arrays.copyOf(draft.name, draft.nameLength + 1);
    prefix[draft.nameLength] = '/';
    return prefix;
  }

  private boolean isBelow(EntryDraft draft) {
    return !relative
        || (draft.nameLength >= hierarchy.length
            && Arrays.equals(draft.name, 0, hierarchy.length, hierarchy, 0, hierarchy.length));
  }
}
