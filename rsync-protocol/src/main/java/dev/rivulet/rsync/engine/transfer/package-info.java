// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the roles of one end share while a transfer runs: what was asked and agreed, what has
 * happened so far, and the words in which it is told. Knows no role and no peer. Internal to the
 * engine, no API but {@link dev.rivulet.rsync.engine.transfer.EndSettings}.
 *
 * <pre>
 *   Transfer -&gt; EndSettings, Events, Outcome, Counters
 *   Reports  -&gt; Transfer, Text, MessageRoute
 * </pre>
 */
package dev.rivulet.rsync.engine.transfer;
