// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What outlives the program: the marks of each target, so that a crash forgets nothing, and the
 * lock that keeps a second program away. Internal to the engine, no API.
 *
 * <pre>
 *   JournalThread -&gt; PairState -&gt; Journal -&gt; JournalRecords
 *                              -&gt; PairLock
 *                              -&gt; ChangedSince, for what happened while nobody listened
 * </pre>
 */
package dev.rivulet.watch.journal;
