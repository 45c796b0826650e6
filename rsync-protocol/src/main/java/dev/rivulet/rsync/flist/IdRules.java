// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.List;
import java.util.OptionalInt;

/**
 * The pairs of {@code --usermap} or {@code --groupmap} (rsync(1)): which of the sender's ids become
 * which ids here. The first pair that is about an id counts. Immutable.
 *
 * @param pairs in their order
 */
public record IdRules(List<IdRule> pairs) {
  /** Translates nothing. */
  public static final IdRules NONE = new IdRules(List.of());

  public boolean isEmpty() {
    return pairs.isEmpty();
  }

  /** What becomes of an id of the sender; {@code name} is empty for one without a name. */
  public OptionalInt target(int id, byte[] name) {
    for (IdRule pair : pairs) {
      if (pair.concerns(id, name)) {
        return OptionalInt.of(pair.target());
      }
    }
    return OptionalInt.empty();
  }
}
