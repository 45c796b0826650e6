// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

/** What the character and block devices of a place are taken for. */
public enum DevicePolicy {
  /** They are devices and nothing else; opening one fails. */
  DEVICES,
  /** They may be opened, to be read and written like files (rsync(1), --write-devices). */
  FILES_WHEN_OPENED,
  /** Whoever looks at one sees a regular file of just now (rsync(1), --copy-devices). */
  FILES
}
