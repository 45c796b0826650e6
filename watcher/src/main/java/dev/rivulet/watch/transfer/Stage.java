// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.watch.mark.PublishedNames;
import java.util.Optional;

/**
 * What the transfers of a batch see of the source, and whether comparisons delete: all and yes,
 * unless names are published in order (hazard 5.5). Immutable.
 *
 * @param filters rules in front of those of the user
 * @param older the files that are seen; all if there are none
 * @param deletes whether what only the target has is deleted in directories that are compared
 */
public record Stage(FilterList filters, Optional<OlderFiles> older, boolean deletes) {
  /** Without an order. */
  public static final Stage WHOLE = new Stage(FilterList.EMPTY, Optional.empty(), true);

  /** Everything that is not published, and no deletion. */
  public static Stage ahead(PublishedNames names) {
    return names.areAny() ? new Stage(names.hidden(), Optional.empty(), false) : WHOLE;
  }

  /** Nothing but what is published, as it was at a moment, and no deletion. */
  public static Stage publishing(PublishedNames names, OlderFiles older) {
    return new Stage(names.alone(), Optional.of(older), false);
  }

  /** The deletion of what is named. */
  public static Stage deleting(OlderFiles older) {
    return new Stage(FilterList.EMPTY, Optional.of(older), true);
  }

  /** Whether what is gone has to wait. */
  public boolean postpones() {
    return !deletes;
  }

  TransferPlan.Step applied(TransferPlan.Step step) {
    if (deletes) {
      return step;
    }
    TransferOptions options =
        step.options().toBuilder()
            .filters(filters.with(step.options().filters()))
            .deleteMode(DeleteMode.NONE)
            .deleteExcluded(false)
            .build();
    return new TransferPlan.Step(options, step.sources(), false);
  }

  Optional<LocalFiles> files() {
    return older.map(LocalFiles.class::cast);
  }
}
