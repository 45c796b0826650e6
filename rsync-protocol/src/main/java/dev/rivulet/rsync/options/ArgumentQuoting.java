// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Makes arguments survive their way to a server. */
public final class ArgumentQuoting {
  private static final String SHELL_ACTIVE = "!#$&;|<>(){}\"'` \t\n\r\\";
  private static final String WILDCARDS = "*?[]";

  private ArgumentQuoting() {}

  /**
   * A path argument for a remote shell: what the shell would act upon is escaped, wildcards are
   * left for it.
   */
  public static byte[] shellPath(byte[] path) {
    return quoted(notAnOption(path), SHELL_ACTIVE);
  }

  /** A path argument for a remote shell as a style has it. */
  public static byte[] shellPath(byte[] path, ArgumentStyle style) {
    return style.quotesPaths() ? shellPath(path) : path;
  }

  /**
   * A path argument for a daemon: never escaped, but made so that the daemon neither takes it for
   * an option nor splits it where it happens to contain the module's name.
   */
  public static byte[] daemonPath(byte[] path, byte[] module) {
    if (Arrays.equals(path, module)) {
      return Bytes.join(path, new byte[] {'/'});
    }
    byte[] safe = notAnOption(path);
    ByteArrayOutputStream out = new ByteArrayOutputStream(safe.length + 8);
    for (int i = 0; i < safe.length; i++) {
      if (safe[i] == ' ' && isModuleAt(safe, i + 1, module)) {
        out.write('[');
        out.write(' ');
        out.write(']');
      } else {
        out.write(safe[i]);
      }
    }
    return out.toByteArray();
  }

  /** The value of an option, in which nothing is left for a shell to act upon. */
  static byte[] optionValue(byte[] value) {
    return quoted(value, SHELL_ACTIVE + WILDCARDS);
  }

  private static byte[] notAnOption(byte[] path) {
    return path.length > 0 && path[0] == '-' ? Bytes.join("./", path) : path;
  }

  private static boolean isModuleAt(byte[] path, int start, byte[] module) {
    int end = start + module.length;
    return end < path.length
        && path[end] == '/'
        && Arrays.equals(path, start, end, module, 0, module.length);
  }

  private static byte[] quoted(byte[] value, String active) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 8);
    for (int i = 0; i < value.length; i++) {
      if (value[i] > 0 && active.indexOf(value[i]) >= 0 && !escapesWildcard(value, i, active)) {
        out.write('\\');
      }
      out.write(value[i]);
    }
    return out.toByteArray();
  }

  /** A backslash that keeps a remote wildcard literal is not doubled where wildcards stay. */
  private static boolean escapesWildcard(byte[] value, int at, String active) {
    return value[at] == '\\'
        && active.indexOf('*') < 0
        && at + 1 < value.length
        && value[at + 1] > 0
        && WILDCARDS.indexOf(value[at + 1]) >= 0;
  }
}
