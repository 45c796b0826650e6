// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static dev.rivulet.rsync.wire.TransmitFlags.EXTENDED_FLAGS;
import static dev.rivulet.rsync.wire.TransmitFlags.GROUP_NAME_FOLLOWS;
import static dev.rivulet.rsync.wire.TransmitFlags.HLINKED;
import static dev.rivulet.rsync.wire.TransmitFlags.HLINK_FIRST;
import static dev.rivulet.rsync.wire.TransmitFlags.LONG_NAME;
import static dev.rivulet.rsync.wire.TransmitFlags.MOD_NSEC;
import static dev.rivulet.rsync.wire.TransmitFlags.NO_CONTENT_DIR;
import static dev.rivulet.rsync.wire.TransmitFlags.RDEV_MINOR_8;
import static dev.rivulet.rsync.wire.TransmitFlags.SAME_ATIME;
import static dev.rivulet.rsync.wire.TransmitFlags.SAME_DEV;
import static dev.rivulet.rsync.wire.TransmitFlags.SAME_GID;
import static dev.rivulet.rsync.wire.TransmitFlags.SAME_MODE;
import static dev.rivulet.rsync.wire.TransmitFlags.SAME_NAME;
import static dev.rivulet.rsync.wire.TransmitFlags.SAME_RDEV;
import static dev.rivulet.rsync.wire.TransmitFlags.SAME_RDEV_MAJOR;
import static dev.rivulet.rsync.wire.TransmitFlags.SAME_TIME;
import static dev.rivulet.rsync.wire.TransmitFlags.SAME_UID;
import static dev.rivulet.rsync.wire.TransmitFlags.TOP_DIR;
import static dev.rivulet.rsync.wire.TransmitFlags.USER_NAME_FOLLOWS;

import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.wire.WireLimits;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.Arrays;

/** Writes single entries of file lists; holds the state that runs on between them. */
final class EntryWriter {
  private static final byte[] NO_NAME = {};
  private static final int MAX_SHARED = 255;
  private static final int MAX_BYTE = 255;

  private final ListFormat format;
  private final int protocol;
  private final IdAnnouncer ids;
  private final WireOutput out;
  private final RunningState state = new RunningState();
  private final AclEncoder accessAcls;
  private final AclEncoder defaultAcls;
  private final XattrEncoder xattrs;
  private boolean isFirstEntry = true;
  private byte[] name = new byte[WireLimits.MAX_PATH];

  // What is being written: its name's parts, its names of ids and how it is linked.
  private int shared;
  private int nameLength;
  private byte[] userName = NO_NAME;
  private byte[] groupName = NO_NAME;

  EntryWriter(ListFormat format, IdAnnouncer ids, WireOutput out) {
    this.format = format;
    this.protocol = format.session().protocol();
    this.ids = ids;
    this.out = out;
    this.accessAcls = new AclEncoder(ids, out);
    this.defaultAcls = new AclEncoder(ids, out);
    this.xattrs = new XattrEncoder(out);
    state.name = new byte[WireLimits.MAX_PATH];
  }

  /** Writes the entry in a row of a list. */
  void write(FileList list, int row) throws IOException {
    EntryColumns columns = list.columns();
    int first = firstLink(list, row);
    boolean abbreviated = first >= list.firstIndex();
    // The receiver copies what the first link had, even if the file has changed since.
    int source = abbreviated ? first - list.firstIndex() : row;
    userName = NO_NAME;
    groupName = NO_NAME;
    int flags =
        nameFlags(columns, row)
            | attributeFlags(columns, source)
            | directoryFlags(columns, row)
            | deviceFlags(columns, source)
            | linkFlags(columns, row, first);
    writeFlags(flags, columns.isDirectory(row));
    writeName(flags);
    if (first >= 0) {
      out.writeVarint(first);
    }
    if (!abbreviated) {
      writeAttributes(flags, columns, row);
    }
    writeShared(list, row);
    isFirstEntry = false;
  }

  /** These follow abbreviated entries too. */
  private void writeShared(FileList list, int row) throws IOException {
    EntryColumns columns = list.columns();
    SharedAttributes shared = list.shared();
    if (format.acls() && !FileType.isSymlink(columns.mode(row))) {
      accessAcls.write(shared.accessAcls(), columns.accessAcl(row));
      if (columns.isDirectory(row)) {
        defaultAcls.write(shared.defaultAcls(), columns.defaultAcl(row));
      }
    }
    if (format.xattrs()) {
      xattrs.write(shared.xattrs(), columns.xattrs(row));
    }
  }

