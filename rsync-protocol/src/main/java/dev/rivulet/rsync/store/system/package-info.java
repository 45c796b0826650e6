// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the operating system offers and Java has no words for: calls on files, identities, events
 * and sockets, and child processes. Decides nothing; an error is a {@link
 * dev.rivulet.rsync.store.StoreException} with its number.
 *
 * <pre>
 *   Posix, XattrCalls, EventCalls, ThreadIdentity -&gt; SystemCalls, Scratch
 *   ChildProcess, PipedProcess, UnattendedProcess -&gt; ProcessSpawn, ChildCalls
 * </pre>
 */
package dev.rivulet.rsync.store.system;
