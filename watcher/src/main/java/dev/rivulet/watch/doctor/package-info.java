// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Looks at a configuration and at what it is about, and says what it means, what will go wrong and
 * what to do about it. Nothing is ever changed: not a file, not a setting of the kernel, nothing at
 * a receiver.
 *
 * <pre>
 *   rsyncd.conf         -&gt; RsyncdFile  -&gt; RsyncdCheck, one class for each kind of trap
 *   any live mirror's   -&gt; ConfigReader -&gt; SourceCheck, WatchLimitCheck, ReceiverCheck
 * </pre>
 */
package dev.rivulet.watch.doctor;
