// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps one target up to date: a worker with its lanes takes marks out of the set, has them
 * transferred, and confirms them or puts them back. Internal to the engine, no API.
 *
 * <pre>
 *   TargetWorker -&gt; BatchSender -&gt; MarkSettler
 *        |             ^   |
 *        |             |   +-&gt; HeldDeletions, HookCalls, BatchLimit
 *   LiveLane, BulkLane-+
 * </pre>
 */
package dev.rivulet.watch.send;
