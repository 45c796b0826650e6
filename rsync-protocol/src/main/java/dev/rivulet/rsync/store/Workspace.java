// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * Where path arguments are resolved: the current directory of a client (absolute paths allowed), or
 * the root of a daemon's module (nothing outside it can be reached).
 */
public interface Workspace extends Closeable {

  /** Looks at an argument; {@link FileAttributes#MISSING} if nothing is there. */
  FileAttributes stat(byte[] path, boolean follow) throws IOException;

  /**
   * Opens a directory as the root of a tree, below which no symbolic link is passed on the way to a
   * file; links in the path itself are followed.
   */
  default FileTree open(byte[] directory) throws IOException {
    return open(directory, LinkPolicy.NEVER);
  }

  /**
   * As {@link #open(byte[])}.
   *
   * @param links which links below the directory are passed: {@code NEVER}, {@code INSIDE}, {@code
   *     AS_ROOT} or {@code ANYWHERE}
   */
  FileTree open(byte[] directory, LinkPolicy links) throws IOException;

  /** Which links below a destination may stand for directories where that is asked for. */
  default LinkPolicy keptLinks() {
    return LinkPolicy.INSIDE;
  }

  /**
   * Opens a directory that a list of names leads to, as {@link #open(byte[])} does.
   *
   * @param directory where the name is looked up; the user has named it
   * @param name relative; links in it are passed as in {@link #forOptions} where this process has
   *     named it
   */
  default FileTree openListed(byte[] directory, byte[] name) throws IOException {
    byte[] path = Arrays.copyOf(directory, directory.length + 1 + name.length);
    path[directory.length] = '/';
    System.arraycopy(name, 0, path, directory.length + 1, name.length);
    return open(directory.length == 0 ? name : path);
  }

  /**
   * This place as paths of options see it ({@code --backup-dir} and its kin): links in them are
   * passed only if they belong to root or to the user of the calling thread, so that nobody else
   * can redirect such a path. Closing it does nothing.
   */
  default Workspace forOptions() throws IOException {
    return this;
  }

  /**
   * Reads a regular file beside the files of a transfer, such as a list of names or a file of
   * rules; links are passed as in the path of a directory to be opened.
   *
   * @param most how many bytes it may have
   * @throws StoreException with EFBIG for a file that is too large
   */
  default byte[] read(byte[] path, int most) throws IOException {
    return NamedFile.read(this, path, most);
  }

  /**
   * Lets files and directories of the trees opened from now on be read without a change of their
   * access times, on file systems that can do that; only their owner and the super-user may.
   */
  default void keepAccessTimes() {}

  /**
   * Trees opened from now on do not list what this process may not read; links are listed. Where
   * that cannot be told everything is listed.
   */
  default void hideUnreadable() {}

  /**
   * The value of an option that names a path, as this place takes it: where the system cannot be
   * trusted to stop {@code ..} at the root, none that leads up is left in a relative one.
   */
  default byte[] cleaned(byte[] path) {
    return path;
  }

  /**
   * Decides what devices in the trees opened from now on are taken for, where there are devices.
   */
  default void takeDevicesFor(DevicePolicy policy) {}

  /** Makes one directory. */
  void makeDirectory(byte[] path, int permissions) throws IOException;

  /** The users and groups of this place. */
  IdMapper ids();

  /**
   * The absolute path that relative arguments start at, for messages and for rules about absolute
   * names; empty for a module, whose root it is, and where it is not known.
   */
  default byte[] startingDirectory() throws IOException {
    return new byte[0];
  }

  /** The permission bits that files made here do not get when nothing else is asked for. */
  default int umask() throws IOException {
    return 022;
  }

  @Override
  void close() throws IOException;
}
