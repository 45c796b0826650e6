// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

/**
 * The numbers of the system calls we make, and the open flags that differ, for one processor
 * architecture of Linux (syscalls(2), asm/unistd.h, asm/fcntl.h).
 */
record SystemCalls(
    int read,
    int write,
    int close,
    int pread64,
    int pwrite64,
    int ftruncate,
    int lseek,
    int getdents64,
    int fsync,
    int fchmod,
    int fchown,
    int getuid,
    int geteuid,
    int getegid,
    int gettid,
    int getgroups,
    int setgroups,
    int setfsuid,
    int setfsgid,
    int capget,
    int capset,
    int prctl,
    int setresuid,
    int setresgid,
    int unshare,
    int chroot,
    int chdir,
    int openat,
    int mkdirat,
    int mknodat,
    int fchownat,
    int unlinkat,
    int linkat,
    int symlinkat,
    int readlinkat,
    int fchmodat,
    int utimensat,
    int fallocate,
    int inotifyInit1,
    int inotifyAddWatch,
    int inotifyRmWatch,
    int eventfd2,
    int ppoll,
    int renameat2,
    int statx,
    int openat2,
    int fchmodat2,
    int socketpair,
    int shutdown,
    int wait4,
    int kill,
    int setxattr,
    int getxattr,
    int listxattr,
    int removexattr,
    int fanotifyInit,
    int fanotifyMark,
    int openByHandleAt,
    int fstatfs,
    int openDirectory,
    int openNoFollow) {

  private static final SystemCalls X86_64 =
      new SystemCalls(
          0, 1, 3, 17, 18, 77, 8, 217, 74, 91, 93, 102, 107, 108, 186, 115, 116, 122, 123, 125, 126,
          157, 117, 119, 272, 161, 80, 257, 258, 259, 260, 263, 265, 266, 267, 268, 280, 285, 294,
          254, 255, 290, 271, 316, 332, 437, 452, 53, 48, 61, 62, 188, 191, 194, 197, 300, 301, 304,
          138, 0200000, 0400000);

  private static final SystemCalls AARCH64 =
      new SystemCalls(
          63, 64, 57, 67, 68, 46, 62, 61, 82, 52, 55, 174, 175, 177, 178, 158, 159, 151, 152, 90,
          91, 167, 147, 149, 97, 51, 49, 56, 34, 33, 54, 35, 37, 36, 78, 53, 88, 47, 26, 27, 28, 19,
          73, 276, 291, 437, 452, 199, 210, 260, 129, 5, 8, 11, 14, 262, 263, 265, 44, 040000,
          0100000);

  /**
   * The calls of this machine.
   *
   * @throws UnsupportedOperationException on another system or architecture
   */
  static SystemCalls ofThisMachine() {
    String system = System.getProperty("os.name");
    String machine = System.getProperty("os.arch");
    if (system.equals("Linux")) {
      switch (machine) {
        case "amd64", "x86_64":
          return X86_64;
        case "aarch64":
          return AARCH64;
        default:
          break;
      }
    }
    throw new UnsupportedOperationException(
        "no native file access for " + system + " on " + machine);
  }
}
