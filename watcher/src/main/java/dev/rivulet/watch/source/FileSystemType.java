// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.EventCalls;
import dev.rivulet.rsync.store.system.Posix;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A kind of file system, by the number that statfs(2) gives it (linux/magic.h).
 *
 * @param name as in a table of mounts
 * @param changesElsewhere whether its files also change in ways this kernel is not told of: by
 *     other hosts, by another process that is the file system, or through another layer
 */
record FileSystemType(String name, boolean changesElsewhere) {
  private static final Map<Long, FileSystemType> KNOWN = new HashMap<>();

  /** Words for further kinds, or for further versions of them, whose files change elsewhere. */
  private static final Set<String> FAMILIES =
      Set.of(
          "nfs4", "smb3", "smbfs", "fuseblk", "virtiofs", "glusterfs", "aufs", "unionfs", "prl_fs");

  static {
    elsewhere(0x6969, "nfs");
    elsewhere(0x517b, "smb");
    elsewhere(0xff534d42L, "cifs");
    elsewhere(0xfe534d42L, "smb2");
    elsewhere(0x65735546, "fuse");
    elsewhere(0x01021997, "9p");
    elsewhere(0x00c36400, "ceph");
    elsewhere(0x5346414f, "afs");
    elsewhere(0x6b414653, "kafs");
    elsewhere(0x73757245, "coda");
    elsewhere(0x564c, "ncp");
    elsewhere(0x794c7630, "overlay");
    elsewhere(0x01161970, "gfs2");
    elsewhere(0x7461636f, "ocfs2");
    elsewhere(0x0bd00bd0, "lustre");
    elsewhere(0x47504653, "gpfs");
    elsewhere(0x786f4256, "vboxsf");
    elsewhere(0xbacbacbcL, "vmhgfs");
    elsewhere(0x19830326, "beegfs");
    here(0xef53, "ext4");
    here(0x58465342, "xfs");
    here(0x9123683eL, "btrfs");
    here(0x01021994, "tmpfs");
    here(0xf2f52010L, "f2fs");
    here(0x2fc12fc1, "zfs");
    here(0xca451a4eL, "bcachefs");
    here(0x4d44, "vfat");
    here(0x2011bab0, "exfat");
    here(0x73717368, "squashfs");
    here(0x9660, "iso9660");
  }

  private static void elsewhere(long number, String name) {
    KNOWN.put(number, new FileSystemType(name, true));
  }

  private static void here(long number, String name) {
    KNOWN.put(number, new FileSystemType(name, false));
  }

  /** The kind with a number; one that is not listed counts as local. */
  static FileSystemType of(long number) {
    FileSystemType known = KNOWN.get(number & 0xffffffffL);
    return known != null ? known : new FileSystemType(String.format("0x%x", number), false);
  }

  /** The kind that a table of mounts calls by a word; one that is not listed counts as local. */
  static FileSystemType named(String word) {
    String family = word.contains(".") ? word.substring(0, word.indexOf('.')) : word;
    boolean elsewhere =
        FAMILIES.contains(family)
            || KNOWN.values().stream()
                .anyMatch(known -> known.changesElsewhere() && known.name().equals(family));
    return new FileSystemType(word, elsewhere);
  }

  /**
   * The kind that a directory is on.
   *
   * @param path absolute, or relative to the current directory
   */
  static FileSystemType at(byte[] path) throws StoreException {
    int handle = Posix.openat(Posix.AT_FDCWD, path, Posix.O_PATH | Posix.openDirectory(), 0);
    try {
      return of(EventCalls.fileSystemType(handle));
    } finally {
      Posix.close(handle);
    }
  }
}
