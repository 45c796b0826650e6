// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.FileType;
import java.util.Arrays;

/**
 * The storage of a list: one column per field, one row per entry in arrival order.
 *
 * <p>A name is a directory prefix (shared by the entries of a run, up to and including its last
 * slash) and a base name. Owned by one thread while it is filled.
 */
final class EntryColumns {
  private static final byte[] NO_PREFIX = {};

  private int size;
  private final ByteArena baseNames = new ByteArena();
  private final IntColumn prefixIds = new IntColumn();
  private byte[][] prefixes = {};
  private final IntColumn origins = new IntColumn();
  private int prefixCount;
  private short[] modes = {};
  private byte[] flags = {};
  private final LongColumn sizes = new LongColumn();
  private final LongColumn mtimes = new LongColumn();
  private final IntColumn mtimeNanos = new IntColumn();
  private final LongColumn atimes = new LongColumn();
  private final IntColumn uids = new IntColumn();
  private final IntColumn gids = new IntColumn();
  private final IntColumn accessAcls = new IntColumn();
  private final IntColumn defaultAcls = new IntColumn();
  private final IntColumn xattrs = new IntColumn();
  private final SparseLongs rdevs = new SparseLongs();
  private final SparseLongs hardLinkGroups = new SparseLongs();
  private final SparseLongs devices = new SparseLongs();
  private final SparseLongs inodes = new SparseLongs();
  private final SparseBytes linkTargets = new SparseBytes();
  private final SparseBytes checksums = new SparseBytes();

  int size() {
    return size;
  }

  /** Whether an entry with a name of this length can be added. */
  boolean hasRoom(int nameLength) {
    return size < Integer.MAX_VALUE - 8 && baseNames.hasRoom(nameLength);
  }

  /** Bytes of the longest array, if an entry with a name of this length is added. */
  long largestArray(int nameLength) {
    return Math.max((size + 1L) * Long.BYTES, (long) baseNames.length() + nameLength);
  }

  /** Appends a copy of the draft; the caller has asked {@link #hasRoom}. */
  void add(EntryDraft draft) {
    int slash = lastSlash(draft.name, draft.nameLength);
    prefixIds.add(prefixId(draft, slash + 1));
    baseNames.add(draft.name, slash + 1, draft.nameLength - slash - 1);
    if (size == modes.length) {
      int capacity = Capacity.grown(size);
      modes = Arrays.copyOf(modes, capacity);
      flags = Arrays.copyOf(flags, capacity);
    }
    modes[size] = (short) draft.mode;
    flags[size] = (byte) draft.flags;
    sizes.add(draft.size);
    mtimes.add(draft.mtime);
    mtimeNanos.add(draft.mtimeNanos);
    atimes.add(draft.atime);
    uids.add(draft.uid);
    gids.add(draft.gid);
    accessAcls.add(draft.accessAcl);
    defaultAcls.add(draft.defaultAcl);
    xattrs.add(draft.xattrs);
    addRareParts(draft);
    size++;
  }

  private void addRareParts(EntryDraft draft) {
    if (draft.rdev != 0) {
      rdevs.add(size, draft.rdev);
    }
    if (draft.hardLinkGroup >= 0) {
      hardLinkGroups.add(size, draft.hardLinkGroup);
    }
    if (draft.hasInode) {
      devices.add(size, draft.device);
      inodes.add(size, draft.inode);
    }
    if (draft.linkTarget.length > 0) {
      linkTargets.add(size, draft.linkTarget);
    }
    if (draft.checksum.length > 0) {
      checksums.add(size, draft.checksum);
    }
  }

  /** Fills the draft with a copy of everything the row has. */
  void read(int row, EntryDraft draft) {
    draft.setName(name(row));
    draft.mode = mode(row);
    draft.flags = flags[row] & 0xff;
    draft.size = size(row);
    draft.mtime = mtime(row);
    draft.mtimeNanos = mtimeNanos(row);
    draft.atime = atime(row);
    draft.uid = uid(row);
    draft.gid = gid(row);
    draft.accessAcl = accessAcl(row);
    draft.defaultAcl = defaultAcl(row);
    draft.xattrs = xattrs(row);
    draft.rdev = rdev(row);
    draft.hardLinkGroup = hardLinkGroup(row);
    draft.hasInode = hasInode(row);
    draft.device = device(row);
    draft.inode = inode(row);
    draft.linkTarget = linkTarget(row);
    draft.checksum = checksum(row);
    draft.origin = origin(row);
  }

