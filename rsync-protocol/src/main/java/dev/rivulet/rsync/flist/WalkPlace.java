// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.PathText;
import java.io.ByteArrayOutputStream;

/**
 * Where the sender's arguments are looked up, as its messages and its filter rules have it: below
 * the current directory of a client, or below the root of a daemon's module.
 *
 * @param currentDirectory the absolute current directory; empty for a module, and where it is not
 *     known
 * @param module the module's name, empty elsewhere
 */
public record WalkPlace(byte[] currentDirectory, String module) {
  private static final byte[] NOTHING = {};

  /** Messages show names as they were typed. */
  public static final WalkPlace UNKNOWN = new WalkPlace(NOTHING, "");

  /** The place of a client, or of a server behind a remote shell. */
  public static WalkPlace currentDirectory(byte[] absolute) {
    return new WalkPlace(absolute, "");
  }

  public static WalkPlace module(String name) {
    return new WalkPlace(NOTHING, name);
  }

  /**
   * A name as messages quote it: absolute for a client; in a module relative to it for names at its
   * root, and with a leading slash for others.
   *
   * @param directory the directory of the argument, as typed
   * @param path the path in that directory; empty for the directory itself
   */
  byte[] fullName(byte[] directory, byte[] path) {
    byte[] whole = absolute(directory);
    boolean slashFirst = whole.length > 0 || isAbsolute(directory) || currentDirectory.length > 0;
    ByteArrayOutputStream name = new ByteArrayOutputStream();
    if (slashFirst && !(isUnknown() && !isAbsolute(directory))) {
      name.write('/');
    }
    name.writeBytes(whole);
    if (whole.length > 0 && path.length > 0) {
      name.write('/');
    } else if (!slashFirst && path.length == 0) {
      name.write('.');
    }
    name.writeBytes(path);
    return name.toByteArray();
  }

  /** An argument's directory as messages quote it when it cannot be entered. */
  byte[] directoryName(byte[] directory) {
    return module.isEmpty() ? fullName(directory, NOTHING) : absolute(directory);
  }

  private boolean isUnknown() {
    return currentDirectory.length == 0 && module.isEmpty();
  }

  /** What follows a quoted name: the module, if there is one. */
  String suffix() {
    return module.isEmpty() ? "" : " (in " + module + ")";
  }

  /** The directory of an argument, absolute or from the root of the module, for filter rules. */
  byte[] base(byte[] directory) {
    return absolute(directory);
  }

  /** Joined, without {@code .} and {@code ..}, and without leading slash. */
  private byte[] absolute(byte[] directory) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    if (!isAbsolute(directory)) {
      joined.writeBytes(currentDirectory);
      joined.write('/');
    }
    joined.writeBytes(directory);
    return PathText.collapsed(joined.toByteArray());
  }

  private static boolean isAbsolute(byte[] path) {
    return path.length > 0 && path[0] == '/';
  }
}
