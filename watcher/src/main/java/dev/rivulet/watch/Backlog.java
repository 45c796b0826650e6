// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.util.List;

/**
 * What one target lacks; a picture of one moment.
 *
 * @param size paths that wait or are under way
 * @param oldest of these, the oldest first
 */
public record Backlog(String target, int size, List<PendingPath> oldest) {}
