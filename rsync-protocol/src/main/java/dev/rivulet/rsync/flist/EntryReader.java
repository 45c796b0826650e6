// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

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

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.ChmodRules;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireLimits;
import java.io.IOException;
import java.util.Arrays;

/** Reads single entries of file lists; holds the state that runs on between them. */
final class EntryReader {
  private static final int MAX_NANOS = 999_999_999;
  private static final byte[] NO_BYTES = {};

  private final ListFormat format;
  private final int protocol;
  private final OwnerMapping owners;
  private final ChmodRules chmod;
  private final WireInput in;
  private final RunningState state = new RunningState();
  private final HardLinkGroups hardLinks = new HardLinkGroups();
  private final OldContentRule oldContent;
  private final AclDecoder accessAcls;
  private final AclDecoder defaultAcls;
  private final XattrDecoder xattrs;
  private final UntranslatableNames untranslatable;
  private boolean unnamed;

  /**
   * @param shared filled with what entries refer to by number
   * @param untranslatable told what cannot be named at this end
   */
  EntryReader(
      ListFormat format,
      OwnerMapping owners,
      ChmodRules chmod,
      SharedAttributes shared,
      XattrRules xattrRules,
      UntranslatableNames untranslatable,
      WireInput in) {
    this.format = format;
    this.protocol = format.session().protocol();
    this.owners = owners;
    this.chmod = chmod;
    this.untranslatable = untranslatable;
    this.in = in;
    this.oldContent = new OldContentRule(format);
    boolean namesInline = format.session().incrementalRecursion();
    this.accessAcls = new AclDecoder(Acl.Kind.ACCESS, shared.accessAcls(), owners, namesInline, in);
    this.defaultAcls =
        new AclDecoder(Acl.Kind.DEFAULT, shared.defaultAcls(), owners, namesInline, in);
    this.xattrs = new XattrDecoder(shared.xattrs(), xattrRules, in);
    state.name = new byte[WireLimits.MAX_PATH];
  }

  /**
   * Reads the entry behind its flags.
   *
   * @param draft filled with the entry, its name clean, its ids as received
   * @param list the entries before it in its list
   */
  void read(int flags, EntryDraft draft, FileListBuilder list) throws IOException {
    draft.clear();
    readName(flags);
    byte[] name = name();
    int first = readFirstLink(flags, list);
    if (first >= list.firstIndex()) {
      copyFirstLink(first, draft, list);
      draft.setName(name);
    } else {
      draft.setName(name);
      readAttributes(flags, draft);
      draft.hardLinkGroup = hardLinkGroup(flags, first, draft, list);
    }
    readShared(draft);
    checkRoot(draft);
    markDirectory(flags, draft);
  }

  /** Whether the last entry has no name here, as there is none in this end's character set. */
  boolean isUnnamed() {
    return unnamed;
  }

  /** The name that was read last, as it is at this end; empty if it cannot be. */
  private byte[] name() throws IOException {
    unnamed = false;
    if (!format.names().isOn()) {
      return WireName.clean(state.name, state.nameLength, format.relative());
    }
    byte[] wire = Arrays.copyOf(state.name, state.nameLength);
    try {
      byte[] own = format.names().fromWire(wire);
      return WireName.clean(own, own.length, format.relative());
    } catch (StoreException e) {
      untranslatable.name(wire, e.errno());
      unnamed = true;
      return NO_BYTES;
    }
  }

  /** These follow abbreviated entries too. */
  private void readShared(EntryDraft draft) throws IOException {
    if (format.acls() && !FileType.isSymlink(draft.mode)) {
      draft.accessAcl = accessAcls.read(draft.mode);
      if (FileType.isDirectory(draft.mode)) {
        draft.defaultAcl = defaultAcls.read(draft.mode);
      }
    }
    if (format.xattrs()) {
      draft.xattrs = xattrs.read(draft.name);
    }
  }

  private void readName(int flags) throws IOException {
    int shared = (flags & SAME_NAME) != 0 ? in.readByte() : 0;
    int length = (flags & LONG_NAME) != 0 ? in.readVarint30(protocol) : in.readByte();
    if (length < 0 || length >= WireLimits.MAX_PATH - shared || shared > state.nameLength) {
      throw overflow(
          "overflow: xflags=0x%x l1=%d l2=%d lastname=%s [Receiver]"
              .formatted(
                  flags,
                  shared,
                  length,
                  TreePath.escape(Arrays.copyOf(state.name, state.nameLength))));
    }
    in.readFully(state.name, shared, length);
    state.nameLength = shared + length;
  }

