// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known about one path and one target.
 *
 * @param path relative to the base of the source
 * @param detail the rule, the failure, or what else explains the state; may be empty
 * @param since when the state began, if that is known
 */
public record PathReport(
    String mirror,
    String target,
    String path,
    PathState state,
    String detail,
    Optional<Instant> since) {}
