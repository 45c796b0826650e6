// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.host;

import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.DescriptorLinks;
import dev.rivulet.rsync.store.system.Posix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Opens the files a configuration names. A symbolic link on the way, or at its end, is followed
 * only if it belongs to root or to the user the daemon runs as, so that nobody else can make the
 * daemon read or write another file.
 *
 * <p>Paths are walked one component at a time from handle to handle. Safe for several threads;
 * never used by threads that have taken an identity.
 */
public final class OperatorFiles {
  private static final int MOST_LINKS = 40;
  private static final int LARGEST = 64 << 20;
  private static final byte[] ROOT = {'/'};
  private static final byte[] HERE = {'.'};

  private OperatorFiles() {}

  /** What was read, and what the open file looks like. */
  public record Contents(byte[] bytes, FileAttributes attributes) {}

  /** Reads a file. */
  public static Contents read(byte[] path) throws StoreException {
    int handle = open(path, Posix.O_RDONLY | Posix.O_NOCTTY, 0);
    try {
      FileAttributes attributes = Posix.fstat(handle);
      ByteArrayOutputStream contents = new ByteArrayOutputStream();
      byte[] piece = new byte[8192];
      while (contents.size() < LARGEST) {
        int count = Posix.pread(handle, contents.size(), piece, 0, piece.length);
        if (count == 0) {
          break;
        }
        contents.write(piece, 0, count);
      }
      return new Contents(contents.toByteArray(), attributes);
    } finally {
      Posix.close(handle);
    }
  }

  /** Opens a file to write behind its end; makes it if it is missing. */
  public static FileChannel append(byte[] path) throws IOException {
    if (isOwnDescriptor(path)) {
      return FileChannel.open(
          Path.of(new String(path, StandardCharsets.US_ASCII)), StandardOpenOption.WRITE);
    }
    return channel(
        open(path, Posix.O_WRONLY | Posix.O_APPEND | Posix.O_CREAT | Posix.O_NOCTTY, 0666),
        StandardOpenOption.APPEND);
  }

  /** Opens a file to write it from its beginning, empty; makes it if it is missing. */
  public static FileChannel create(byte[] path, int mode) throws IOException {
    if (isOwnDescriptor(path)) {
      return append(path);
    }
    int flags = Posix.O_WRONLY | Posix.O_CREAT | Posix.O_TRUNC | Posix.O_NOCTTY;
    return channel(open(path, flags, mode), StandardOpenOption.WRITE);
  }

  /**
   * Opens a file to read it from its beginning.
   *
   * @throws IOException also for what is neither a regular file nor a FIFO
   */
  public static FileChannel readable(byte[] path) throws IOException {
    if (isOwnDescriptor(path)) {
      return FileChannel.open(
          Path.of(new String(path, StandardCharsets.US_ASCII)), StandardOpenOption.READ);
    }
    // Looked at and opened through one handle: a FIFO is opened once only, as whoever writes may be
    // done with it by the second time.
    int named = open(path, Posix.O_PATH, 0);
    if (!isReadable(named)) {
      Posix.close(named);
      throw new IOException("is neither a regular file nor a FIFO");
    }
    return channel(named, StandardOpenOption.READ);
  }

  private static boolean isReadable(int handle) throws StoreException {
    int type = Posix.fstat(handle).mode() & FileType.MASK;
    return type == FileType.REGULAR || type == FileType.FIFO;
  }

  /** Opens a file to lock parts of it and to write it; makes it if it is missing. */
  public static FileChannel readWrite(byte[] path) throws IOException {
    return channel(
        open(path, Posix.O_RDWR | Posix.O_CREAT | Posix.O_NOCTTY, 0644),
        StandardOpenOption.READ,
        StandardOpenOption.WRITE);
  }

  /** A channel on the very file of a handle, which is closed. */
  private static FileChannel channel(int handle, OpenOption... options) throws IOException {
    try {
      return FileChannel.open(Path.of("/proc/self/fd/" + handle), options);
    } finally {
      Posix.close(handle);
    }
  }

  /** Pipes and terminals the daemon was started with cannot be reached step by step. */
  private static boolean isOwnDescriptor(byte[] path) {
    return new String(path, StandardCharsets.ISO_8859_1)
        .matches("/dev/std(in|out|err)|(/dev|/proc/self)/fd/[0-9]+");
  }

  private static int open(byte[] path, int flags, int mode) throws StoreException {
    Walk walk = new Walk(path);
    try {
      return walk.open(flags, mode);
    } finally {
      walk.close();
    }
  }

  /** The way to one file. */
  private static final class Walk {
    private final Deque<byte[]> ahead = new ArrayDeque<>();
    private final int self = Posix.effectiveUser();
    private int directory;
    private int links;

    Walk(byte[] path) throws StoreException {
      directory = start(path);
      push(path);
    }

    private static int start(byte[] path) throws StoreException {
      byte[] from = path.length > 0 && path[0] == '/' ? ROOT : HERE;
      return Posix.openat(Posix.AT_FDCWD, from, Posix.O_PATH | Posix.openDirectory(), 0);
    }

    /** Puts the components of a path in front of those that are left. */
    private void push(byte[] path) {
      int end = path.length;
      while (end > 0) {
        int start = end;
        while (start > 0 && path[start - 1] != '/') {
          start--;
        }
        if (end > start) {
          ahead.push(Arrays.copyOfRange(path, start, end));
        }
        end = start - 1;
      }
    }

    int open(int flags, int mode) throws StoreException {
      if (ahead.isEmpty()) {
        throw new StoreException("open", Errno.EISDIR);
      }
      while (true) {
        byte[] name = ahead.pop();
        boolean last = ahead.isEmpty();
        int next = step(name, last);
        if (next >= 0) {
          Posix.close(directory);
          directory = next;
        } else if (last && ahead.isEmpty()) {
          return Posix.openat(directory, name, flags | Posix.openNoFollow(), mode);
        }
      }
    }

    /**
     * The directory of that name, or -1 for a link, which was put ahead, and for the file itself.
     */
    private int step(byte[] name, boolean last) throws StoreException {
      int handle;
      try {
        handle = Posix.openat(directory, name, Posix.O_PATH | Posix.openNoFollow(), 0);
      } catch (StoreException e) {
        if (last && e.isMissing()) {
          return -1;
        }
        throw e;
      }
      boolean keep = false;
      try {
        FileAttributes found = Posix.fstat(handle);
        if (found.isSymlink()) {
          follow(name, handle, found);
        } else {
          keep = !last;
        }
      } finally {
        if (!keep) {
          Posix.close(handle);
        }
      }
      return keep ? handle : -1;
    }

    private void follow(byte[] name, int handle, FileAttributes link) throws StoreException {
      boolean trusted = link.uid() == 0 || link.uid() == self || DescriptorLinks.isOne(handle);
      if (!trusted || ++links > MOST_LINKS) {
        throw new StoreException("open", Errno.ELOOP);
      }
      byte[] target = Posix.readlinkat(directory, name);
      if (target.length > 0 && target[0] == '/') {
        int root = start(target);
        Posix.close(directory);
        directory = root;
      }
      push(target);
    }

    void close() throws StoreException {
      Posix.close(directory);
    }
  }
}
