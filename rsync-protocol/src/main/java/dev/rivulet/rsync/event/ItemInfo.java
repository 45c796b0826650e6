// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.event;

/**
 * What a listener may know of a file; a snapshot that outlives the file list.
 *
 * @param name full name relative to the root of the transfer
 * @param longName at a sender with the path it was asked for in front, without leading slash;
 *     elsewhere the name
 * @param mode type and permissions
 * @param mtime seconds since 1970
 * @param mtimeNanos 0 to 999,999,999; 0 where only seconds are transferred
 * @param uid 0 where owners are not transferred
 * @param gid {@link #NO_GROUP} where the receiver chooses it
 * @param linkTarget of a symbolic link, else empty
 */
public record ItemInfo(
    byte[] name,
    byte[] longName,
    int mode,
    long size,
    long mtime,
    int mtimeNanos,
    int uid,
    int gid,
    byte[] linkTarget) {
  /** The group of a file that gets whatever new files get at the receiver. */
  public static final int NO_GROUP = -1;

  /** A file as a receiver knows it. */
  public ItemInfo(
      byte[] name, int mode, long size, long mtime, int uid, int gid, byte[] linkTarget) {
    this(name, name, mode, size, mtime, 0, uid, gid, linkTarget);
  }
}
