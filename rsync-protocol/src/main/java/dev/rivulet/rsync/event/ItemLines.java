// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

import dev.rivulet.rsync.wire.ItemFlags;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Decides which items have a line, and when: in front of their data, or behind it if the line tells
 * of amounts. Immutable.
 */
public final class ItemLines {
  private static final int TYPE_MASK = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final byte[] DELETING = "deleting ".getBytes(StandardCharsets.US_ASCII);

  /** Which items are worth a line. */
  public enum Extent {
    /** None; only deletions have one. */
    NONE,
    /** Files whose data is moved. */
    TRANSFERS,
    /** As {@link #UPDATES}, but for links that are made although nothing else is new. */
    UPDATES_BUT_LINKS,
    /** These, and all other objects that are made anew, and directories that change. */
    UPDATES,
    /** As {@link #CHANGES}, but for links that are made although nothing else is new. */
    CHANGES_BUT_LINKS,
    /** Whatever changes. */
    CHANGES,
    /** Everything a transfer tells of. */
    EVERYTHING
  }

  private final ItemFormat format;
  private final Extent extent;
  private final boolean late;

  /**
   * Lines of one form.
   *
   * @param dataMoves whether it does, as opposed to a dry run
   */
  public ItemLines(ItemFormat format, Extent extent, boolean dataMoves) {
    this.format = format;
    this.extent = extent;
    this.late = dataMoves && format.needsAmounts();
  }

  /** Whether the line of this item comes behind its data. */
  public boolean isLate(TransferEvent.Item item) {
    return late && isTransfer(item);
  }

  /** The line for an item, if it has one and this is the time for it. */
  public Optional<byte[]> of(TransferEvent.Item item) {
    return mentions(item) && !isLate(item) ? Optional.of(format.line(item)) : Optional.empty();
  }

  /** The line for an item whose data has moved, if it has none yet. */
  public Optional<byte[]> of(TransferEvent.FileFinished file) {
    return isLate(file.item()) && mentions(file.item())
        ? Optional.of(format.line(file.item(), file.amounts(), file.sum()))
        : Optional.empty();
  }

  /**
   * The line for a deletion.
   *
   * @param sumLength bytes of the checksums of this transfer
   */
  public byte[] of(TransferEvent.Deleted deleted, int sumLength) {
    if (format.has('i') || format.has('o')) {
      return format.deletion(deleted.name(), deleted.directory(), sumLength);
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream(deleted.name().length + 16);
    line.writeBytes(DELETING);
    line.writeBytes(deleted.name());
    if (deleted.directory()) {
      line.write('/');
    }
    return line.toByteArray();
  }

  /** Whether the item has a line. */
  boolean mentions(TransferEvent.Item item) {
    boolean local = has(item, ItemFlags.LOCAL_CHANGE);
    boolean differs = has(item, ItemFlags.SIGNIFICANT & ~ItemFlags.TRANSFER);
    boolean changes = differs || item.linkedTo().length > 0;
    return switch (extent) {
      case NONE -> false;
      case TRANSFERS -> isTransfer(item);
      case UPDATES_BUT_LINKS -> isTransfer(item) || differs && (local || isDirectory(item));
      case CHANGES_BUT_LINKS -> isTransfer(item) || differs;
      case UPDATES -> isTransfer(item) || changes && (local || isDirectory(item));
      case CHANGES -> isTransfer(item) || changes || local;
      case EVERYTHING -> true;
    };
  }

  private static boolean isTransfer(TransferEvent.Item item) {
    return has(item, ItemFlags.TRANSFER);
  }

  private static boolean has(TransferEvent.Item item, int flags) {
    return (item.flags() & flags) != 0;
  }

  private static boolean isDirectory(TransferEvent.Item item) {
    return (item.entry().mode() & TYPE_MASK) == DIRECTORY;
  }
}
