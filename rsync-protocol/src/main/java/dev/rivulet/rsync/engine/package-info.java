// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The decisions: sender, generator, receiver and the session that runs them.
 *
 * <p>The packages below this one are its rooms. Each knows only those that stand before it: {@link
 * dev.rivulet.rsync.engine.transfer} (what all share), {@link dev.rivulet.rsync.engine.dialogue}
 * (what is said beside lists and data), {@link dev.rivulet.rsync.engine.attribute} (which
 * attributes differ, and how they are set), {@link dev.rivulet.rsync.engine.listing} (looking at
 * directories), {@link dev.rivulet.rsync.engine.place} (where things are put), {@link
 * dev.rivulet.rsync.engine.deletion} (what is there and not in the lists), {@link
 * dev.rivulet.rsync.engine.sender} (lists and data go out), {@link
 * dev.rivulet.rsync.engine.receiver} (data becomes files).
 */
package dev.rivulet.rsync.engine;
