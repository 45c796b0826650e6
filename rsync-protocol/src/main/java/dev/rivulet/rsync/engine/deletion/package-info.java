// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What is at the destination and not in the lists: which of it the rules protect, and how the rest
 * is removed or backed up. Internal to the engine, no API.
 *
 * <pre>
 *   Deletions -&gt; DoomedContents -&gt; FilterChain
 *             -&gt; DeletionTrace
 * </pre>
 */
package dev.rivulet.rsync.engine.deletion;
