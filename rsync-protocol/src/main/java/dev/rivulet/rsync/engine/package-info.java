// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A session and its two ends: they agree with the peer, set the roles to work on threads of their
 * own, and say goodbye. Only {@link dev.rivulet.rsync.engine.Session} and the {@link
 * dev.rivulet.rsync.engine.transfer.EndSettings} of its end are for others.
 *
 * <p>The work is done in the rooms below, each of which knows only those further down; the three
 * roles do not know each other.
 *
 * <pre>
 *   Session -&gt; SendingEnd -&gt; sender         lists and data go out
 *           -&gt; ReceivingEnd -&gt; generator    what must come
 *                           -&gt; receiver     data becomes files
 *
 *   deletion            what is there and not in the lists
 *   place, listing      where things are put; how directories are looked at
 *   attribute           which attributes differ, and how they are set
 *   dialogue            what the ends say to each other beside lists and data
 *   transfer            what the roles of one end share
 * </pre>
 */
package dev.rivulet.rsync.engine;
