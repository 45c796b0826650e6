// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Trees in whatever file system Java knows ({@link java.nio.file.FileSystem}), with the attributes
 * it has. Calls no operating system.
 */
package dev.rivulet.rsync.store.nio;
