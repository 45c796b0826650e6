// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.watch.action.PendingChange;
import dev.rivulet.watch.source.Watch;
import java.util.List;

/**
 * How a part of a companion stands that waits for events of one source; a picture of one moment.
 *
 * @param position among all that the configuration asks for, its mirrors included; from 0
 * @param source absolute, with a slash at the end; not to be changed
 * @param filters what is left out
 * @param pending the oldest first
 */
public record SyncStatus(
    String name,
    int position,
    byte[] source,
    FilterList filters,
    List<PendingChange> pending,
    List<Watch> watches) {}
