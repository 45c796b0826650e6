// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Proves that a target equals its source, beside the worker that keeps it so, and marks what is
 * different for no reason. Internal to the engine, no API.
 *
 * <pre>
 *   Verifications -&gt; Verifier -&gt; TargetLook -&gt; FoundDifferences
 * </pre>
 */
package dev.rivulet.watch.verify;
