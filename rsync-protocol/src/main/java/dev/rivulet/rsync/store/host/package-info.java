// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The files of this machine by calls of the operating system: trees out of which no name leads, and
 * the workspaces of a user and of a module. Where those calls are missing, {@link
 * dev.rivulet.rsync.store.nio} takes their place.
 *
 * <pre>
 *   HostWorkspace, ModuleWorkspace -&gt; PosixWorkspace -&gt; PosixFileTree -&gt; DirectoryHandles
 *                                                                      -&gt; PathResolver
 * </pre>
 */
package dev.rivulet.rsync.store.host;
