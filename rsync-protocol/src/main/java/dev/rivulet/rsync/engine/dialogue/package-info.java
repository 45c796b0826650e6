// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is said beside lists and data: between the ends, and from a receiver to its generator. Knows
 * what a transfer is, and nothing of the roles that speak. Internal to the engine, no API.
 *
 * <pre>
 *   PeerOutput  &lt;- ItemRecord -&gt; Basis        what is asked of one file
 *               &lt;- FilterExchange, KeepAlive, ServerStats, DeletionStats
 *   PeerMessages, PeerExit                    what the peer says between its data
 *   Outbox      &lt;- Note, Requests             what a receiver owes its generator
 * </pre>
 */
package dev.rivulet.rsync.engine.dialogue;
