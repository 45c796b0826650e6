// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.time.Instant;

/**
 * A path that a target does not take, while others may arrive.
 *
 * @param path relative to the base of its source
 * @param reason in rsync's words
 * @param since when it failed first
 */
public record FailingPath(String path, String reason, Instant since) {}
