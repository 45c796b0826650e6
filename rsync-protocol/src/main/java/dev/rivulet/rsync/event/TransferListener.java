// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

/**
 * Hears what a transfer does. Called from the transfer's own threads, one call at a time; must not
 * block for long.
 */
@FunctionalInterface
public interface TransferListener {
  TransferListener NONE = event -> {};

  void on(TransferEvent event);
}
