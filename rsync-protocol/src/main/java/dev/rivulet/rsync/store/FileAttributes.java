// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

/**
 * What one look at a file showed; immutable.
 *
 * @param mode type and permission bits in the traditional Unix layout, 0 when nothing is there
 * @param size bytes
 * @param mtime seconds since 1970
 * @param mtimeNanos 0 to 999,999,999
 * @param atime seconds since 1970
 * @param atimeNanos 0 to 999,999,999
 * @param ctime seconds since 1970, 0 where the platform has none
 * @param ctimeNanos 0 to 999,999,999
 * @param uid owner's number
 * @param gid group's number
 * @param links number of hard links
 * @param device number of the file system it is on
 * @param inode number within the file system
 * @param rdevMajor major number of a device, also of one that is taken for a file, else 0
 * @param rdevMinor minor number, likewise
 */
public record FileAttributes(
    int mode,
    long size,
    long mtime,
    int mtimeNanos,
    long atime,
    int atimeNanos,
    long ctime,
    int ctimeNanos,
    int uid,
    int gid,
    int links,
    long device,
    long inode,
    int rdevMajor,
    int rdevMinor) {

  /** Nothing is there. */
  public static final FileAttributes MISSING =
      new FileAttributes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * The same device, as a regular file.
   *
   * @param length in bytes
   */
  public FileAttributes asRegular(long length) {
    return new FileAttributes(
        FileType.REGULAR | permissions(),
        length,
        mtime,
        mtimeNanos,
        atime,
        atimeNanos,
        ctime,
        ctimeNanos,
        uid,
        gid,
        links,
        device,
        inode,
        rdevMajor,
        rdevMinor);
  }

  /** The same with another modification time. */
  public FileAttributes modifiedAt(long seconds) {
    return new FileAttributes(
        mode,
        size,
        seconds,
        0,
        atime,
        atimeNanos,
        ctime,
        ctimeNanos,
        uid,
        gid,
        links,
        device,
        inode,
        rdevMajor,
        rdevMinor);
  }

  public boolean isMissing() {
    return mode == 0;
  }

  public boolean isRegular() {
    return FileType.isRegular(mode);
  }

  public boolean isDirectory() {
    return FileType.isDirectory(mode);
  }

  public boolean isSymlink() {
    return FileType.isSymlink(mode);
  }

  public boolean isDevice() {
    return FileType.isDevice(mode);
  }

  /** Whether a device is taken for a regular file. */
  public boolean isDeviceAsFile() {
    return isRegular() && (rdevMajor != 0 || rdevMinor != 0);
  }

  public boolean isSpecial() {
    return FileType.isSpecial(mode);
  }

  /** The permission, set-id and sticky bits. */
  public int permissions() {
    return mode & FileType.PERMISSIONS;
  }

  /** Whether both looks saw the same inode of the same file system. */
  public boolean isSameFile(FileAttributes other) {
    return device == other.device && inode == other.inode;
  }
}
