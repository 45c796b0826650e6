// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.options.OperatorPaths;
import dev.rivulet.rsync.options.OptionFiles;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostWorkspace;
import dev.rivulet.rsync.store.system.Posix;
import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Reads the files that a user names in options. A symbolic link on the way is followed only if it
 * belongs to root or to the user who runs the program; what leads to a pipe, such as {@code
 * /dev/fd/3}, is read from there.
 *
 * <p>Safe for several threads.
 */
public final class OperatorFiles implements OptionFiles {
  /** No list of patterns, names or passwords is larger than this. */
  private static final int LARGEST = 256 << 20;

  private static final int MOST_LINKS = 40;
  private static final String DESCRIPTOR = "/dev/std(in|out|err)|(/dev|/proc/self)/fd/[0-9]+";
  private static final byte[] OWN_PROCESS = bytes("/proc/self/");

  private final OperatorPaths paths;

  /** Files in the usual manner. */
  public OperatorFiles() {
    this(OperatorPaths.USUAL);
  }

  /**
   * Files as far as options allow.
   *
   * @param paths which links are followed, and where everything has to be
   */
  public OperatorFiles(OperatorPaths paths) {
    this.paths = paths;
  }

  /** What was read, and what the open file looked like. */
  record Contents(byte[] bytes, FileAttributes attributes) {}

  @Override
  public byte[] read(byte[] path) throws StoreException {
    if (path.length == 1 && path[0] == '-') {
      return drain(System.in);
    }
    return contents(path).bytes();
  }

  Contents contents(byte[] path) throws StoreException {
    try (Workspace workspace = LocalFiles.of(paths, true).openToReceive()) {
      FileAttributes target = lookAt(workspace, path);
      if (target.isMissing() && paths.confineRoot().length == 0 && leadsToDescriptor(path)) {
        return new Contents(readSpecial(path), target);
      }
      if (target.isMissing()) {
        throw new StoreException("open", Errno.ENOENT);
      }
      if (!target.isRegular()) {
        return new Contents(readSpecial(path), target);
      }
      return readRegular(workspace, path);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException("read", Errno.EIO);
    }
  }

  /** In a user namespace the kernel's links to descriptors may belong to nobody who is known. */
  private FileAttributes lookAt(Workspace workspace, byte[] path) throws IOException {
    try {
      return workspace.stat(path, true);
    } catch (StoreException e) {
      if (e.errno() == Errno.ELOOP && leadsToDescriptor(path)) {
        return FileAttributes.MISSING;
      }
      throw e;
    }
  }

  /** Who runs this program; where that cannot be asked, the owner of its entry among processes. */
  static int effectiveUser() throws IOException {
    if (Posix.isAvailable()) {
      return Posix.effectiveUser();
    }
    try (Workspace workspace = HostWorkspace.toReceive()) {
      return workspace.stat(OWN_PROCESS, true).uid();
    }
  }

  private Contents readRegular(Workspace workspace, byte[] start) throws IOException {
    byte[] path = start;
    for (int links = 0; links < MOST_LINKS; links++) {
      int slash = lastSlash(path);
      byte[] directory = slash < 0 ? bytes(".") : Arrays.copyOf(path, Math.max(slash, 1));
      try (FileTree tree = workspace.open(directory)) {
        TreePath leaf = TreePath.of(Arrays.copyOfRange(path, slash + 1, path.length));
        FileAttributes found = tree.stat(leaf);
        if (!found.isSymlink()) {
          return readOpen(tree, leaf);
        }
        requireTrusted(found);
        path = resolve(directory, tree.readLink(leaf));
      }
    }
    throw new StoreException("open", Errno.ELOOP);
  }

  private void requireTrusted(FileAttributes link) throws IOException {
    if (!paths.insecureLinks() && link.uid() != 0 && link.uid() != effectiveUser()) {
      throw new StoreException("open", Errno.ELOOP);
    }
  }

  private static Contents readOpen(FileTree tree, TreePath leaf) throws IOException {
    try (SourceFile file = tree.open(leaf)) {
      FileAttributes attributes = file.attributes();
      if (attributes.size() > LARGEST) {
        throw new StoreException("read", Errno.EFBIG);
      }
      byte[] buffer = new byte[(int) attributes.size()];
      int length = 0;
      int count;
      while (length < buffer.length
          && (count = file.read(length, buffer, length, buffer.length - length)) > 0) {
        length += count;
      }
      return new Contents(Arrays.copyOf(buffer, length), attributes);
    }
  }

  /**
   * Whether a path names a descriptor of ours that is no file, or a trusted link does: such a pipe
   * cannot be reached step by step.
   */
  private boolean leadsToDescriptor(byte[] path) throws IOException {
    Path place = Path.of(new String(path, StandardCharsets.UTF_8)).toAbsolutePath();
    for (int links = 0; links < MOST_LINKS; links++) {
      if (place.toString().matches(DESCRIPTOR)) {
        return Files.exists(place);
      }
      if (!Files.isSymbolicLink(place) || !isTrusted(place)) {
        return false;
      }
      place = place.resolveSibling(Files.readSymbolicLink(place));
    }
    return false;
  }

  private boolean isTrusted(Path link) throws IOException {
    int owner = (Integer) Files.getAttribute(link, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    return paths.insecureLinks() || owner == 0 || owner == effectiveUser();
  }

  private static byte[] readSpecial(byte[] path) throws StoreException {
    // A file's own stream asks for its position, which a pipe does not have.
    try (InputStream in =
        new BufferedInputStream(new FileInputStream(new String(path, StandardCharsets.UTF_8)))) {
      return drain(in);
    } catch (StoreException e) {
      throw e;
    } catch (IOException e) {
      throw new StoreException("open", Errno.EACCES);
    }
  }

  private static byte[] drain(InputStream in) throws StoreException {
    try {
      return in.readNBytes(LARGEST);
    } catch (IOException e) {
      throw new StoreException("read", Errno.EIO);
    }
  }

  private static byte[] resolve(byte[] directory, byte[] target) {
    if (target.length > 0 && target[0] == '/') {
      return target;
    }
    byte[] path = Arrays.copyOf(directory, directory.length + 1 + target.length);
    path[directory.length] = '/';
    System.arraycopy(target, 0, path, directory.length + 1, target.length);
    return path;
  }

  private static int lastSlash(byte[] path) {
    int at = path.length - 1;
    while (at >= 0 && path[at] != '/') {
      at--;
    }
    return at;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
