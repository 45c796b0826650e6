// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.DescriptorLinks;
import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.rsync.store.system.ThreadIdentity;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows one path component by component without ever letting the kernel follow a link: each is
 * opened by name in the handle of its directory, and a symbolic link is read and judged here.
 *
 * <p>A confined walk keeps the handles it came through, so that {@code ..} goes back where it came
 * from even when somebody moves directories meanwhile. One instance follows one path.
 */
final class ComponentWalk {

  private static final int MOST_LINKS = 40;
  private static final byte[] EMPTY = {};
  private static final byte[] SLASH = {'/'};
  private static final byte[] UP = {'.', '.'};

  private final LinkPolicy links;
  private final int start;

  /** Handles opened on the way, the current directory last; empty while at the start. */
  private final List<Integer> way = new ArrayList<>();

  private final ArrayDeque<byte[]> ahead = new ArrayDeque<>();
  private int linksFollowed;

  ComponentWalk(LinkPolicy links, int start) {
    this.links = links;
    this.start = start;
  }

  /**
   * Opens what the path leads to.
   *
   * @param flags {@code O_DIRECTORY} if it must be a directory, {@code O_NOFOLLOW} if a link at the
   *     end is wanted itself
   */
  int open(byte[] path, int from, int to, int flags) throws StoreException {
    try {
      return walk(path, from, to, flags);
    } finally {
      back(0);
    }
  }

  private int walk(byte[] path, int from, int to, int flags) throws StoreException {
    if (from < to && path[from] == '/') {
      goToRoot();
    }
    putAhead(path, from, to);
    boolean asDirectory = (flags & Posix.openDirectory()) != 0 || endsInSlash(path, from, to);
    boolean followLast = (flags & Posix.openNoFollow()) == 0 || asDirectory;
    while (!ahead.isEmpty()) {
      byte[] name = ahead.pop();
      if (isUp(name)) {
        goUp();
        continue;
      }
      int handle = openName(name);
      int mode = modeOf(handle);
      boolean last = ahead.isEmpty();
      if (FileType.isSymlink(mode) && (!last || followLast)) {
        follow(handle);
      } else if (last && !(asDirectory && !FileType.isDirectory(mode))) {
        return handle;
      } else if (FileType.isDirectory(mode)) {
        enter(handle);
      } else {
        Posix.close(handle);
        throw new StoreException("open", Errno.ENOTDIR);
      }
    }
    return openName(new byte[] {'.'});
  }

  private int openName(byte[] name) throws StoreException {
    return Posix.openat(here(), name, Posix.O_PATH | Posix.openNoFollow(), 0);
  }

  private static int modeOf(int handle) throws StoreException {
    try {
      return Posix.fstat(handle).mode();
    } catch (StoreException e) {
      Posix.close(handle);
      throw e;
    }
  }

  private int here() {
    return way.isEmpty() ? start : way.get(way.size() - 1);
  }

  private void enter(int handle) throws StoreException {
    if (links == LinkPolicy.NEVER || !links.isConfined()) {
      back(0);
    }
    way.add(handle);
  }

  /** Closes the handles opened last until {@code length} are left. */
  private void back(int length) throws StoreException {
    while (way.size() > length) {
      Posix.close(way.remove(way.size() - 1));
    }
  }

  private void goUp() throws StoreException {
    if (!links.isConfined()) {
      enter(Posix.openat(here(), UP, Posix.O_PATH | Posix.openDirectory(), 0));
    } else if (!way.isEmpty() && links != LinkPolicy.NEVER) {
      back(way.size() - 1);
    } else if (!links.startIsRoot()) {
      throw new StoreException("open", Errno.EXDEV);
    }
  }

  private void goToRoot() throws StoreException {
    if (!links.isConfined()) {
      enter(Posix.openat(Posix.AT_FDCWD, SLASH, Posix.O_PATH | Posix.openDirectory(), 0));
    } else if (links.startIsRoot()) {
      back(0);
    } else {
      throw new StoreException("open", Errno.EXDEV);
    }
  }

  private void follow(int link) throws StoreException {
    byte[] target;
    try {
      judge(link);
      target = Posix.readlinkat(link, EMPTY);
    } finally {
      Posix.close(link);
    }
    if (target.length > 0 && target[0] == '/') {
      goToRoot();
    }
    putAhead(target, 0, target.length);
  }

  private void judge(int link) throws StoreException {
    if (links.judgesOwners() && !isTrusted(link)) {
      throw StoreException.foreignLink("open");
    }
    if (links == LinkPolicy.NEVER || ++linksFollowed > MOST_LINKS) {
      throw new StoreException("open", Errno.ELOOP);
    }
  }

  private static boolean isTrusted(int link) throws StoreException {
    int owner = Posix.fstat(link).uid();
    return owner == 0 || owner == ThreadIdentity.threadFileUser() || DescriptorLinks.isOne(link);
  }

  /** Puts the components of a path in front of those still ahead; {@code .} is nothing. */
  private void putAhead(byte[] path, int from, int to) {
    int end = to;
    while (end > from) {
      int begin = end;
      while (begin > from && path[begin - 1] != '/') {
        begin--;
      }
      if (begin < end && !(end - begin == 1 && path[begin] == '.')) {
        byte[] name = new byte[end - begin];
        System.arraycopy(path, begin, name, 0, name.length);
        ahead.push(name);
      }
      end = begin - 1;
    }
  }

  private static boolean endsInSlash(byte[] path, int from, int to) {
    return to > from && path[to - 1] == '/';
  }

  private static boolean isUp(byte[] name) {
    return name.length == 2 && name[0] == '.' && name[1] == '.';
  }
}
