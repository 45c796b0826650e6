// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is known to need a look, for one target: an event, a failure or a doubt becomes a mark, and
 * a mark is taken when the target is free. Knows neither files nor transfers. Internal to the
 * engine, no API.
 *
 * <pre>
 *   add -&gt; MarkSet -&gt; take            MarkTrie      one mark per path, bounded
 *             ^         |              MarkQueues    when it may go
 *             +-putBack-+              RenameHints, Sightings, Reservations
 * </pre>
 */
package dev.rivulet.watch.mark;
