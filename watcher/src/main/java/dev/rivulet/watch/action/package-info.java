// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Commands and functions per event, as lsyncd's layers 1 to 3 have them: events wait for a while,
 * are combined, and are handed out in an order in which they can be carried out.
 *
 * <p>Unlike a mirror, an action is told what happened and cannot be told to look again; where
 * events were lost it starts afresh. Paths are strings with one character per byte (ISO 8859-1),
 * relative to the source; a directory ends in a slash.
 *
 * <pre>
 * EventStream -> ChangeReader -> DelayQueue -> ActionRunner -> ActionHandler
 *                                              ActionLoop: the one thread of all runners
 * </pre>
 */
package dev.rivulet.watch.action;
