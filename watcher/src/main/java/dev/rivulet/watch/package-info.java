// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The live mirror as a library: file system events become rsync transfers made in process. {@link
 * dev.rivulet.watch.Watcher} is its facade; the rest are values, what is set and what is told.
 *
 * <p>An event is only a reason to look. It adds a mark to the set of every target; when a target is
 * free, its worker looks at the files and sends what it found. What was not confirmed is marked
 * again.
 *
 * <pre>
 *   EventSource -&gt; MarkSet -&gt; BatchBuilder -&gt; Batch -&gt; Transfers -&gt; RsyncClient
 *                     ^                                    |
 *                     +------------ not confirmed ---------+
 * </pre>
 *
 * <p>The engine has rooms of its own, none of them API. Each knows those below it and the values of
 * this package:
 *
 * <pre>
 *   engine               mirrors at work
 *   verify               proves that a target is equal
 *   send                 keeps one target up to date
 *   journal, transfer    what outlives the program; from marks to a transfer that has ended
 *   mark, origin         what needs a look; the source as all targets share it
 * </pre>
 *
 * <p>A hazard with a number, here and in the names of tests, is one of {@code docs/hazards.md}.
 */
package dev.rivulet.watch;
