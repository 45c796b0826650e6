// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The receiver: makes files of the data that arrives and puts them in their place. Never writes to
 * the peer; what it has to say it leaves in the outbox for its generator. Internal to the engine,
 * no API.
 *
 * <pre>
 *   Receiver -&gt; FileReceiver -&gt; Drafts -&gt; Draft
 *                            -&gt; Placement
 *            -&gt; Replay                        of a recording, in the place of a peer
 * </pre>
 */
package dev.rivulet.rsync.engine.receiver;
