// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Events without transfers: a command, or a line in a log, for each of them.
 *
 * <pre>
 *   EventStream -&gt; EventMonitor -&gt; EventHandler (EventCommand, EventLog)
 * </pre>
 */
package dev.rivulet.watch.event;
