// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

/** What {@link TreeAssert} can compare, each on its own. */
public enum TreeAspect {
  /** Bytes of regular files. */
  CONTENT,
  /** Permission, set-id and sticky bits of everything but symbolic links. */
  MODE,
  /** Owner's number. */
  OWNER,
  /** Group's number. */
  GROUP,
  /** Modification time of files, devices and specials, to the nanosecond. */
  MTIME,
  /** Modification time of directories, to the nanosecond. */
  DIRECTORY_MTIME,
  /** Modification time of symbolic links themselves, to the nanosecond. */
  SYMLINK_MTIME,
  /** Text of symbolic links. */
  SYMLINK_TARGET,
  /** Major and minor numbers of devices. */
  DEVICE_NUMBER,
  /** Which names are hard links of each other. */
  HARD_LINKS,
  /** Extended attributes and access control lists; not compared unless asked for. */
  ATTRIBUTES,
  /** Allocated size of regular files; not compared unless asked for. */
  HOLES
}