  /** The index of the group's first file as a later one names it, or -1. */
  private int firstLink(FileList list, int row) {
    if (protocol < 30 || !isHardLinked(list.columns(), row)) {
      return -1;
    }
    int group = (int) list.columns().hardLinkGroup(row);
    return group == list.firstIndex() + row ? -1 : group;
  }

  private boolean isHardLinked(EntryColumns columns, int row) {
    return format.hardLinks()
        && !columns.isDirectory(row)
        && (protocol < 30 ? columns.hasInode(row) : columns.hardLinkGroup(row) >= 0);
  }

  private int nameFlags(EntryColumns columns, int row) throws IOException {
    if (columns.nameLength(row) > name.length) {
      throw new IllegalStateException("name longer than " + WireLimits.MAX_PATH);
    }
    nameLength = copyName(columns, row);
    int limit = Math.min(MAX_SHARED, Math.min(nameLength, state.nameLength));
    int difference = Arrays.mismatch(name, 0, limit, state.name, 0, limit);
    shared = difference < 0 ? limit : difference;
    return (shared > 0 ? SAME_NAME : 0) | (nameLength - shared > MAX_BYTE ? LONG_NAME : 0);
  }

  /** The name as it goes over the wire, in {@link #name}; returns its length. */
  private int copyName(EntryColumns columns, int row) throws IOException {
    if (!format.names().isOn()) {
      return columns.copyName(row, name);
    }
    byte[] translated = format.names().toWire(columns.name(row));
    System.arraycopy(translated, 0, name, 0, translated.length);
    return translated.length;
  }

  private int attributeFlags(EntryColumns columns, int row) {
    int flags = 0;
    int mode = columns.mode(row);
    if (mode == state.mode) {
      flags |= SAME_MODE;
    }
    if (columns.mtime(row) == state.mtime) {
      flags |= SAME_TIME;
    }
    if (format.session().nanosecondTimes() && columns.mtimeNanos(row) != 0) {
      flags |= MOD_NSEC;
    }
    if (format.atimes() && !FileType.isDirectory(mode)) {
      flags |= columns.atime(row) == state.atime ? SAME_ATIME : 0;
      state.atime = columns.atime(row);
    }
    state.mode = mode;
    state.mtime = columns.mtime(row);
    return flags | ownerFlags(columns.uid(row)) | groupFlags(columns.gid(row));
  }

  private int ownerFlags(int uid) {
    if (!format.owner() || (uid == state.uid && !isFirstEntry)) {
      return SAME_UID;
    }
    state.uid = uid;
    userName = ids.user(uid);
    return userName.length == 0 ? 0 : USER_NAME_FOLLOWS;
  }

  private int groupFlags(int gid) {
    if (!format.group() || (gid == state.gid && !isFirstEntry)) {
      return SAME_GID;
    }
    state.gid = gid;
    groupName = ids.group(gid);
    return groupName.length == 0 ? 0 : GROUP_NAME_FOLLOWS;
  }

  private int directoryFlags(EntryColumns columns, int row) {
    if (!columns.isDirectory(row)) {
      return 0;
    }
    boolean top = columns.has(row, EntryFlag.TOP);
    if (protocol < 30) {
      return top ? TOP_DIR : 0;
    }
    boolean marked = top || columns.has(row, EntryFlag.IMPLIED);
    boolean content = columns.has(row, EntryFlag.CONTENT);
    return (marked ? TOP_DIR : 0) | (content ? 0 : NO_CONTENT_DIR);
  }

  private int deviceFlags(EntryColumns columns, int row) {
    int mode = columns.mode(row);
    if (sendsSpecial(mode)) {
      return protocol < 28 ? SAME_RDEV : SAME_RDEV_MAJOR | (protocol < 30 ? RDEV_MINOR_8 : 0);
    }
    if (!sendsDevice(mode)) {
      state.rawRdev = 0;
      return 0;
    }
    int major = (int) (columns.rdev(row) >> 32);
    int minor = (int) columns.rdev(row);
    if (protocol < 28) {
      int raw = OldDeviceNumber.encode(major, minor);
      boolean same = raw == state.rawRdev;
      state.rawRdev = raw;
      return same ? SAME_RDEV : 0;
    }
    int flags = major == state.rdevMajor ? SAME_RDEV_MAJOR : 0;
    state.rdevMajor = major;
    return flags | (protocol < 30 && minor >= 0 && minor <= MAX_BYTE ? RDEV_MINOR_8 : 0);
  }

  private boolean sendsDevice(int mode) {
    return format.devices() && FileType.isDevice(mode);
  }

  private boolean sendsSpecial(int mode) {
    return format.specials() && FileType.isSpecial(mode) && protocol < 31;
  }

