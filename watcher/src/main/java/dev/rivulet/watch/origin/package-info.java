// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The source of a mirror as all its targets share it: where it begins, whether it still is what it
 * was, what must not be deleted on its behalf, whose turn it is. Internal to the engine, no API.
 *
 * <pre>
 *   SourceSide -&gt; WatchSource, SourceGuard -&gt; UnmountedPlaces
 *              -&gt; TransferTurns
 * </pre>
 */
package dev.rivulet.watch.origin;
