// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.kenai.jffi.ArrayFlags;
import com.kenai.jffi.Function;
import com.kenai.jffi.HeapInvocationBuffer;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.file.Path;

/** Calls of the system that Java lacks, and what tests do with them. */
public final class RareCalls {
  private static final int FOLLOW = 0x400;

  private static final Library LIBRARY = Library.getDefault();
  private static final Function LINK =
      function("linkat", Type.SINT, Type.POINTER, Type.SINT, Type.POINTER, Type.SINT);
  private static final Function TRUNCATE = function("truncate", Type.POINTER, Type.SINT64);

  private RareCalls() {}

  private static Function function(String name, Type... parameters) {
    return new Function(LIBRARY.getSymbolAddress(name), Type.SINT, parameters);
  }

  /**
   * Lets two names change places at once, whatever they are.
   *
   * @return whether both are there and may be renamed
   */
  public static boolean exchange(Path one, Path other) {
    try {
      Posix.exchange(Posix.AT_FDCWD, bytes(one), Posix.AT_FDCWD, bytes(other));
      return true;
    } catch (StoreException e) {
      return false;
    }
  }

  /** Sets the length of a file that nobody opens for it. */
  public static void truncate(Path file, long length) throws IOException {
    HeapInvocationBuffer arguments = new HeapInvocationBuffer(TRUNCATE);
    putPath(arguments, file);
    arguments.putLong(length);
    if (Invoker.getInstance().invokeInt(TRUNCATE, arguments) != 0) {
      throw new IOException("truncate " + file);
    }
  }

  /** Gives an open file without a name one. */
  public static void link(int handle, Path name) throws IOException {
    HeapInvocationBuffer arguments = new HeapInvocationBuffer(LINK);
    arguments.putInt(Posix.AT_FDCWD);
    putPath(arguments, Path.of("/proc/self/fd/" + handle));
    arguments.putInt(Posix.AT_FDCWD);
    putPath(arguments, name);
    arguments.putInt(FOLLOW);
    if (Invoker.getInstance().invokeInt(LINK, arguments) != 0) {
      throw new IOException("link " + name);
    }
  }

  private static void putPath(HeapInvocationBuffer arguments, Path path) {
    byte[] bytes = bytes(path);
    arguments.putArray(bytes, 0, bytes.length, ArrayFlags.IN | ArrayFlags.NULTERMINATE);
  }

  private static byte[] bytes(Path path) {
    return path.toString().getBytes(UTF_8);
  }
}
