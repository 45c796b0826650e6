// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/**
 * What runs on from entry to entry, and from list to list, at both ends: an entry says only how it
 * differs. Everything starts at zero.
 */
final class RunningState {
  /** The previous name as it was on the wire. */
  byte[] name = {};

  int nameLength;
  long mtime;
  int mode;
  long atime;
  int uid;
  int gid;

  /** Protocol 27: the previous raw device number. */
  int rawRdev;

  /** Protocol 28 and later: the previous major number. */
  int rdevMajor;

  /** Below protocol 30: the file system of the previous hard-linked file. */
  long device;
}
