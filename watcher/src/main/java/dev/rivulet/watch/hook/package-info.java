// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is told of a batch, or of a single event, to somebody else: a command, a web server.
 *
 * <p>A {@link dev.rivulet.watch.hook.BatchHook} hears of every batch of a mirror before and after
 * its transfer. Nothing in this package lets a slow or broken listener hold up a transfer for
 * longer than its own time limit, and no name of a file ever reaches a shell as text to be read.
 */
package dev.rivulet.watch.hook;