  private static ProtocolException overflow(String what) {
    return new ProtocolException(ExitCode.MALLOC, what + "\nbuffer overflow: recv_file_entry");
  }

  /** The arrival index of the group's first file, or -1 for an entry that is none or the first. */
  private int readFirstLink(int flags, FileListBuilder list) throws IOException {
    if (protocol < 30 || (flags & HLINKED) == 0) {
      return -1;
    }
    if (!format.hardLinks()) {
      throw new ProtocolException(
          "hard-link flag without --hard-links: xflags=0x%x".formatted(flags));
    }
    if ((flags & HLINK_FIRST) != 0) {
      return -1;
    }
    int first = in.readVarint();
    int end = list.firstIndex() + list.size();
    if (first < 0 || first >= end) {
      throw new ProtocolException("hard-link reference out of range: " + first + " (" + end + ")");
    }
    if (first < list.firstIndex()) {
      hardLinks.checkEarlier(first, list.firstIndex());
    }
    return first;
  }

  /** An abbreviated entry has everything but its name from the first link in the same list. */
  private void copyFirstLink(int first, EntryDraft draft, FileListBuilder list)
      throws ProtocolException {
    list.columns().read(first - list.firstIndex(), draft);
    if (draft.hardLinkGroup != first) {
      throw new ProtocolException("hard-link reference to no first link: " + first);
    }
    draft.flags = 0;
    state.mtime = draft.mtime;
    state.mode = draft.mode;
    state.atime = draft.atime;
    if (format.owner()) {
      state.uid = draft.uid;
    }
    if (format.group()) {
      state.gid = draft.gid;
    }
    if (format.devices() && FileType.isDevice(draft.mode)) {
      state.rdevMajor = (int) (draft.rdev >> 32);
    }
  }

  private void readAttributes(int flags, EntryDraft draft) throws IOException {
    draft.size = in.readVarlong30(protocol, 3);
    if (draft.size < 0) {
      throw new ProtocolException(
          ExitCode.UNSUPPORTED, "Offset underflow: file-length is negative");
    }
    readTimeAndMode(flags, draft);
    readOwners(flags, draft);
    readDeviceNumber(flags, draft);
    if (format.links() && FileType.isSymlink(draft.mode)) {
      draft.linkTarget = translated(readLinkTarget(), draft);
    }
    if (format.hardLinks() && protocol < 30) {
      readInode(flags, draft);
    }
    readChecksum(draft);
  }

  private void readTimeAndMode(int flags, EntryDraft draft) throws IOException {
    if ((flags & SAME_TIME) == 0) {
      state.mtime = protocol >= 30 ? in.readVarlong(4) : in.readInt() & 0xffffffffL;
    }
    draft.mtime = state.mtime;
    if ((flags & MOD_NSEC) != 0) {
      draft.mtimeNanos = readNanos();
    }
    if ((flags & SAME_MODE) == 0) {
      state.mode = chmod.apply(in.readInt() & 0xffff);
    }
    draft.mode = state.mode;
    checkMode(draft);
    if (format.atimes() && !FileType.isDirectory(draft.mode)) {
      if ((flags & SAME_ATIME) == 0) {
        state.atime = in.readVarlong(4);
      }
      draft.atime = state.atime;
    }
  }

  private int readNanos() throws IOException {
    int nanos = in.readVarint();
    if (nanos < 0 || nanos > MAX_NANOS) {
      throw new ProtocolException("wire value modtime_nsec out of range: " + nanos);
    }
    return nanos;
  }

  private void checkMode(EntryDraft draft) throws ProtocolException {
    boolean missing = draft.mode == 0 && format.deleteMissingArguments();
    if (!missing && !FileType.isKnown(draft.mode)) {
      throw new ProtocolException(
          "invalid file mode 0%o for %s [Receiver]"
              .formatted(draft.mode, TreePath.escape(draft.nameBytes())));
    }
  }

  private void readOwners(int flags, EntryDraft draft) throws IOException {
    if (format.owner()) {
      if ((flags & SAME_UID) == 0) {
        state.uid = in.readVarint30(protocol);
        if (protocol >= 30 && (flags & USER_NAME_FOLLOWS) != 0) {
          owners.uid(state.uid, in.readBytes(in.readByte()));
        }
      }
      draft.uid = state.uid;
    }
    if (format.group()) {
      if ((flags & SAME_GID) == 0) {
        state.gid = in.readVarint30(protocol);
        if (protocol >= 30 && (flags & GROUP_NAME_FOLLOWS) != 0) {
          owners.gid(state.gid, in.readBytes(in.readByte()));
        }
      }
      draft.gid = state.gid;
    }
  }

