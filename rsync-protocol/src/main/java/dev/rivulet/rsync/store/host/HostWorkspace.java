// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.nio.NameCodec;
import dev.rivulet.rsync.store.nio.NioWorkspace;
import dev.rivulet.rsync.store.system.Posix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Where a client's path arguments are: relative to a directory of this machine, or absolute.
 *
 * <p>An argument that receives, and any other path the operator names for writing, passes only
 * through symbolic links that belong to root or to the user who runs the transfer, so that nobody
 * else can redirect it. Below the directory an argument names no link is followed at all.
 *
 * <p>Where {@link Posix} is not available the arguments are those of a {@link NioWorkspace}.
 */
public final class HostWorkspace extends PosixWorkspace {

  private final boolean ownsStart;
  private final PathResolver forOptions;

  private HostWorkspace(int start, PathResolver resolver, IdMapper ids, boolean ownsStart) {
    this(start, resolver, ids, ownsStart, resolver.with(resolver.links().trusted()));
  }

  /**
   * @param forOptions resolves what options name
   */
  private HostWorkspace(
      int start, PathResolver resolver, IdMapper ids, boolean ownsStart, PathResolver forOptions) {
    super(start, resolver, ids);
    this.ownsStart = ownsStart;
    this.forOptions = forOptions;
  }

  /** For arguments to read from, relative to the current directory. */
  public static Workspace toSend() throws StoreException {
    return atCurrentDirectory(LinkPolicy.ANYWHERE);
  }

  /** For an argument to write to, relative to the current directory. */
  public static Workspace toReceive() throws StoreException {
    return atCurrentDirectory(LinkPolicy.TRUSTED_OWNER);
  }

  private static Workspace atCurrentDirectory(LinkPolicy links) throws StoreException {
    HostIdMapper ids = HostIdMapper.ofThread();
    return Posix.isAvailable()
        ? new HostWorkspace(Posix.AT_FDCWD, new PathResolver(links), ids, true)
        : NioWorkspace.at(Path.of(""), ids);
  }

  /**
   * For any argument relative to the current directory, which follows every link on its way, as
   * does what options name: the manner of old programs, which somebody else can redirect.
   */
  public static Workspace insecure() throws StoreException {
    PathResolver everywhere = new PathResolver(LinkPolicy.ANYWHERE);
    HostIdMapper ids = HostIdMapper.ofThread();
    return Posix.isAvailable()
        ? new HostWorkspace(Posix.AT_FDCWD, everywhere, ids, true, everywhere)
        : NioWorkspace.at(Path.of(""), ids);
  }

  /**
   * For arguments relative to the current directory, where nothing that a peer or an option names
   * leads out of a directory, whoever owns the links on its way.
   *
   * @param bound an absolute path; {@code /} is no bound
   * @param links {@link LinkPolicy#ANYWHERE} to read from, {@link LinkPolicy#TRUSTED_OWNER} to
   *     write to
   * @param fromPeer whether the arguments themselves come from a peer, and not from the user
   * @throws StoreException when there is no such directory, or no way to bound anything here
   */
  public static Workspace within(byte[] bound, LinkPolicy links, boolean fromPeer)
      throws StoreException {
    if (!Posix.isAvailable()) {
      throw new StoreException("open", Errno.ENOSYS);
    }
    PathResolver bounded = new PathResolver(links, PathBound.at(bound));
    return new HostWorkspace(
        Posix.AT_FDCWD,
        fromPeer ? bounded : new PathResolver(links),
        HostIdMapper.ofThread(),
        true,
        bounded.with(links.trusted()));
  }

  /**
   * For arguments relative to some directory.
   *
   * @param directory absolute, or relative to the current directory
   * @param links {@link LinkPolicy#ANYWHERE} to read from, {@link LinkPolicy#TRUSTED_OWNER} to
   *     write to
   */
  public static Workspace at(byte[] directory, LinkPolicy links, IdMapper ids)
      throws StoreException {
    if (!Posix.isAvailable()) {
      return NioWorkspace.at(NameCodec.resolve(Path.of(""), directory), ids);
    }
    int handle =
        new PathResolver(links).openDirectory(Posix.AT_FDCWD, directory, 0, directory.length);
    return new HostWorkspace(handle, new PathResolver(links), ids, true);
  }

  @Override
  public byte[] startingDirectory() throws StoreException {
    String place = handle() == Posix.AT_FDCWD ? "cwd" : "fd/" + handle();
    byte[] link = ("/proc/self/" + place).getBytes(StandardCharsets.US_ASCII);
    return Posix.readlinkat(Posix.AT_FDCWD, link);
  }

  @Override
  public LinkPolicy keptLinks() {
    return forOptions.links() == LinkPolicy.ANYWHERE ? LinkPolicy.ANYWHERE : LinkPolicy.INSIDE;
  }

  @Override
  public FileTree openListed(byte[] directory, byte[] name) throws StoreException {
    byte[] path = path(directory);
    int base = resolver().openDirectory(handle(), path, 0, path.length);
    try {
      return tree(forOptions.openDirectory(base, name, 0, name.length), LinkPolicy.NEVER);
    } finally {
      Posix.close(base);
    }
  }

  @Override
  public Workspace forOptions() {
    return new HostWorkspace(handle(), forOptions, ids(), false, forOptions);
  }

  @Override
  public void close() throws StoreException {
    if (ownsStart) {
      super.close();
    }
  }

  @Override
  byte[] understood(byte[] argument) {
    return argument;
  }
}
