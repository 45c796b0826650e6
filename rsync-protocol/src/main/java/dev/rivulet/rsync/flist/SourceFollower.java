// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.util.Arrays;

/**
 * Decides which symbolic links of the source are followed (--copy-links, --copy-dirlinks,
 * --copy-unsafe-links) and finds what they lead to, which may lie outside the argument's tree
 * wherever the workspace allows it.
 */
final class SourceFollower {
  private static final int MAX_LINKS = 40;

  private final Workspace workspace;
  private final WalkOptions options;
  private final WalkOrigins origins;
  private final WalkMessages messages;

  SourceFollower(
      Workspace workspace, WalkOptions options, WalkOrigins origins, WalkMessages messages) {
    this.messages = messages;
    this.workspace = workspace;
    this.options = options;
    this.origins = origins;
  }

  /** Whether an entry may stand for something that a link leads to. */
  boolean followsAny() {
    return options.copyLinks() || options.copyDirLinks() || options.copyUnsafeLinks();
  }

  /**
   * What is listed for a symbolic link: the link itself, or what it leads to.
   *
   * @param name the link's name in the list
   * @throws StoreException if a link to be followed leads nowhere
   */
  FileAttributes look(WalkOrigin origin, TreePath path, byte[] name, FileAttributes link)
      throws IOException {
    if (options.copyLinks()) {
      return follow(origin, path);
    }
    if (options.copyUnsafeLinks()) {
      byte[] target = origin.tree().readLink(path);
      if (LinkSafety.isUnsafe(target, name)) {
        messages.unsafeLinkCopied(name, target);
        return follow(origin, path);
      }
    }
    return options.copyDirLinks() ? directoryOr(link, origin, path) : link;
  }

  /** The directory behind a link, or the link; one that climbs out of a module is refused. */
  FileAttributes directoryOr(FileAttributes link, WalkOrigin origin, TreePath path)
      throws IOException {
    try {
      FileAttributes target = follow(origin, path);
      return target.isDirectory() ? target : link;
    } catch (StoreException e) {
      byte[] target = origin.tree().readLink(path);
      boolean climbsOut = e.errno() == Errno.EXDEV && target.length > 0 && target[0] != '/';
      if (climbsOut) {
        throw new StoreException("opendir", Errno.ELOOP);
      }
      return link;
    }
  }

  /** What a path leads to, links followed. */
  FileAttributes follow(WalkOrigin origin, TreePath path) throws IOException {
    FileAttributes target = workspace.stat(origin.argument(path), true);
    if (target.isMissing()) {
      throw new StoreException("stat", Errno.ENOENT);
    }
    return target;
  }

  /** The directory that a path leads to, links followed, as a tree; closed by the caller. */
  FileTree open(WalkOrigin origin, TreePath path) throws IOException {
    return workspace.open(origin.argument(path));
  }

  /** The tree and path of a file, behind the links that stand for it. */
  SourceLocation locate(WalkOrigin origin, TreePath path, byte[] display) throws IOException {
    SourceLocation location = new SourceLocation(origin.tree(), path, display);
    byte[] argument = origin.argument(path);
    for (int links = 0; links < MAX_LINKS; links++) {
      if (!location.tree().stat(location.path()).isSymlink()) {
        return location;
      }
      argument = resolved(argument, location.tree().readLink(location.path()));
      location = origins.resolve(argument, display);
    }
    throw new StoreException("open", Errno.ELOOP);
  }

  private static byte[] resolved(byte[] link, byte[] target) {
    byte[] clean = withoutTrailingSlashes(target);
    if (clean.length > 0 && clean[0] == '/') {
      return clean;
    }
    int slash = link.length - 1;
    while (slash >= 0 && link[slash] != '/') {
      slash--;
    }
    byte[] joined = Arrays.copyOf(link, slash + 1 + clean.length);
    System.arraycopy(clean, 0, joined, slash + 1, clean.length);
    return joined;
  }

  private static byte[] withoutTrailingSlashes(byte[] target) {
    int end = target.length;
    while (end > 1 && target[end - 1] == '/') {
      end--;
    }
    return Arrays.copyOf(target, end);
  }
}