  private void readDeviceNumber(int flags, EntryDraft draft) throws IOException {
    boolean device = format.devices() && FileType.isDevice(draft.mode);
    boolean special = format.specials() && FileType.isSpecial(draft.mode) && protocol < 31;
    if (!device && !special) {
      state.rawRdev = 0;
      return;
    }
    if (protocol < 28) {
      if ((flags & SAME_RDEV) == 0) {
        state.rawRdev = in.readInt();
      }
      if (device) {
        draft.rdev =
            EntryDraft.rdev(
                OldDeviceNumber.major(state.rawRdev), OldDeviceNumber.minor(state.rawRdev));
      }
      return;
    }
    if ((flags & SAME_RDEV_MAJOR) == 0) {
      state.rdevMajor = in.readVarint30(protocol);
    }
    boolean byteMinor = protocol < 30 && (flags & RDEV_MINOR_8) != 0;
    int minor = byteMinor ? in.readByte() : in.readVarint30(protocol);
    if (device) {
      draft.rdev = EntryDraft.rdev(state.rdevMajor, minor);
    }
  }

  private byte[] readLinkTarget() throws IOException {
    int length = in.readVarint30(protocol);
    if (length < 0 || length >= WireLimits.MAX_PATH) {
      throw overflow("overflow: linkname_len=" + length);
    }
    byte[] target = in.readBytes(length);
    for (int i = 0; i < length; i++) {
      if (target[i] == 0) {
        return Arrays.copyOf(target, i);
      }
    }
    return target;
  }

  /** What a link leads to at this end; what cannot be written here makes the entry inactive. */
  private byte[] translated(byte[] target, EntryDraft draft) throws IOException {
    if (!format.translatesLinks() || target.length == 0) {
      return target;
    }
    try {
      return format.names().fromWire(target);
    } catch (StoreException e) {
      untranslatable.linkTarget(draft.nameBytes(), e.errno());
      draft.flags |= EntryFlag.INACTIVE;
      return NO_BYTES;
    }
  }

  private void readInode(int flags, EntryDraft draft) throws IOException {
    boolean linked = protocol >= 28 ? (flags & HLINKED) != 0 : FileType.isRegular(draft.mode);
    if (!linked) {
      return;
    }
    if (protocol < 28 || (flags & SAME_DEV) == 0) {
      state.device = in.readLongint() - 1;
    }
    draft.device = state.device;
    draft.inode = in.readLongint();
    draft.hasInode = true;
  }

  private void readChecksum(EntryDraft draft) throws IOException {
    if (format.checksumLength() == 0) {
      return;
    }
    boolean regular = FileType.isRegular(draft.mode);
    if (regular || protocol < 28) {
      byte[] checksum = in.readBytes(format.checksumLength());
      draft.checksum = regular ? checksum : NO_BYTES;
    }
  }

  private long hardLinkGroup(int flags, int first, EntryDraft draft, FileListBuilder list) {
    boolean directory = FileType.isDirectory(draft.mode);
    int arrival = list.firstIndex() + list.size();
    if (protocol < 30) {
      boolean linked = draft.hasInode && !directory;
      draft.hasInode = false;
      return linked ? hardLinks.ofInode(draft.device, draft.inode, arrival) : -1;
    }
    if (directory || (flags & HLINKED) == 0) {
      return -1;
    }
    if (first >= 0) {
      return first;
    }
    hardLinks.introduce(arrival);
    return arrival;
  }

  /** The id lists behind a complete list are known now. */
  void mapAcls() {
    accessAcls.mapAll();
    defaultAcls.mapAll();
  }

  private static void checkRoot(EntryDraft draft) throws ProtocolException {
    int length = draft.nameLength;
    boolean root =
        length > 0
            && draft.name[length - 1] == '.'
            && (length == 1 || (length == 2 && draft.name[0] == '/'));
    if (root && !FileType.isDirectory(draft.mode)) {
      throw new ProtocolException("ERROR: rejecting non-directory transfer-root entry: .");
    }
    if (length == 0) {
      draft.flags |= EntryFlag.INACTIVE;
    }
  }

  private void markDirectory(int flags, EntryDraft draft) {
    if (!FileType.isDirectory(draft.mode) || draft.nameLength == 0) {
      return;
    }
    boolean top = (flags & TOP_DIR) != 0;
    if (protocol < 30) {
      draft.flags |= oldContent.flags(draft, top);
    } else if ((flags & NO_CONTENT_DIR) != 0) {
      draft.flags |= top ? EntryFlag.IMPLIED : 0;
    } else {
      draft.flags |= EntryFlag.CONTENT | (top ? EntryFlag.TOP : 0);
    }
  }
}
