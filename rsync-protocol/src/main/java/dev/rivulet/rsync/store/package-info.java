// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Files as all the rest sees them: rooted trees, staged files, paths, attributes, identities. The
 * packages below this one are the only ones that touch files.
 *
 * <pre>
 *   Workspace -&gt; FileTree -&gt; SourceFile, StagedFile, AttributeTarget
 *
 *   host        this machine's files
 *   nio, fake   what Java can reach; attributes that are only written down
 *   system      calls of the operating system
 * </pre>
 */
package dev.rivulet.rsync.store;
