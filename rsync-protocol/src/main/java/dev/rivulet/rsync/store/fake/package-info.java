// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Attributes that this end may not set, kept in an extended attribute of the file (rsync(1),
 * --fake-super). Stands on any workspace and tree, and on no file system.
 */
package dev.rivulet.rsync.store.fake;
