// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * How another process sees and steers a running engine: a Unix-domain socket that only its owner
 * may use, over which each line is a JSON object, a request one way and its answer the other.
 *
 * <pre>
 *   rsync-watch status -&gt; ControlClient -&gt; socket -&gt; ControlServer -&gt; Requests -&gt; WatchControl
 * </pre>
 */
package dev.rivulet.watch.control;