  private int linkFlags(EntryColumns columns, int row, int first) {
    if (protocol < 28 || !isHardLinked(columns, row)) {
      return 0;
    }
    if (protocol >= 30) {
      return first < 0 ? HLINKED | HLINK_FIRST : HLINKED;
    }
    return HLINKED | (columns.device(row) == state.device ? SAME_DEV : 0);
  }

  /** Flags of zero would be the end of the list, so a bit without meaning stands in. */
  private void writeFlags(int flags, boolean directory) throws IOException {
    if (format.session().varintListFlags()) {
      out.writeVarint(flags == 0 ? EXTENDED_FLAGS : flags);
    } else if (protocol < 28) {
      int low = flags & 0xff;
      out.writeByte(low != 0 ? low : directory ? LONG_NAME : TOP_DIR);
    } else {
      int sent = flags == 0 && !directory ? TOP_DIR : flags;
      if (sent == 0 || (sent & 0xff00) != 0) {
        out.writeShort(sent | EXTENDED_FLAGS);
      } else {
        out.writeByte(sent);
      }
    }
  }

  private void writeName(int flags) throws IOException {
    if (shared > 0) {
      out.writeByte(shared);
    }
    int length = nameLength - shared;
    boolean filler = protocol < 28 && (flags & 0xff) == 0 && FileType.isDirectory(state.mode);
    if ((flags & LONG_NAME) != 0 || filler) {
      out.writeVarint30(protocol, length);
    } else {
      out.writeByte(length);
    }
    out.writeBytes(name, shared, length);
    byte[] previous = state.name;
    state.name = name;
    state.nameLength = nameLength;
    name = previous;
  }

  private void writeAttributes(int flags, EntryColumns columns, int row) throws IOException {
    out.writeVarlong30(protocol, columns.size(row), 3);
    if ((flags & SAME_TIME) == 0) {
      if (protocol >= 30) {
        out.writeVarlong(columns.mtime(row), 4);
      } else {
        out.writeInt((int) columns.mtime(row));
      }
    }
    if ((flags & MOD_NSEC) != 0) {
      out.writeVarint(columns.mtimeNanos(row));
    }
    if ((flags & SAME_MODE) == 0) {
      out.writeInt(columns.mode(row));
    }
    if (format.atimes() && !columns.isDirectory(row) && (flags & SAME_ATIME) == 0) {
      out.writeVarlong(columns.atime(row), 4);
    }
    writeId(flags, SAME_UID, columns.uid(row), userName);
    writeId(flags, SAME_GID, columns.gid(row), groupName);
    writeDeviceNumber(flags, columns, row);
    if (format.links() && FileType.isSymlink(columns.mode(row))) {
      byte[] found = columns.linkTarget(row);
      byte[] target = format.translatesLinks() ? format.names().toWire(found) : found;
      out.writeVarint30(protocol, target.length);
      out.writeBytes(target);
    }
    if (protocol < 30) {
      writeInode(flags, columns, row);
    }
    writeChecksum(columns, row);
  }

  private void writeId(int flags, int same, int id, byte[] idName) throws IOException {
    if ((flags & same) != 0) {
      return;
    }
    out.writeVarint30(protocol, id);
    if (idName.length > 0) {
      IdAnnouncer.writeName(idName, out);
    }
  }

  private void writeDeviceNumber(int flags, EntryColumns columns, int row) throws IOException {
    int mode = columns.mode(row);
    boolean device = sendsDevice(mode);
    if (!device && !sendsSpecial(mode)) {
      return;
    }
    if (protocol < 28) {
      if ((flags & SAME_RDEV) == 0) {
        out.writeInt(state.rawRdev);
      }
      return;
    }
    if ((flags & SAME_RDEV_MAJOR) == 0) {
      out.writeVarint30(protocol, state.rdevMajor);
    }
    int minor = device ? (int) columns.rdev(row) : 0;
    if ((flags & RDEV_MINOR_8) != 0) {
      out.writeByte(minor);
    } else {
      out.writeVarint30(protocol, minor);
    }
  }

  private void writeInode(int flags, EntryColumns columns, int row) throws IOException {
    if (!isHardLinked(columns, row) || (protocol < 28 && !FileType.isRegular(columns.mode(row)))) {
      return;
    }
    if (protocol < 28 || (flags & SAME_DEV) == 0) {
      state.device = columns.device(row);
      out.writeLongint(state.device + 1);
    }
    out.writeLongint(columns.inode(row));
  }

  private void writeChecksum(EntryColumns columns, int row) throws IOException {
    if (format.checksumLength() == 0) {
      return;
    }
    if (FileType.isRegular(columns.mode(row))) {
      out.writeBytes(Arrays.copyOf(columns.checksum(row), format.checksumLength()));
    } else if (protocol < 28) {
      out.writeBytes(new byte[format.checksumLength()]);
    }
  }
}
