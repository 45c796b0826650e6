// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.nio;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Attributes by the richest of the views that a file system has: {@code unix}, {@code posix}, or
 * {@code basic}, where permissions are invented and owners are 0.
 */
enum NioAttributes {
  UNIX {
    private static final String SEEN =
        "unix:mode,size,lastModifiedTime,lastAccessTime,ctime,uid,gid,nlink,dev,ino,rdev";

    @Override
    FileAttributes look(Path path, LinkOption... options) throws IOException {
      Map<String, Object> seen = Files.readAttributes(path, SEEN, options);
      Instant mtime = ((FileTime) seen.get("lastModifiedTime")).toInstant();
      Instant atime = ((FileTime) seen.get("lastAccessTime")).toInstant();
      Instant ctime = ((FileTime) seen.get("ctime")).toInstant();
      int mode = (int) seen.get("mode");
      long rdev = FileType.isDevice(mode) ? (long) seen.get("rdev") : 0;
      return new FileAttributes(
          mode,
          (long) seen.get("size"),
          mtime.getEpochSecond(),
          mtime.getNano(),
          atime.getEpochSecond(),
          atime.getNano(),
          ctime.getEpochSecond(),
          ctime.getNano(),
          (int) seen.get("uid"),
          (int) seen.get("gid"),
          (int) seen.get("nlink"),
          (long) seen.get("dev"),
          (long) seen.get("ino"),
          (int) (rdev >>> 8 & 0xfff | rdev >>> 32 & 0xfffff000L),
          (int) (rdev & 0xff | rdev >>> 12 & 0xffffff00L));
    }

    @Override
    void setMode(Path path, int permissions) throws IOException {
      Files.setAttribute(path, "unix:mode", permissions);
    }

    @Override
    void setOwner(Path path, int uid, int gid) throws IOException {
      if (uid != -1) {
        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
      }
      if (gid != -1) {
        Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
      }
    }
  },

  POSIX {
    @Override
    FileAttributes look(Path path, LinkOption... options) throws IOException {
      PosixFileAttributes seen = Files.readAttributes(path, PosixFileAttributes.class, options);
      int permissions = 0;
      for (PosixFilePermission permission : seen.permissions()) {
        permissions |= 0400 >> permission.ordinal();
      }
      return basic(path, seen, permissions);
    }

    @Override
    void setMode(Path path, int permissions) throws IOException {
      Files.setPosixFilePermissions(path, permissionSet(permissions));
    }
  },

  BASIC {
    @Override
    FileAttributes look(Path path, LinkOption... options) throws IOException {
      BasicFileAttributes seen = Files.readAttributes(path, BasicFileAttributes.class, options);
      return basic(path, seen, seen.isDirectory() ? 0755 : 0644);
    }

    @Override
    void setMode(Path path, int permissions) {
      throw new UnsupportedOperationException();
    }
  };

  private static final FileAttribute<?>[] NONE = {};

  static NioAttributes of(FileSystem fileSystem) {
    Set<String> views = fileSystem.supportedFileAttributeViews();
    if (views.contains("unix")) {
      return UNIX;
    }
    return views.contains("posix") ? POSIX : BASIC;
  }

  /** What is there, following a symbolic link unless an option says not to. */
  abstract FileAttributes look(Path path, LinkOption... options) throws IOException;

  /** Sets the permission bits; the path must not name a symbolic link. */
  abstract void setMode(Path path, int permissions) throws IOException;

  void setOwner(Path path, int uid, int gid) throws IOException {
    throw new UnsupportedOperationException();
  }

  void setTimes(Path path, Instant mtime, Instant atime) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .setTimes(FileTime.from(mtime), FileTime.from(atime), null);
  }

  /** What to make a file or directory with. */
  FileAttribute<?>[] creation(int permissions) {
    return this == BASIC
        ? NONE
        : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissionSet(permissions))};
  }

  /** The constants of PosixFilePermission stand in the order of the bits. */
  private static Set<PosixFilePermission> permissionSet(int permissions) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((permissions & 0400 >> permission.ordinal()) != 0) {
        set.add(permission);
      }
    }
    return set;
  }

  private static FileAttributes basic(Path path, BasicFileAttributes seen, int permissions) {
    Instant mtime = seen.lastModifiedTime().toInstant();
    Instant atime = seen.lastAccessTime().toInstant();
    Object key = seen.fileKey() == null ? path.toAbsolutePath().toUri() : seen.fileKey();
    return new FileAttributes(
        type(seen) | permissions,
        seen.size(),
        mtime.getEpochSecond(),
        mtime.getNano(),
        atime.getEpochSecond(),
        atime.getNano(),
        0,
        0,
        0,
        0,
        1,
        0,
        identity(key.toString()),
        0,
        0);
  }

  private static int type(BasicFileAttributes seen) {
    if (seen.isDirectory()) {
      return FileType.DIRECTORY;
    }
    if (seen.isSymbolicLink()) {
      return FileType.SYMLINK;
    }
    return seen.isOther() ? FileType.FIFO : FileType.REGULAR;
  }

  /** 64 bits of a name, in place of an inode number. */
  private static long identity(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
