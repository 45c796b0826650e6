// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Mirrors at work: what a source reports becomes marks of every target, each target has its
 * threads, and all of it can be seen and steered. Internal, no API; only {@link
 * dev.rivulet.watch.engine.RunningMirrors} is called from outside, by the facade.
 *
 * <pre>
 *   RunningMirrors -&gt; RunningMirror -&gt; WatchedTree
 *        |                                 |
 *        +-&gt; Steering ---------------------+-&gt; PathInquiry
 *
 *   EventSource -&gt; TwoWayEvents -&gt; FilteredEvents -&gt; ChosenEvents -&gt; EventMarks -&gt; MarkSet
 * </pre>
 */
package dev.rivulet.watch.engine;
