// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;

/**
 * Which file stands at a path, told from any that stood there before: numbers of devices, files and
 * mounts are given again to others when theirs are gone (statx(2)).
 *
 * @param directory whether it is one
 * @param device number of its file system
 * @param inode number within the file system
 * @param born when it was made, in nanoseconds since 1970; 0 where the file system does not know
 * @param mount number of the mount it was reached by, never given again; 0 on kernels before 6.8
 */
public record FileIdentity(boolean directory, long device, long inode, long born, long mount) {
  private static final int TYPE = 0x1;
  private static final int INODE = 0x100;
  private static final int BIRTH = 0x800;
  private static final int UNIQUE_MOUNT = 0x4000;

  /**
   * Looks at a path, symbolic links followed.
   *
   * @throws StoreException if nothing is there, or it cannot be looked at
   */
  public static FileIdentity of(byte[] path) throws StoreException {
    int wanted = TYPE | INODE | BIRTH | UNIQUE_MOUNT;
    Posix.checked("stat", Posix.tryStat(Posix.AT_FDCWD, path, 0, path.length, 0, wanted));
    FileAttributes seen = Posix.statResult();
    ByteBuffer memory = Scratch.ofThread().memory();
    int at = Scratch.resultOffset();
    int got = memory.getInt(at);
    long born =
        (got & BIRTH) == 0 ? 0 : memory.getLong(at + 80) * 1_000_000_000L + memory.getInt(at + 88);
    long mount = (got & UNIQUE_MOUNT) == 0 ? 0 : memory.getLong(at + 144);
    return new FileIdentity(seen.isDirectory(), seen.device(), seen.inode(), born, mount);
  }

  /** Whether both are the same file, however it was reached. */
  public boolean isSameFile(FileIdentity other) {
    return device == other.device && inode == other.inode && born == other.born;
  }
}
