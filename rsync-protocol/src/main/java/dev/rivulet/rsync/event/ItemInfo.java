// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

/**
 * What a listener may know of a file; a snapshot that outlives the file list.
 *
 * @param name full name relative to the root of the transfer
 * @param mode type and permissions
 * @param linkTarget of a symbolic link, else empty
 */
public record ItemInfo(
    byte[] name, int mode, long size, long mtime, int uid, int gid, byte[] linkTarget) {}
