// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.nio.NameCodec;
import dev.rivulet.rsync.store.nio.NioWorkspace;
import dev.rivulet.rsync.store.system.Posix;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The root of a daemon's module: arguments are relative to it, with or without a leading slash, and
 * nothing outside it can be reached by {@code ..} or by a symbolic link.
 *
 * <p>Where {@link Posix} is not available it is a confined {@link NioWorkspace}.
 */
public final class ModuleWorkspace extends PosixWorkspace {

  private final boolean ownsRoot;

  private ModuleWorkspace(int root, LinkPolicy links, IdMapper ids, boolean ownsRoot) {
    super(root, new PathResolver(links), ids);
    this.ownsRoot = ownsRoot;
  }

  /**
   * Enters a module.
   *
   * @param path the module's directory; links in it must belong to root or to us
   * @param links how links inside the module are taken: {@link LinkPolicy#AS_ROOT} for what the
   *     configuration calls chroot, {@link LinkPolicy#INSIDE} without, {@link LinkPolicy#ANYWHERE}
   *     for insecure links, those in paths of options included
   */
  public static Workspace open(byte[] path, LinkPolicy links, IdMapper ids) throws StoreException {
    if (!Posix.isAvailable()) {
      return NioWorkspace.confinedTo(NameCodec.resolve(Path.of(""), path), ids);
    }
    int root =
        new PathResolver(LinkPolicy.TRUSTED_OWNER)
            .openDirectory(Posix.AT_FDCWD, path, 0, path.length);
    return new ModuleWorkspace(root, links, ids, true);
  }

  @Override
  public LinkPolicy keptLinks() {
    boolean insecure = resolver().links() == LinkPolicy.ANYWHERE;
    return insecure ? LinkPolicy.ANYWHERE : LinkPolicy.INSIDE;
  }

  @Override
  public Workspace forOptions() {
    LinkPolicy links = resolver().links();
    return new ModuleWorkspace(
        handle(), links == LinkPolicy.ANYWHERE ? links : links.trusted(), ids(), false);
  }

  /**
   * Enters a module whose directory is seen from another root.
   *
   * @param outer the root; links on the way to it must belong to root or to us
   * @param path of the module's directory below {@code outer}, from which no link leads out
   */
  public static Workspace openWithin(byte[] outer, byte[] path, LinkPolicy links, IdMapper ids)
      throws StoreException {
    if (!Posix.isAvailable()) {
      throw new StoreException("chroot", Errno.ENOSYS);
    }
    int start =
        new PathResolver(LinkPolicy.TRUSTED_OWNER)
            .openDirectory(Posix.AT_FDCWD, outer, 0, outer.length);
    try {
      int root =
          new PathResolver(LinkPolicy.TRUSTED_AS_ROOT).openDirectory(start, path, 0, path.length);
      return new ModuleWorkspace(root, links, ids, true);
    } finally {
      Posix.close(start);
    }
  }

  /**
   * Without its leading slashes; where the kernel does not stop {@code ..} at the root of the
   * module it is taken back by name.
   */
  @Override
  byte[] understood(byte[] argument) {
    int from = 0;
    while (from < argument.length && argument[from] == '/') {
      from++;
    }
    byte[] relative = Arrays.copyOfRange(argument, from, argument.length);
    return resolver().links().startIsRoot() ? relative : withoutUp(relative);
  }

  @Override
  public byte[] cleaned(byte[] path) {
    boolean absolute = path.length > 0 && path[0] == '/';
    return absolute || resolver().links().startIsRoot() ? path : withoutUp(path);
  }

  /** Each {@code ..} removes the component before it, and nothing at the root. */
  private static byte[] withoutUp(byte[] path) {
    byte[] kept = new byte[path.length + 1];
    int length = 0;
    int at = 0;
    while (at < path.length) {
      int end = at;
      while (end < path.length && path[end] != '/') {
        end++;
      }
      if (isUp(path, at, end)) {
        length = withoutLast(kept, length);
      } else if (end > at && !(end - at == 1 && path[at] == '.')) {
        System.arraycopy(path, at, kept, length, end - at);
        length += end - at;
        kept[length++] = '/';
      }
      at = end + 1;
    }
    boolean slash = path.length > 0 && path[path.length - 1] == '/';
    return Arrays.copyOf(kept, length > 0 && !slash ? length - 1 : length);
  }

  private static boolean isUp(byte[] path, int from, int to) {
    return to - from == 2 && path[from] == '.' && path[from + 1] == '.';
  }

  private static int withoutLast(byte[] kept, int length) {
    int end = length - 1;
    while (end > 0 && kept[end - 1] != '/') {
      end--;
    }
    return Math.max(end, 0);
  }

  @Override
  public void close() throws StoreException {
    if (ownsRoot) {
      super.close();
    }
  }
}
