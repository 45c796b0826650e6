// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.daemon.host.Identity;
import dev.rivulet.daemon.host.Privileges;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.ThreadIdentity;
import dev.rivulet.rsync.store.system.UserDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * {@code --copy-as=USER[:GROUP]} (rsync(1)): whoever opens files of this machine for a transfer
 * acts as that user from then on, for good and with all threads it starts. Until then, which is
 * while the way to the other end is opened and files named by options are read, the user is who
 * started the program.
 */
final class CopyAs {
  private static final String DIGITS = "[0-9]{1,9}";

  private final String wanted;
  private final String role;

  /**
   * @param wanted the argument as typed
   * @param role how messages name this end
   */
  CopyAs(String wanted, String role) {
    this.wanted = wanted;
    this.role = role;
    Privileges.prepare();
    Privileges.prepareForMany();
  }

  /** Files that whoever opens them accesses as that user. */
  LocalFiles of(LocalFiles files) {
    return new LocalFiles() {
      @Override
      public Workspace open() throws IOException {
        assume();
        return files.open();
      }

      @Override
      public Workspace openToReceive() throws IOException {
        assume();
        return files.openToReceive();
      }
    };
  }

  /** Does something on a thread of its own, so that the caller stays who it is. */
  <T> T apart(Callable<T> work) throws IOException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "rsync-copy-as");
    thread.start();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          thread.interrupt();
        }
      }
    } catch (ExecutionException e) {
      throw unwrapped(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IOException unwrapped(Throwable cause) {
    if (cause instanceof IOException known) {
      return known;
    }
    if (cause instanceof RuntimeException bug) {
      throw bug;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return new IOException(cause);
  }

  private void assume() throws RsyncException {
    if (!Posix.isAvailable()) {
      throw failed("setgid", Errno.ENOSYS);
    }
    try {
      Identity identity = identity();
      ThreadIdentity.setThreadFileGroup(identity.gid());
      Privileges.assume(identity);
    } catch (StoreException e) {
      throw failed(call(e), e.errno());
    }
  }

  private Identity identity() throws RsyncException, StoreException {
    int colon = wanted.indexOf(':');
    String userName = colon < 0 ? wanted : wanted.substring(0, colon);
    int user =
        userName.matches(DIGITS)
            ? Integer.parseInt(userName)
            : UserDatabase.userId(userName.getBytes(StandardCharsets.UTF_8));
    if (user == UserDatabase.UNKNOWN) {
      throw new RsyncException(ExitCode.SYNTAX, "Invalid copy-as user: " + userName);
    }
    return colon < 0 ? withGroupsOf(user) : withGroup(user, wanted.substring(colon + 1));
  }

  private static Identity withGroup(int user, String name) throws RsyncException, StoreException {
    int group =
        name.matches(DIGITS)
            ? Integer.parseInt(name)
            : UserDatabase.groupId(name.getBytes(StandardCharsets.UTF_8));
    if (group == UserDatabase.UNKNOWN) {
      throw new RsyncException(ExitCode.SYNTAX, "Invalid copy-as group: " + name);
    }
    return new Identity(user, group, List.of(group));
  }

  private Identity withGroupsOf(int user) throws RsyncException, StoreException {
    byte[] name = UserDatabase.userName(user);
    if (name.length == 0) {
      throw new RsyncException(
          ExitCode.SYNTAX, "rsync: [" + role + "] getpwuid failed: Success (0)");
    }
    int primary = UserDatabase.primaryGroup(user);
    int[] groups = UserDatabase.groupsOf(name, primary);
    return new Identity(user, primary, Arrays.stream(groups).boxed().toList());
  }

  private RsyncException failed(String call, Errno errno) {
    String reason = errno.text() + " (" + errno.number() + ")";
    return new RsyncException(
        ExitCode.SYNTAX, "rsync: [" + role + "] " + call + " failed: " + reason);
  }

  /** The call by the name rsync tells, which changes whole processes. */
  private static String call(StoreException failure) {
    return switch (failure.operation()) {
      case "setfsgid" -> "setgid";
      case "setfsuid" -> "setuid";
      default -> failure.operation();
    };
  }
}
