// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Where the real-time engine hears of changes: what the kernel reports of a directory tree, turned
 * into places to look at. Knows nothing of marks, targets and transfers.
 */
package dev.rivulet.watch.source;