  /** Entries of one directory come in a run, so only the last prefix is looked at. */
  private int prefixId(EntryDraft draft, int length) {
    int last = prefixCount - 1;
    if (last >= 0
        && origins.get(last) == draft.origin
        && Arrays.equals(prefixes[last], 0, prefixes[last].length, draft.name, 0, length)) {
      return last;
    }
    if (prefixCount == prefixes.length) {
      prefixes = Arrays.copyOf(prefixes, prefixCount == 0 ? 1 : Capacity.grown(prefixCount));
    }
    prefixes[prefixCount] = length == 0 ? NO_PREFIX : Arrays.copyOf(draft.name, length);
    origins.add(draft.origin);
    return prefixCount++;
  }

  private static int lastSlash(byte[] name, int length) {
    int at = length - 1;
    while (at >= 0 && name[at] != '/') {
      at--;
    }
    return at;
  }

  int prefixCount() {
    return prefixCount;
  }

  byte[] prefix(int id) {
    return prefixes[id];
  }

  int prefixId(int row) {
    return prefixIds.get(row);
  }

  /** The directory part of a row's name, with its slash; empty at the top. */
  byte[] prefixOf(int row) {
    return prefixes[prefixIds.get(row)];
  }

  ByteArena baseNames() {
    return baseNames;
  }

  int baseLength(int row) {
    return baseNames.end(row) - baseNames.start(row);
  }

  int nameLength(int row) {
    return prefixOf(row).length + baseLength(row);
  }

  /** The name as it is on the wire; a fresh array. */
  byte[] name(int row) {
    byte[] name = new byte[nameLength(row)];
    copyName(row, name);
    return name;
  }

  /** Writes the name to the start of an array; returns its length. */
  int copyName(int row, byte[] target) {
    byte[] prefix = prefixOf(row);
    int length = baseLength(row);
    System.arraycopy(prefix, 0, target, 0, prefix.length);
    System.arraycopy(baseNames.bytes(), baseNames.start(row), target, prefix.length, length);
    return prefix.length + length;
  }

  /** Whether the base name is {@code .}, the root of a transfer. */
  boolean isDot(int row) {
    int start = baseNames.start(row);
    return baseNames.end(row) - start == 1 && baseNames.bytes()[start] == '.';
  }

  int origin(int row) {
    return origins.get(prefixIds.get(row));
  }

  int mode(int row) {
    return modes[row] & 0xffff;
  }

  boolean isDirectory(int row) {
    return FileType.isDirectory(modes[row]);
  }

  boolean has(int row, int flag) {
    return (flags[row] & flag) != 0;
  }

  void setFlag(int row, int flag) {
    flags[row] |= (byte) flag;
  }

  void clearFlag(int row, int flag) {
    flags[row] &= (byte) ~flag;
  }

  long size(int row) {
    return sizes.get(row);
  }

  long mtime(int row) {
    return mtimes.get(row);
  }

  int mtimeNanos(int row) {
    return mtimeNanos.get(row);
  }

  long atime(int row) {
    return atimes.get(row);
  }

  int uid(int row) {
    return uids.get(row);
  }

  int gid(int row) {
    return gids.get(row);
  }

  /** Numbers in the tables of {@link SharedAttributes}. */
  int accessAcl(int row) {
    return accessAcls.get(row);
  }

  int defaultAcl(int row) {
    return defaultAcls.get(row);
  }

  int xattrs(int row) {
    return xattrs.get(row);
  }

  IntColumn uids() {
    return uids;
  }

  IntColumn gids() {
    return gids;
  }

  long rdev(int row) {
    return rdevs.get(row, 0);
  }

  long hardLinkGroup(int row) {
    return hardLinkGroups.get(row, -1);
  }

  SparseLongs hardLinkGroups() {
    return hardLinkGroups;
  }

  boolean hasInode(int row) {
    return inodes.get(row, -1) != -1;
  }

  long device(int row) {
    return devices.get(row, 0);
  }

  long inode(int row) {
    return inodes.get(row, 0);
  }

  byte[] linkTarget(int row) {
    return linkTargets.get(row);
  }

  byte[] checksum(int row) {
    return checksums.get(row);
  }

  void trim() {
    baseNames.trim();
    prefixIds.trim();
    prefixes = Arrays.copyOf(prefixes, prefixCount);
    origins.trim();
    modes = Arrays.copyOf(modes, size);
    flags = Arrays.copyOf(flags, size);
    sizes.trim();
    mtimes.trim();
    mtimeNanos.trim();
    atimes.trim();
    uids.trim();
    gids.trim();
    accessAcls.trim();
    defaultAcls.trim();
    xattrs.trim();
    rdevs.trim();
    hardLinkGroups.trim();
    devices.trim();
    inodes.trim();
    linkTargets.trim();
    checksums.trim();
  }
}
