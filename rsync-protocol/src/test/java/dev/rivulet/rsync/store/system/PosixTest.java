// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.system;

import static dev.rivulet.rsync.store.system.Posix.AT_FDCWD;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixTest {

  @TempDir Path temp;

  @Test
  void isAvailableOnThisMachine() {
    assertThat(Posix.isAvailable()).as(Posix.unavailableReason()).isTrue();
    assertThat(Posix.unavailableReason()).isEmpty();
  }

  @Test
  void statAgreesWithTheJvm() throws IOException {
    Path file = Files.writeString(temp.resolve("file"), "hello");
    Files.createLink(temp.resolve("twin"), file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));

    FileAttributes seen = Posix.lstatat(AT_FDCWD, bytes(file));

    Map<String, Object> unix = Files.readAttributes(file, "unix:*");
    assertThat(seen.mode()).isEqualTo(unix.get("mode"));
    assertThat(seen.size()).isEqualTo(5);
    assertThat(seen.links()).isEqualTo(2);
    assertThat(seen.inode()).isEqualTo(unix.get("ino"));
    assertThat(seen.device()).isEqualTo(unix.get("dev"));
    assertThat(seen.uid()).isEqualTo(unix.get("uid"));
    assertThat(seen.gid()).isEqualTo(unix.get("gid"));
    assertThat(seen.mtime()).isEqualTo(mtime(file).getEpochSecond());
    assertThat(seen.mtimeNanos()).isEqualTo(mtime(file).getNano());
  }

  @Test
  void deviceNumbersAgreeWithTheSystem() throws StoreException {
    FileAttributes nothing = Posix.statat(AT_FDCWD, "/dev/null".getBytes(UTF_8));

    assertThat(nothing.isDevice()).isTrue();
    assertThat(nothing.rdevMajor()).isEqualTo(1);
    assertThat(nothing.rdevMinor()).isEqualTo(3);
  }

  @Test
  void failuresCarryTheSystemsErrorNumber() {
    assertThat(errno(() -> Posix.lstatat(AT_FDCWD, bytes(temp.resolve("none")))))
        .isEqualTo(Errno.ENOENT);
    assertThat(errno(() -> Posix.mkdirat(AT_FDCWD, bytes(temp), 0700))).isEqualTo(Errno.EEXIST);
    assertThat(errno(() -> Posix.close(987654))).isEqualTo(Errno.EBADF);
    assertThatThrownBy(() -> Posix.readlinkat(AT_FDCWD, bytes(temp)))
        .hasMessage("readlink: Invalid argument (22)");
  }

  @Test
  void refusesNamesThatTheSystemWouldCut() {
    assertThat(errno(() -> Posix.lstatat(AT_FDCWD, new byte[] {'a', 0, 'b'})))
        .isEqualTo(Errno.EINVAL);
    assertThat(errno(() -> Posix.lstatat(AT_FDCWD, new byte[4096]))).isEqualTo(Errno.ENAMETOOLONG);
  }

  @Test
  void readsAndWritesMoreThanOneBuffer() throws IOException {
    byte[] data = new byte[700_001];
    IntStream.range(0, data.length).forEach(i -> data[i] = (byte) (i * 31 >> 3));
    int handle =
        Posix.openat(
            AT_FDCWD,
            bytes(temp.resolve("big")),
            Posix.O_RDWR | Posix.O_CREAT | Posix.O_EXCL,
            0600);
    try {
      Posix.write(handle, data, 0, data.length);
      byte[] back = new byte[data.length + 10];

      assertThat(Posix.pread(handle, 0, back, 3, data.length + 5)).isEqualTo(data.length);
      assertThat(back).startsWith(0, 0, 0).contains(data[0], data[1]);
      assertThat(Arrays.copyOfRange(back, 3, 3 + data.length)).isEqualTo(data);
      assertThat(Posix.pread(handle, data.length, back, 0, 1)).isZero();
    } finally {
      Posix.close(handle);
    }
  }

  @Test
  void changesPermissionsButNotThroughLinks() throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    Path link = Files.createSymbolicLink(temp.resolve("link"), file);

    Posix.lchmodat(AT_FDCWD, bytes(file), 04711);
    assertThat(Posix.lstatat(AT_FDCWD, bytes(file)).permissions()).isEqualTo(04711);
    Posix.chmodThroughHandle(AT_FDCWD, bytes(file), 0640);
    assertThat(Posix.lstatat(AT_FDCWD, bytes(file)).permissions()).isEqualTo(0640);
    assertThat(errno(() -> Posix.lchmodat(AT_FDCWD, bytes(link), 0600)))
        .isEqualTo(Errno.EOPNOTSUPP);
    assertThat(errno(() -> Posix.chmodThroughHandle(AT_FDCWD, bytes(link), 0600)))
        .isEqualTo(Errno.EOPNOTSUPP);
    assertThat(Posix.lstatat(AT_FDCWD, bytes(file)).permissions()).isEqualTo(0640);
  }

  @Test
  void setsTimesOfTheLinkItself() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("nowhere"));

    Posix.lutimensat(AT_FDCWD, bytes(link), 11, 22, -5, 999_999_999);

    FileAttributes seen = Posix.lstatat(AT_FDCWD, bytes(link));
    assertThat(seen.atime()).isEqualTo(11);
    assertThat(seen.atimeNanos()).isEqualTo(22);
    assertThat(seen.mtime()).isEqualTo(-5);
    assertThat(seen.mtimeNanos()).isEqualTo(999_999_999);
  }

  @Test
  void knowsTheUmaskOfTheProcess() throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "umask").start();
    String umask = new String(shell.getInputStream().readAllBytes(), UTF_8).trim();

    assertThat(Posix.umask()).isEqualTo(Integer.parseInt(umask, 8));
  }

  @Test
  void reportsEventsAndWakesTheWaiter() throws StoreException {
    int inotify = EventCalls.inotifyInit();
    int wake = EventCalls.eventfd();
    try {
      int watch = EventCalls.inotifyAddWatch(inotify, bytes(temp), 0x100);
      assertThat(EventCalls.poll(0, inotify, wake)).isZero();
      Posix.mkdirat(AT_FDCWD, bytes(temp.resolve("new")), 0700);
      assertThat(EventCalls.poll(-1, inotify, wake)).isEqualTo(1);
      byte[] events = new byte[4096];
      assertThat(Posix.read(inotify, events, 0, events.length)).isEqualTo(32);
      assertThat(new String(events, 16, 3, UTF_8)).isEqualTo("new");
      Posix.write(wake, new byte[] {1, 0, 0, 0, 0, 0, 0, 0}, 0, 8);
      assertThat(EventCalls.poll(-1, inotify, wake)).isEqualTo(2);
      EventCalls.inotifyRemoveWatch(inotify, watch);
    } finally {
      Posix.close(inotify);
      Posix.close(wake);
    }
  }

  @Test
  void identityChangesStayOnTheirThread() throws Exception {
    boolean root = Posix.effectiveUser() == 0;
    Path secret = Files.writeString(temp.resolve("secret"), "x");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    FutureTask<Errno> other =
        new FutureTask<>(
            () -> {
              if (!root) {
                return errno(() -> ThreadIdentity.setThreadFileUser(0));
              }
              ThreadIdentity.setThreadGroups(65533, 65532);
              assertThat(ThreadIdentity.groups()).containsExactly(65532, 65533);
              ThreadIdentity.setThreadFileGroup(65533);
              ThreadIdentity.setThreadFileUser(65533);
              return errno(() -> Posix.openat(AT_FDCWD, bytes(secret), Posix.O_RDONLY, 0));
            });
    Thread thread = new Thread(other, "identity");
    thread.start();

    assertThat(other.get()).isEqualTo(root ? Errno.EACCES : Errno.EPERM);
    assertThat(Files.readString(secret)).isEqualTo("x");
  }

  @Test
  void dropsCapabilitiesOfTheThread() throws Exception {
    FutureTask<ThreadIdentity.Capabilities> other =
        new FutureTask<>(
            () -> {
              ThreadIdentity.setThreadCapabilities(new ThreadIdentity.Capabilities(0, 0, 0));
              return ThreadIdentity.threadCapabilities();
            });
    ThreadIdentity.Capabilities before = ThreadIdentity.threadCapabilities();
    Thread thread = new Thread(other, "capabilities");
    thread.start();

    assertThat(other.get()).isEqualTo(new ThreadIdentity.Capabilities(0, 0, 0));
    assertThat(ThreadIdentity.threadCapabilities()).isEqualTo(before);
    assertThat(before.effective() != 0).isEqualTo(Posix.effectiveUser() == 0);
  }

  private static Instant mtime(Path file) throws IOException {
    return Files.getLastModifiedTime(file).toInstant();
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(UTF_8);
  }

  private static Errno errno(ThrowingCallable call) {
    return catchThrowableOfType(StoreException.class, call).errno();
  }
}
