// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Looking at directories: how a sender's walk is set up, what is in a directory, and what is told
 * of the walk, of the rules that judge it and of the lists that come of it. Internal to the engine,
 * no API.
 *
 * <pre>
 *   SenderWalk -&gt; WalkReports, FilterReports, FilterScopeTrace
 *   ListSenderTrace, ListReceiverTrace -&gt; ListLines, ListRemarks
 *   ListLines -&gt; DirectoryContents
 * </pre>
 */
package dev.rivulet.rsync.engine.listing;
