// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The place of a control socket in the file system, which decides who may use it: the directory can
 * be changed by its owner alone, and the socket itself has mode 0600.
 *
 * @param path of the socket
 */
public record ControlSocket(Path path) {
  private static final String VARIABLE = "RSYNC_WATCH_CONTROL";
  private static final String NAME = "watch.sock";

  /** Waiting connections that the kernel keeps. */
  private static final int BACKLOG = 128;

  private static final FileAttribute<?> PRIVATE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /**
   * The place that a command line names, or else {@code RSYNC_WATCH_CONTROL}.
   *
   * @param typed empty if the command line names none
   */
  public static Optional<ControlSocket> chosen(byte[] typed) {
    String variable = System.getenv().getOrDefault(VARIABLE, "");
    String place = typed.length > 0 ? new String(typed, StandardCharsets.UTF_8) : variable;
    return place.isEmpty() ? Optional.empty() : Optional.of(new ControlSocket(Path.of(place)));
  }

  /** The place of a user who has not chosen one, by the environment of this process. */
  public static ControlSocket usual() {
    return usual(System.getenv(), Posix.effectiveUser());
  }

  /**
   * {@code RSYNC_WATCH_CONTROL}; or for root /run/rivulet, for others a directory in {@code
   * XDG_RUNTIME_DIR} or else in /tmp.
   */
  static ControlSocket usual(Map<String, String> environment, int user) {
    String chosen = environment.getOrDefault(VARIABLE, "");
    if (!chosen.isEmpty()) {
      return new ControlSocket(Path.of(chosen));
    }
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    Path directory = Path.of("/tmp", "rivulet-" + user);
    if (user == 0) {
      directory = Path.of("/run/rivulet");
    } else if (!runtime.isEmpty()) {
      directory = Path.of(runtime, "rivulet");
    }
    return new ControlSocket(directory.resolve(NAME));
  }

  // ---------------------------------------------------------------- the engine's end

  /**
   * Opens the socket for clients. A socket that nobody listens to any more is replaced.
   *
   * @throws ControlException if others could put another socket in its place, or if an engine
   *     listens there already
   */
  ServerSocketChannel listen() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    makePrivate(directory);
    refuseOccupied();
    Path aside = Files.createTempDirectory(directory, ".", PRIVATE);
    Path fresh = aside.resolve("s");
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(fresh), BACKLOG);
      Files.setPosixFilePermissions(fresh, OWNER_ONLY);
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE);
      return channel;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(fresh);
      throw e instanceof SocketException ? tooLong(e) : e;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  private static void makePrivate(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      try {
        Files.createDirectories(directory, PRIVATE);
      } catch (FileSystemException e) {
        throw new ControlException(
            directory + " cannot be made: choose another place with --control", e);
      }
    }
    Map<String, Object> found = Files.readAttributes(directory, "unix:mode,uid");
    int mode = (Integer) found.get("mode");
    int owner = (Integer) found.get("uid");
    if (owner != Posix.effectiveUser() && owner != 0) {
      throw new ControlException(
          directory + " belongs to another user: choose a directory of your own with --control");
    }
    if ((mode & 022) != 0) {
      throw new ControlException(
          directory
              + " can be changed by others: chmod go-w it, or choose another place with --control");
    }
  }

  private void refuseOccupied() throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    int type = (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & 0170000;
    if (type != 0140000) {
      throw new ControlException(
          path + " is no socket, and is left as it is: choose another place");
    }
    if (isAnswered()) {
      throw new ControlException(
          "another engine listens on "
              + path
              + ": give this one a place of its own with --control");
    }
  }

  /** Nobody answers at a socket that an engine has left behind because it was killed. */
  private boolean isAnswered() throws IOException {
    try {
      SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
      return true;
    } catch (SocketException nobody) {
      return false;
    }
  }

  private ControlException tooLong(IOException failure) {
    return new ControlException(
        "no socket can be made at "
            + path
            + " ("
            + failure.getMessage()
            + "): the path of a"
            + " socket has at most 107 bytes, choose another with --control",
        failure);
  }

  // ---------------------------------------------------------------- the client's end

  /**
   * Connects to the engine.
   *
   * @throws ControlException if there is none, or if it belongs to another user
   */
  SocketChannel connect() throws ControlException {
    refuseForeign();
    try {
      return SocketChannel.open(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      throw new ControlException(nobody(), e);
    }
  }

  /** Root may speak to everybody's engine, others to their own and to one that root lets them. */
  private void refuseForeign() throws ControlException {
    int user = Posix.effectiveUser();
    try {
      int owner = (Integer) Files.getAttribute(path, "unix:uid");
      if (user != 0 && owner != user && owner != 0) {
        throw new ControlException("the engine at " + path + " belongs to another user");
      }
    } catch (ControlException e) {
      throw e;
    } catch (IOException e) {
      throw new ControlException(nobody(), e);
    }
  }

  private String nobody() {
    return "no engine can be reached at " + path + "; its place is given with --control=SOCKET";
  }
}
