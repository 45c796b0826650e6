// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.PathText;
import dev.rivulet.rsync.store.TreePath;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * A source argument taken apart: the directory it is looked up in and the name it has in the list.
 *
 * <p>Without --relative the name is the last component, and an argument that ends in a slash or in
 * a {@code .} or {@code ..} component stands for what is in it. With --relative the name is the
 * whole argument, or what follows {@code /./} in it.
 *
 * @param directory where the name is looked up, as typed; empty for the current directory
 * @param name the name in the list, {@code .} for the root of the transfer; with --relative it may
 *     begin with a slash
 * @param kind how the argument ends
 * @param impliesRoot whether the root itself is to be listed as an implied directory (an argument
 *     that begins with {@code ./} under --relative)
 */
record SourceArgument(byte[] directory, byte[] name, Kind kind, boolean impliesRoot) {

  /** How an argument ends. */
  enum Kind {
    NORMAL,
    /** With a slash that was taken off. */
    SLASH_ENDING,
    /** It stands for the contents of a directory. */
    DOT_DIRECTORY
  }

  private static final byte[] NOTHING = {};
  private static final byte[] DOT = {'.'};
  private static final byte[] ROOT = {'/'};
  private static final byte[] ROOT_DOT = {'/', '.'};

  /**
   * @throws RsyncException (exit code 1) for a {@code ..} component under --relative
   */
  static SourceArgument parse(byte[] argument, boolean relative) throws RsyncException {
    return relative ? parseRelative(argument) : parsePlain(argument);
  }

  /**
   * A name of --files-from: leading slashes and {@code ..} components, which would leave the
   * directory it is looked up in, are taken off.
   */
  static SourceArgument listed(byte[] name, boolean relative) throws RsyncException {
    return parse(contained(name), relative);
  }

  private static byte[] contained(byte[] name) {
    byte[] inside = name;
    boolean leaves = name.length > 0 && name[0] == '/';
    for (int i = 0; !leaves && i + 1 < name.length; i++) {
      leaves =
          name[i] == '.'
              && name[i + 1] == '.'
              && (i == 0 || name[i - 1] == '/')
              && (i + 2 == name.length || name[i + 2] == '/');
    }
    if (leaves) {
      boolean slash = name[name.length - 1] == '/';
      inside = PathText.collapsed(name);
      if (slash && inside.length > 0) {
        inside = Arrays.copyOf(inside, inside.length + 1);
        inside[inside.length - 1] = '/';
      }
    }
    return inside;
  }

  private static SourceArgument parsePlain(byte[] argument) {
    int end = argument.length;
    if (end == 0 || isDotSlash(argument)) {
      return new SourceArgument(NOTHING, DOT, Kind.DOT_DIRECTORY, false);
    }
    int leaf = lastSlash(argument, end) + 1;
    boolean dots = isDots(argument, leaf, end);
    if (leaf == end || (dots && end - leaf == 1)) {
      return new SourceArgument(directoryPart(argument, leaf), DOT, Kind.DOT_DIRECTORY, false);
    }
    if (dots) {
      return new SourceArgument(argument, DOT, Kind.DOT_DIRECTORY, false);
    }
    byte[] name = Arrays.copyOfRange(argument, leaf, end);
    return new SourceArgument(directoryPart(argument, leaf), name, Kind.NORMAL, false);
  }

  private static boolean isDotSlash(byte[] argument) {
    return argument.length == 2 && argument[0] == '.' && argument[1] == '/';
  }

  private static boolean isDots(byte[] bytes, int start, int end) {
    return (end - start == 1 && bytes[start] == '.')
        || (end - start == 2 && bytes[start] == '.' && bytes[start + 1] == '.');
  }

  private static int lastSlash(byte[] bytes, int end) {
    int at = end - 1;
    while (at >= 0 && bytes[at] != '/') {
      at--;
    }
    return at;
  }

  /** What is before the leaf, its last slash left out unless it is the root. */
  private static byte[] directoryPart(byte[] argument, int leaf) {
    if (leaf == 0) {
      return NOTHING;
    }
    int end = leaf - 1;
    while (end > 0 && argument[end - 1] == '/') {
      end--;
    }
    return end == 0 ? ROOT : Arrays.copyOf(argument, end);
  }

  private static SourceArgument parseRelative(byte[] argument) throws RsyncException {
    byte[] directory = NOTHING;
    byte[] rest = argument;
    int mark = indexOfMark(argument);
    if (mark >= 0) {
      directory = directoryPart(argument, mark + 1);
      rest = afterSlashes(argument, mark + 3);
    }
    boolean impliesRoot = rest.length > 2 && rest[0] == '.' && rest[1] == '/';
    byte[] clean = cleaned(rest, argument);
    if (clean.length == 0 || Arrays.equals(clean, DOT)) {
      return new SourceArgument(directory, DOT, Kind.DOT_DIRECTORY, false);
    }
    if (Arrays.equals(clean, ROOT)) {
      return new SourceArgument(directory, ROOT_DOT, Kind.DOT_DIRECTORY, false);
    }
    if (clean[clean.length - 1] == '/') {
      byte[] name = Arrays.copyOf(clean, clean.length - 1);
      return new SourceArgument(directory, name, Kind.SLASH_ENDING, impliesRoot);
    }
    return new SourceArgument(directory, clean, Kind.NORMAL, impliesRoot);
  }

  private static int indexOfMark(byte[] argument) {
    for (int i = 0; i + 2 < argument.length; i++) {
      if (argument[i] == '/' && argument[i + 1] == '.' && argument[i + 2] == '/') {
        return i;
      }
    }
    return -1;
  }

  private static byte[] afterSlashes(byte[] argument, int from) {
    int start = from;
    while (start < argument.length && argument[start] == '/') {
      start++;
    }
    return Arrays.copyOfRange(argument, start, argument.length);
  }

  /**
   * Slashes squeezed and {@code .} components dropped; a slash (or {@code /.}) at the end stays.
   */
  private static byte[] cleaned(byte[] name, byte[] argument) throws RsyncException {
    ByteArrayOutputStream clean = new ByteArrayOutputStream(name.length);
    if (name.length > 0 && name[0] == '/') {
      clean.write('/');
    }
    int start = 0;
    while (start < name.length) {
      int end = start;
      while (end < name.length && name[end] != '/') {
        end++;
      }
      boolean dots = isDots(name, start, end);
      if (dots && end - start == 2) {
        throw new RsyncException(
            ExitCode.SYNTAX, "found \"..\" dir in relative path: " + TreePath.escape(argument));
      }
      if (end > start && !dots) {
        clean.write(name, start, end - start);
        if (end < name.length) {
          clean.write('/');
        }
      }
      start = end + 1;
    }
    return clean.toByteArray();
  }

  /** The same name looked up below another directory. */
  SourceArgument below(byte[] base) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    joined.writeBytes(base);
    boolean slash = base.length > 0 && base[base.length - 1] == '/';
    if (base.length > 0 && directory.length > 0 && !slash) {
      joined.write('/');
    }
    joined.writeBytes(directory);
    return new SourceArgument(joined.toByteArray(), name, kind, impliesRoot);
  }

  /** Whether the argument stands for the root of the transfer itself. */
  boolean isRoot() {
    return Arrays.equals(nameWithoutSlash(), DOT);
  }

  byte[] nameWithoutSlash() {
    return name.length > 0 && name[0] == '/' ? Arrays.copyOfRange(name, 1, name.length) : name;
  }
}
