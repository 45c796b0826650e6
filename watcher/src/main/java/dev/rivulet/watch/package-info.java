// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The real-time engine: file system events become rsync transfers made in process.
 *
 * <p>An event is only a reason to look. It adds a {@link dev.rivulet.watch.mark.Mark} to the {@link
 * dev.rivulet.watch.mark.MarkSet} of every target; when a target is free, a {@link
 * dev.rivulet.watch.transfer.BatchBuilder} looks at the files and a {@link
 * dev.rivulet.watch.send.TargetWorker} sends what it found. What was not confirmed is marked again.
 *
 * <pre>
 *   EventSource -&gt; MarkSet -&gt; BatchBuilder -&gt; Batch -&gt; TargetWorker -&gt; RsyncClient
 *                     ^                                    |
 *                     +------------ not confirmed ---------+
 * </pre>
 *
 * <p>A hazard with a number, here and in the names of tests, is one of {@code docs/hazards.md}.
 */
package dev.rivulet.watch;
