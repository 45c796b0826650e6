// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.LastError;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The system calls of Linux that file trees, identities and watches need and Java does not have.
 *
 * <p>Every call goes through one function, {@code syscall(2)}, bound with jffi: names are bytes end
 * to end, identity calls change the calling thread only, and the start costs a third of a library
 * interface of jnr-ffi. Paths are passed as bytes without NUL; {@link #AT_FDCWD} stands for the
 * current directory. Failures are {@link StoreException}s with the system's error number;
 * interrupted calls are repeated. All methods may be called by any thread; each works in memory of
 * its own thread.
 *
 * <p>Loaded when first used. {@link #isAvailable} must be asked before anything else is called.
 */
public final class Posix {

  /** In place of a directory handle: relative to the current directory. */
  public static final int AT_FDCWD = -100;

  private static final int RENAME_EXCHANGE = 2;

  public static final int O_RDONLY = 0;
  public static final int O_WRONLY = 1;
  public static final int O_RDWR = 2;
  public static final int O_CREAT = 0100;
  public static final int O_EXCL = 0200;
  public static final int O_NOCTTY = 0400;
  public static final int O_TRUNC = 01000;
  public static final int O_APPEND = 02000;
  public static final int O_NONBLOCK = 04000;
  public static final int O_CLOEXEC = 02000000;
  public static final int O_NOATIME = 01000000;
  public static final int O_PATH = 010000000;

  /** openat2: nothing above the starting directory. */
  public static final int RESOLVE_BENEATH = 0x08;

  /** openat2: the starting directory is the root, as after chroot. */
  public static final int RESOLVE_IN_ROOT = 0x10;

  /** openat2: no symbolic link anywhere. */
  public static final int RESOLVE_NO_SYMLINKS = 0x04;

  /** openat2: none of the links of /proc that lead anywhere. */
  public static final int RESOLVE_NO_MAGICLINKS = 0x02;

  public static final int AT_SYMLINK_NOFOLLOW = 0x100;
  public static final int AT_REMOVEDIR = 0x200;
  public static final int AT_EMPTY_PATH = 0x1000;

  /** In place of nanoseconds: leave that time as it is. */
  public static final int UTIME_OMIT = 0x3ffffffe;

  public static final int FALLOC_FL_KEEP_SIZE = 1;
  public static final int FALLOC_FL_PUNCH_HOLE = 2;

  /** Of the same number on every architecture. */
  private static final int FACCESSAT2 = 439;

  private static final int R_OK = 4;
  private static final int AT_EACCESS = 0x200;

  private static final byte[] EMPTY = {};
  private static final int STATX_BASIC_STATS = 0x7ff;
  private static final int AT_NO_AUTOMOUNT = 0x800;

  /** Negative until it is known. */
  private static volatile int umask = -1;

  private Posix() {}

  /** What is found out once: whether calls can be made at all, and how. */
  private static final class Native {
    static final SystemCalls CALLS;
    static final Throwable WHY_NOT;
    private static final long SYSCALL;
    private static final CallContext SIX_LONGS;
    private static final Invoker INVOKER;

    static {
      SystemCalls calls = null;
      Throwable whyNot = null;
      long syscall = 0;
      CallContext context = null;
      Invoker invoker = null;
      try {
        calls = SystemCalls.ofThisMachine();
        neverUnpackIntoTheCurrentDirectory();
        syscall = Library.getCachedInstance(null, Library.LAZY).getSymbolAddress("syscall");
        Type[] six = new Type[6];
        Arrays.fill(six, Type.SINT64);
        context = CallContext.getCallContext(Type.SINT64, six, CallingConvention.DEFAULT, true);
        invoker = Invoker.getInstance();
      } catch (LinkageError | RuntimeException e) {
        whyNot = e;
      }
      CALLS = calls;
      WHY_NOT = whyNot;
      SYSCALL = syscall;
      SIX_LONGS = context;
      INVOKER = invoker;
    }

    /**
     * Without a directory to unpack its library into, jffi tries the current one when the one for
     * temporary files forbids execution: that may be the tree being sent.
     */
    private static void neverUnpackIntoTheCurrentDirectory() {
      if (System.getProperty("jffi.extract.dir") == null) {
        System.setProperty("jffi.extract.dir", System.getProperty("java.io.tmpdir"));
      }
    }

    /** The result, or the negative error number. */
    static long call(int number, long a, long b, long c, long d, long e) {
      while (true) {
        long result = INVOKER.invokeN6(SIX_LONGS, SYSCALL, number, a, b, c, d, e);
        if (result != -1) {
          return result;
        }
        int errno = LastError.getInstance().get();
        if (errno != 4) {
          return -errno;
        }
      }
    }
  }

  /** A function of the C library called with longs, its result as it stands. */
  static final class LibraryCall {
    private final long function;

    LibraryCall(String name) {
      function = Library.getCachedInstance(null, Library.LAZY).getSymbolAddress(name);
    }

    int invoke(long a, long b, long c, long d, long e) {
      return invoke(a, b, c, d, e, 0);
    }

    int invoke(long a, long b, long c, long d, long e, long f) {
      return (int) Native.INVOKER.invokeN6(Native.SIX_LONGS, function, a, b, c, d, e, f);
    }

    /**
     * The result of a function that returns -1 and sets errno when it fails.
     *
     * @param operation named by the exception
     */
    int require(String operation, long a, long b, long c, long d) throws StoreException {
      return require(operation, a, b, c, d, 0);
    }

    /** As the other one, with five arguments. */
    int require(String operation, long a, long b, long c, long d, long e) throws StoreException {
      while (true) {
        int result = invoke(a, b, c, d, e);
        if (result >= 0) {
          return result;
        }
        int errno = LastError.getInstance().get();
        if (errno != Errno.EINTR.number()) {
          throw new StoreException(operation, Errno.of(errno));
        }
      }
    }

    /** Whether the C library has the function. */
    boolean exists() {
      return function != 0;
    }
  }

  /** Whether native calls work here: Linux on x86-64 or aarch64, and jffi could be loaded. */
  public static boolean isAvailable() {
    return Native.WHY_NOT == null;
  }

  /** Why {@link #isAvailable} is false, for a message; empty when it is true. */
  public static String unavailableReason() {
    return Native.WHY_NOT == null ? "" : String.valueOf(Native.WHY_NOT.getMessage());
  }

  /** {@code O_DIRECTORY}, whose value depends on the processor. */
  public static int openDirectory() {
    return Native.CALLS.openDirectory();
  }

  /** {@code O_NOFOLLOW}, whose value depends on the processor. */
  public static int openNoFollow() {
    return Native.CALLS.openNoFollow();
  }

  /** The result of a system call, or the negative error number. */
  static long call(int number, long a, long b, long c, long d, long e) {
    return Native.call(number, a, b, c, d, e);
  }

  /** The numbers of the calls on this machine. */
  static SystemCalls calls() {
    return Native.CALLS;
  }

  /** Turns a negative error number into the exception. */
  public static long checked(String operation, long result) throws StoreException {
    if (result < 0) {
      throw failure(operation, result);
    }
    return result;
  }

  public static StoreException failure(String operation, long negativeErrno) {
    return new StoreException(operation, Errno.of((int) -negativeErrno));
  }

  public static boolean is(Errno errno, long result) {
    return result == -errno.number();
  }

  // Opening and closing

  /** openat(2); close-on-exec is always added. */
  public static int openat(int directory, byte[] path, int flags, int mode) throws StoreException {
    return (int) checked("open", tryOpenat(directory, path, 0, path.length, flags, mode));
  }

  /** As {@link #openat} for a part of an array; the handle or the negative error number. */
  public static long tryOpenat(int directory, byte[] path, int from, int to, int flags, int mode)
      throws StoreException {
    long name = Scratch.ofThread().firstPath(path, from, to);
    return call(Native.CALLS.openat(), directory, name, flags | O_CLOEXEC, mode, 0);
  }

  /**
   * openat2(2); close-on-exec is always added.
   *
   * @param resolve a combination of the {@code RESOLVE_} constants
   */
  public static int openat2(int directory, byte[] path, int flags, int mode, int resolve)
      throws StoreException {
    return (int) checked("open", tryOpenat2(directory, path, 0, path.length, flags, mode, resolve));
  }

  /** As {@link #openat2} for a part of an array; the handle or the negative error number. */
  public static long tryOpenat2(
      int directory, byte[] path, int from, int to, int flags, int mode, int resolve)
      throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long name = scratch.firstPath(path, from, to);
    ByteBuffer memory = scratch.memory();
    int how = Scratch.resultOffset();
    memory.putLong(how, flags | O_CLOEXEC);
    memory.putLong(how + 8, mode);
    memory.putLong(how + 16, resolve);
    return call(Native.CALLS.openat2(), directory, name, scratch.resultAddress(), 24, 0);
  }

  /** close(2), not repeated: the handle is gone whatever the result. */
  public static void close(int handle) throws StoreException {
    long result = call(Native.CALLS.close(), handle, 0, 0, 0, 0);
    if (result < 0 && !is(Errno.EINTR, result)) {
      throw failure("close", result);
    }
  }

  // Looking

  /** statx(2) of {@code path} relative to a directory, the last component not followed. */
  public static FileAttributes lstatat(int directory, byte[] path) throws StoreException {
    checked("stat", tryStat(directory, path, 0, path.length, AT_SYMLINK_NOFOLLOW));
    return statResult();
  }

  /** statx(2) of {@code path} relative to a directory, symbolic links followed. */
  public static FileAttributes statat(int directory, byte[] path) throws StoreException {
    checked("stat", tryStat(directory, path, 0, path.length, 0));
    return statResult();
  }

  /** statx(2) of an open handle. */
  public static FileAttributes fstat(int handle) throws StoreException {
    checked("fstat", tryStat(handle, EMPTY, 0, 0, AT_EMPTY_PATH));
    return statResult();
  }

  /**
   * faccessat2(2): whether the calling thread may read a file that is no link. True where the
   * system cannot tell.
   */
  public static boolean isReadable(int directory, byte[] path) throws StoreException {
    long name = Scratch.ofThread().firstPath(path);
    long answer = call(FACCESSAT2, directory, name, R_OK, AT_EACCESS | AT_SYMLINK_NOFOLLOW, 0);
    return !is(Errno.EACCES, answer);
  }

  /** 0 or the negative error number; the result is then in {@link #statResult}. */
  public static long tryStat(int directory, byte[] path, int from, int to, int flags)
      throws StoreException {
    return tryStat(directory, path, from, to, flags, STATX_BASIC_STATS);
  }

  /**
   * As the other one.
   *
   * @param wanted fields, as statx(2) numbers them
   */
  static long tryStat(int directory, byte[] path, int from, int to, int flags, int wanted)
      throws StoreException {
    Scratch scratch = Scratch.ofThread();
    return call(
        Native.CALLS.statx(),
        directory,
        scratch.firstPath(path, from, to),
        flags | AT_NO_AUTOMOUNT,
        wanted,
        scratch.resultAddress());
  }

  /** What this thread's last {@link #tryStat} saw: struct statx, equal on all architectures. */
  public static FileAttributes statResult() {
    ByteBuffer memory = Scratch.ofThread().memory();
    int at = Scratch.resultOffset();
    return new FileAttributes(
        memory.getShort(at + 28) & 0xffff,
        memory.getLong(at + 40),
        memory.getLong(at + 112),
        memory.getInt(at + 120),
        memory.getLong(at + 64),
        memory.getInt(at + 72),
        memory.getLong(at + 96),
        memory.getInt(at + 104),
        memory.getInt(at + 20),
        memory.getInt(at + 24),
        memory.getInt(at + 16),
        deviceNumber(memory.getInt(at + 136), memory.getInt(at + 140)),
        memory.getLong(at + 32),
        memory.getInt(at + 128),
        memory.getInt(at + 132));
  }

  /** makedev(3), the number stat(2) gives. */
  private static long deviceNumber(int major, int minor) {
    return (major & 0xfffL) << 8
        | (major & 0xfffff000L) << 32
        | (minor & 0xffL)
        | (minor & 0xffffff00L) << 12;
  }

  /** readlinkat(2). */
  public static byte[] readlinkat(int directory, byte[] path) throws StoreException {
    return readlinkat(directory, path, 0, path.length);
  }

  public static byte[] readlinkat(int directory, byte[] path, int from, int to)
      throws StoreException {
    Scratch scratch = Scratch.ofThread();
    int length =
        (int)
            checked(
                "readlink",
                call(
                    Native.CALLS.readlinkat(),
                    directory,
                    scratch.firstPath(path, from, to),
                    scratch.resultAddress(),
                    Scratch.resultBytes(),
                    0));
    byte[] target = new byte[length];
    scratch.memory().get(Scratch.resultOffset(), target);
    return target;
  }

  /**
   * getdents64(2): the next batch of entries as the kernel lays them out (inode 8, offset 8, record
   * length 2, type 1, name with NUL), or an empty array at the end.
   */
  public static byte[] getdents(int directory) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    ByteBuffer transfer = scratch.transfer();
    int length =
        (int)
            checked(
                "readdir",
                call(
                    Native.CALLS.getdents64(),
                    directory,
                    scratch.transferAddress(),
                    transfer.capacity(),
                    0,
                    0));
    byte[] batch = length == 0 ? EMPTY : new byte[length];
    transfer.get(0, batch);
    return batch;
  }

  // Reading and writing

  /**
   * pread(2) until {@code length} bytes are there or the file ends.
   *
   * @return the number of bytes, 0 at or behind the end
   */
  public static int pread(int handle, long position, byte[] buffer, int offset, int length)
      throws StoreException {
    return pread(handle, position, Long.MAX_VALUE, buffer, offset, length);
  }

  /** As above, but a read that comes up short at or behind {@code size} is not asked for more. */
  public static int pread(
      int handle, long position, long size, byte[] buffer, int offset, int length)
      throws StoreException {
    Scratch scratch = Scratch.ofThread();
    ByteBuffer transfer = scratch.transfer();
    long address = scratch.transferAddress();
    int done = 0;
    while (done < length) {
      int want = Math.min(length - done, transfer.capacity());
      int got =
          (int)
              checked(
                  "read", call(Native.CALLS.pread64(), handle, address, want, position + done, 0));
      transfer.get(0, buffer, offset + done, got);
      done += got;
      if (got == 0 || (got < want && position + done >= size)) {
        break;
      }
    }
    return done;
  }

  /** One read(2) into an array: what is there, 0 at the end. */
  public static int read(int handle, byte[] buffer, int offset, int length) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    ByteBuffer transfer = scratch.transfer();
    int want = Math.min(length, transfer.capacity());
    int got =
        (int)
            checked(
                "read", call(Native.CALLS.read(), handle, scratch.transferAddress(), want, 0, 0));
    transfer.get(0, buffer, offset, got);
    return got;
  }

  /** write(2) until all is written. */
  public static void write(int handle, byte[] buffer, int offset, int length)
      throws StoreException {
    Scratch scratch = Scratch.ofThread();
    ByteBuffer transfer = scratch.transfer();
    int done = 0;
    while (done < length) {
      int part = Math.min(length - done, transfer.capacity());
      transfer.put(0, buffer, offset + done, part);
      done +=
          (int)
              checked(
                  "write",
                  call(Native.CALLS.write(), handle, scratch.transferAddress(), part, 0, 0));
    }
  }

  /** pwrite(2) of native memory until all is written. */
  public static void pwrite(int handle, long position, long address, int length)
      throws StoreException {
    int done = 0;
    while (done < length) {
      done +=
          (int)
              checked(
                  "write",
                  call(
                      Native.CALLS.pwrite64(),
                      handle,
                      address + done,
                      length - done,
                      position + done,
                      0));
    }
  }

  /** The size of what is open, also of a block device; 0 for a device without one (lseek(2)). */
  public static long length(int handle) {
    int fromEnd = 2;
    return Math.max(0, call(Native.CALLS.lseek(), handle, 0, fromEnd, 0, 0));
  }

  /** ftruncate(2). */
  public static void ftruncate(int handle, long length) throws StoreException {
    checked("ftruncate", call(Native.CALLS.ftruncate(), handle, length, 0, 0, 0));
  }

  /** fallocate(2). */
  public static void fallocate(int handle, int mode, long offset, long length)
      throws StoreException {
    checked("fallocate", call(Native.CALLS.fallocate(), handle, mode, offset, length, 0));
  }

  /** fsync(2). */
  public static void fsync(int handle) throws StoreException {
    checked("fsync", call(Native.CALLS.fsync(), handle, 0, 0, 0, 0));
  }

  // Making, renaming, removing

  /** mkdirat(2); the process's umask applies. */
  public static void mkdirat(int directory, byte[] path, int mode) throws StoreException {
    long name = Scratch.ofThread().firstPath(path);
    checked("mkdir", call(Native.CALLS.mkdirat(), directory, name, mode, 0, 0));
  }

  /**
   * mknodat(2); the process's umask applies.
   *
   * @param mode type and permissions
   * @param major 0 to 4095; others fail with EINVAL, as the kernel cannot hold them
   * @param minor 0 to 1048575
   */
  public static void mknodat(int directory, byte[] path, int mode, int major, int minor)
      throws StoreException {
    if (major >>> 12 != 0 || minor >>> 20 != 0) {
      throw new StoreException("mknod", Errno.EINVAL);
    }
    long device = (minor & 0xffL) | (long) major << 8 | (minor & 0xfff00L) << 12;
    long name = Scratch.ofThread().firstPath(path);
    checked("mknod", call(Native.CALLS.mknodat(), directory, name, mode, device, 0));
  }

  /** symlinkat(2). */
  public static void symlinkat(byte[] target, int directory, byte[] path) throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long text = scratch.firstPath(target);
    long name = scratch.secondPath(path);
    checked("symlink", call(Native.CALLS.symlinkat(), text, directory, name, 0, 0));
  }

  /** linkat(2), symbolic links not followed. */
  public static void linkat(int directory, byte[] path, int newDirectory, byte[] newPath)
      throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long from = scratch.firstPath(path);
    long to = scratch.secondPath(newPath);
    checked("link", call(Native.CALLS.linkat(), directory, from, newDirectory, to, 0));
  }

  /** renameat2(2) without flags: what is at the new name is replaced. */
  public static void renameat(int directory, byte[] path, int newDirectory, byte[] newPath)
      throws StoreException {
    rename(directory, path, newDirectory, newPath, 0);
  }

  /** renameat2(2) by which two names change places at once, whatever they stand for. */
  public static void exchange(int directory, byte[] path, int otherDirectory, byte[] otherPath)
      throws StoreException {
    rename(directory, path, otherDirectory, otherPath, RENAME_EXCHANGE);
  }

  private static void rename(int directory, byte[] path, int newDirectory, byte[] newPath, int how)
      throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long from = scratch.firstPath(path);
    long to = scratch.secondPath(newPath);
    checked("rename", call(Native.CALLS.renameat2(), directory, from, newDirectory, to, how));
  }

  /** unlinkat(2) of anything but a directory. */
  public static void unlinkat(int directory, byte[] path) throws StoreException {
    long name = Scratch.ofThread().firstPath(path);
    checked("unlink", call(Native.CALLS.unlinkat(), directory, name, 0, 0, 0));
  }

  /** unlinkat(2) of an empty directory. */
  public static void rmdirat(int directory, byte[] path) throws StoreException {
    long name = Scratch.ofThread().firstPath(path);
    checked("rmdir", call(Native.CALLS.unlinkat(), directory, name, AT_REMOVEDIR, 0, 0));
  }

  // Attributes

  /** fchownat(2), not following; -1 leaves one as it is. */
  public static void lchownat(int directory, byte[] path, int uid, int gid) throws StoreException {
    long name = Scratch.ofThread().firstPath(path);
    checked("chown", call(Native.CALLS.fchownat(), directory, name, uid, gid, AT_SYMLINK_NOFOLLOW));
  }

  /** fchown(2). */
  public static void fchown(int handle, int uid, int gid) throws StoreException {
    checked("chown", call(Native.CALLS.fchown(), handle, uid, gid, 0, 0));
  }

  /** fchmod(2). */
  public static void fchmod(int handle, int mode) throws StoreException {
    checked("chmod", call(Native.CALLS.fchmod(), handle, mode, 0, 0, 0));
  }

  /**
   * Changes the permissions of anything but a symbolic link, which fails with EOPNOTSUPP: by
   * fchmodat2(2) or, before Linux 6.6, through the verified handle's name in /proc.
   */
  public static void lchmodat(int directory, byte[] path, int mode) throws StoreException {
    long name = Scratch.ofThread().firstPath(path);
    long result = call(Native.CALLS.fchmodat2(), directory, name, mode, AT_SYMLINK_NOFOLLOW, 0);
    if (is(Errno.ENOSYS, result) || is(Errno.EPERM, result)) {
      chmodThroughHandle(directory, path, mode);
    } else {
      checked("chmod", result);
    }
  }

  /** EPERM comes here too: a sandbox may answer so to a call it does not know. */
  static void chmodThroughHandle(int directory, byte[] path, int mode) throws StoreException {
    int handle = openat(directory, path, O_PATH | openNoFollow(), 0);
    try {
      if (fstat(handle).isSymlink()) {
        throw new StoreException("chmod", Errno.EOPNOTSUPP);
      }
      long name = Scratch.ofThread().firstPath(procName(handle));
      checked("chmod", call(Native.CALLS.fchmodat(), AT_FDCWD, name, mode, 0, 0));
    } finally {
      close(handle);
    }
  }

  private static byte[] procName(int handle) {
    return ("/proc/self/fd/" + handle).getBytes(StandardCharsets.US_ASCII);
  }

  /** utimensat(2), not following; {@link #UTIME_OMIT} leaves a time as it is. */
  public static void lutimensat(
      int directory, byte[] path, long atime, int atimeNanos, long mtime, int mtimeNanos)
      throws StoreException {
    Scratch scratch = Scratch.ofThread();
    long times = putTimes(scratch, atime, atimeNanos, mtime, mtimeNanos);
    long name = scratch.firstPath(path);
    checked(
        "utimes", call(Native.CALLS.utimensat(), directory, name, times, AT_SYMLINK_NOFOLLOW, 0));
  }

  /** futimens(3); {@link #UTIME_OMIT} leaves a time as it is. */
  public static void futimens(int handle, long atime, int atimeNanos, long mtime, int mtimeNanos)
      throws StoreException {
    long times = putTimes(Scratch.ofThread(), atime, atimeNanos, mtime, mtimeNanos);
    checked("utimes", call(Native.CALLS.utimensat(), handle, 0, times, 0, 0));
  }

  private static long putTimes(
      Scratch scratch, long atime, int atimeNanos, long mtime, int mtimeNanos) {
    ByteBuffer memory = scratch.memory();
    int at = Scratch.resultOffset();
    memory.putLong(at, atime);
    memory.putLong(at + 8, atimeNanos);
    memory.putLong(at + 16, mtime);
    memory.putLong(at + 24, mtimeNanos);
    return scratch.resultAddress();
  }

  // Identity

  public static int realUser() {
    return (int) call(Native.CALLS.getuid(), 0, 0, 0, 0, 0);
  }

  public static int effectiveUser() {
    return (int) call(Native.CALLS.geteuid(), 0, 0, 0, 0, 0);
  }

  public static int effectiveGroup() {
    return (int) call(Native.CALLS.getegid(), 0, 0, 0, 0, 0);
  }

  /**
   * The umask of the process, which does not change; read from /proc because asking the system
   * would change it.
   */
  public static int umask() throws StoreException {
    if (umask < 0) {
      umask = readUmask();
    }
    return umask;
  }

  private static int readUmask() throws StoreException {
    byte[] status = readSmallFile("/proc/self/status");
    byte[] label = {'\n', 'U', 'm', 'a', 's', 'k', ':', '\t'};
    for (int i = 0; i + label.length < status.length; i++) {
      if (Arrays.equals(status, i, i + label.length, label, 0, label.length)) {
        return octal(status, i + label.length);
      }
    }
    throw new StoreException("umask", Errno.EINVAL);
  }

  private static int octal(byte[] text, int from) {
    int value = 0;
    for (int i = from; i < text.length && text[i] >= '0' && text[i] <= '7'; i++) {
      value = value << 3 | (text[i] - '0');
    }
    return value;
  }

  /** The first 64 KiB of a file of the system, which may not know its size. */
  static byte[] readSmallFile(String path) throws StoreException {
    int handle = openat(AT_FDCWD, path.getBytes(StandardCharsets.US_ASCII), 0, 0);
    try {
      byte[] content = new byte[64 << 10];
      return Arrays.copyOf(content, pread(handle, 0, content, 0, content.length));
    } finally {
      close(handle);
    }
  }
}
