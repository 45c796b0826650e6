// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.mark;

import java.util.List;
import java.util.Set;

/**
 * All marks of a set at one moment.
 *
 * @param waiting in no order
 * @param underWay taken out and not settled yet
 */
public record OutstandingMarks(List<Mark> waiting, Set<Mark> underWay) {}
