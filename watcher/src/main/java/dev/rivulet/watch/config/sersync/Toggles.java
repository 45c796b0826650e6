// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.watch.EventChoice;
import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.Remark;
import dev.rivulet.watch.source.InotifyEvent;
import java.util.List;

/** The element {@code inotify}: which events count. */
record Toggles(
    boolean delete,
    boolean createFolder,
    boolean createFile,
    boolean closeWrite,
    boolean moveFrom,
    boolean moveTo,
    boolean attrib,
    boolean modify) {
  private static final int MODIFY = 0x2;
  private static final int ATTRIB = 0x4;
  private static final int CLOSE_WRITE = 0x8;

  /**
   * Reads the element.
   *
   * @param remarks gets what has consequences that are easily overlooked
   */
  static Toggles of(XmlElement inotify, List<Remark> remarks) throws ConfigException {
    Toggles toggles =
        new Toggles(
            inotify.child("delete").isStarted(true),
            inotify.child("createFolder").isStarted(true),
            inotify.child("createFile").isStarted(false),
            inotify.child("closeWrite").isStarted(true),
            inotify.child("moveFrom").isStarted(true),
            inotify.child("moveTo").isStarted(true),
            inotify.child("attrib").isStarted(false),
            inotify.child("modify").isStarted(false));
    toggles.remark(inotify, remarks);
    return toggles;
  }

  private void remark(XmlElement inotify, List<Remark> remarks) {
    if (!closeWrite && !modify) {
      remarks.add(
          new Remark(
              inotify.place(),
              "closeWrite and modify are off: what is written into files is not sent",
              "switch closeWrite on"));
    }
    if (!createFolder) {
      remarks.add(
          new Remark(
              inotify.place(),
              "createFolder is off: new directories and all in them are left out",
              "switch it on, or make them before the start"));
    }
  }

  EventChoice choice() {
    return new EventChoice(createFile, createFolder, delete, moveFrom, moveTo, attrib);
  }

  EventMode mode() {
    if (closeWrite) {
      return modify ? EventMode.EITHER : EventMode.CLOSE_WRITE;
    }
    return modify ? EventMode.MODIFY : EventMode.NEITHER;
  }

  /** The events as bits of the kernel, of files and directories together. */
  int bits() {
    return bit(delete, InotifyEvent.DELETE)
        | bit(createFolder || createFile, InotifyEvent.CREATE)
        | bit(closeWrite, CLOSE_WRITE)
        | bit(moveFrom, InotifyEvent.MOVED_FROM)
        | bit(moveTo, InotifyEvent.MOVED_TO)
        | bit(attrib, ATTRIB)
        | bit(modify, MODIFY);
  }

  private static int bit(boolean on, int bit) {
    return on ? bit : 0;
  }

  /** Whether an event of these bits counts for what it happened to. */
  boolean wants(int mask, boolean directory) {
    boolean created = (mask & InotifyEvent.CREATE) != 0;
    return !created || (directory ? createFolder : createFile);
  }
}
