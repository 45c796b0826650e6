// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.flist.PendingList.Context;
import java.util.List;

/**
 * A directory whose own list is still to be made.
 *
 * @param number by which the list is announced
 * @param name in its parent's list
 * @param place where it was found first, which judges what arguments name in it
 * @param sources where its contents are, none for a directory that is listed without them; several
 *     when arguments share the name
 */
record PendingDirectory(int number, byte[] name, Source place, List<Source> sources) {

  /** One place with contents of the directory. */
  record Source(WalkOrigin origin, Context context) {}
}
