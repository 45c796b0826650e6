// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.Scratch;

/**
 * Opens what a path leads to, as a handle that only names it (O_PATH), under a {@link LinkPolicy}.
 *
 * <p>The kernel does the work in one call, openat2(2). Where it cannot, because it is too old, a
 * sandbox forbids the call, the path is longer than one call may carry, or owners of links have to
 * be judged, a {@link ComponentWalk} does it. Safe for several threads.
 */
final class PathResolver {

  private static final int ATTEMPTS_DURING_RENAMES = 32;

  private final LinkPolicy links;
  private final PathBound bound;
  private volatile boolean kernelResolves;

  PathResolver(LinkPolicy links) {
    this(links, true);
  }

  /** A resolver that leads nowhere outside a directory. */
  PathResolver(LinkPolicy links, PathBound bound) {
    this(links, bound, true);
  }

  /**
   * @param kernelResolves whether openat2 is tried
   */
  PathResolver(LinkPolicy links, boolean kernelResolves) {
    this(links, PathBound.NONE, kernelResolves);
  }

  private PathResolver(LinkPolicy links, PathBound bound, boolean kernelResolves) {
    this.links = links;
    this.bound = bound;
    this.kernelResolves = kernelResolves;
  }

  /** The same bound with another policy. */
  PathResolver with(LinkPolicy other) {
    return new PathResolver(other, bound);
  }

  LinkPolicy links() {
    return links;
  }

  /** A handle of the directory that a part of a path leads to. */
  int openDirectory(int start, byte[] path, int from, int to) throws StoreException {
    return open(start, path, from, to, Posix.openDirectory());
  }

  /** A handle of what a path leads to; if that is a symbolic link, of what it leads to. */
  int openFollowing(int start, byte[] path) throws StoreException {
    return open(start, path, 0, path.length, 0);
  }

  /** A handle of what a path names, which may be a symbolic link itself. */
  int openNotFollowing(int start, byte[] path) throws StoreException {
    return open(start, path, 0, path.length, Posix.openNoFollow());
  }

  private int open(int start, byte[] path, int from, int to, int flags) throws StoreException {
    return bound.require(openUnbounded(start, path, from, to, flags));
  }

  private int openUnbounded(int start, byte[] path, int from, int to, int flags)
      throws StoreException {
    if (kernelResolves && to - from < Scratch.PATH_BYTES) {
      long handle = tryKernel(start, path, from, to, flags);
      if (handle >= 0) {
        return (int) handle;
      }
      if (!needsWalk(handle)) {
        throw Posix.failure("open", handle);
      }
    }
    return new ComponentWalk(links, start).open(path, from, to, flags);
  }

  private long tryKernel(int start, byte[] path, int from, int to, int flags)
      throws StoreException {
    long handle;
    int attempts = 0;
    do {
      handle = Posix.tryOpenat2(start, path, from, to, Posix.O_PATH | flags, 0, resolveFlags());
    } while (Posix.is(Errno.EAGAIN, handle) && ++attempts < ATTEMPTS_DURING_RENAMES);
    return handle;
  }

  private int resolveFlags() {
    return switch (links) {
      case NEVER -> Posix.RESOLVE_BENEATH | Posix.RESOLVE_NO_SYMLINKS | Posix.RESOLVE_NO_MAGICLINKS;
      case INSIDE -> Posix.RESOLVE_BENEATH | Posix.RESOLVE_NO_MAGICLINKS;
      case AS_ROOT -> Posix.RESOLVE_IN_ROOT | Posix.RESOLVE_NO_MAGICLINKS;
      case TRUSTED_INSIDE -> Posix.RESOLVE_BENEATH | Posix.RESOLVE_NO_SYMLINKS;
      case TRUSTED_AS_ROOT -> Posix.RESOLVE_IN_ROOT | Posix.RESOLVE_NO_SYMLINKS;
      case TRUSTED_OWNER -> Posix.RESOLVE_NO_SYMLINKS;
      case ANYWHERE -> 0;
    };
  }

  /**
   * Whether a failed openat2 leaves the answer open. Where the call is missing it fails with
   * ENOSYS, in a sandbox also with EPERM, and is not tried again.
   */
  private boolean needsWalk(long failure) {
    if (Posix.is(Errno.ENOSYS, failure) || Posix.is(Errno.EPERM, failure)) {
      kernelResolves = false;
      return true;
    }
    return Posix.is(Errno.EAGAIN, failure)
        || (links.judgesOwners() && Posix.is(Errno.ELOOP, failure));
  }
}
