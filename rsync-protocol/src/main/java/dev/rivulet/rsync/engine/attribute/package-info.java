// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The attributes of what arrives: which differ from what is there, which it gets, and how they are
 * set. Owners, permissions, times, access control lists and extended attributes; knows how to set
 * them on an object, not where it is. Internal to the engine, no API.
 *
 * <pre>
 *   Itemizer -&gt; AttributeApplier -&gt; OwnerTrace, AccessLists, Xattrs, TimeRules
 *            -&gt; Permissions, TimeRules
 *   CopiedAttributes -&gt; CopiedExtras          of an object kept as it is, for a backup
 * </pre>
 */
package dev.rivulet.rsync.engine.attribute;
