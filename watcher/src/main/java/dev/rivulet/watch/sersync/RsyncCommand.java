// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import dev.rivulet.rsync.store.TreePath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Command lines of rsync that a person could run by hand to send a path, with every word quoted for
 * a shell. They are written down, never run. Immutable.
 */
public final class RsyncCommand {
  private final byte[] root;
  private final List<byte[]> params;
  private final byte[] target;
  private final boolean deletes;

  /**
   * The commands for one target.
   *
   * @param root the watched directory, absolute
   * @param params options of rsync that every command has, {@code -R} among them
   * @param target as rsync takes it
   * @param deletes whether deletions are mirrored
   */
  public RsyncCommand(byte[] root, List<byte[]> params, byte[] target, boolean deletes) {
    this.root = root.clone();
    this.params = List.copyOf(params);
    this.target = target.clone();
    this.deletes = deletes;
  }

  /** Sends a path that is there. */
  byte[] toSend(TreePath path) {
    return path.isRoot()
        ? line(deletes ? List.of(bytes("--delete"), bytes("./")) : List.of(bytes("./")))
        : line(List.of(joined(bytes("./"), path.bytes())));
  }

  /** Deletes a path that is gone, with all below it, by asking for nothing else. */
  byte[] toDelete(TreePath path) {
    List<byte[]> words = new ArrayList<>(List.of(bytes("--delete"), bytes("./")));
    List<TreePath> above = new ArrayList<>();
    for (TreePath at = path.parent(); !at.isRoot(); at = at.parent()) {
      above.add(0, at);
    }
    for (TreePath directory : above) {
      words.add(joined(bytes("--include=/"), pattern(directory), bytes("/")));
    }
    words.add(joined(bytes("--include=/"), pattern(path)));
    words.add(joined(bytes("--include=/"), pattern(path), bytes("/***")));
    words.add(bytes("--exclude=*"));
    return line(words);
  }

  private byte[] line(List<byte[]> words) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(bytes("cd "));
    line.writeBytes(quoted(root));
    line.writeBytes(bytes(" && rsync"));
    List<byte[]> all = new ArrayList<>(params);
    all.addAll(words);
    all.add(target);
    for (byte[] word : all) {
      line.write(' ');
      line.writeBytes(quoted(word));
    }
    return line.toByteArray();
  }

  /** A name in which nothing is a wildcard. */
  private static byte[] pattern(TreePath path) {
    ByteArrayOutputStream pattern = new ByteArrayOutputStream();
    for (byte b : path.bytes()) {
      if ("*?[\\".indexOf(b) >= 0) {
        pattern.write('\\');
      }
      pattern.write(b);
    }
    return pattern.toByteArray();
  }

  private static byte[] quoted(byte[] word) {
    boolean plain = word.length > 0;
    for (byte b : word) {
      plain &=
          (b >= '0' && b <= '9')
              || (b >= 'A' && b <= 'Z')
              || (b >= 'a' && b <= 'z')
              || "-_./:@=,+".indexOf(b) >= 0;
    }
    if (plain) {
      return word;
    }
    ByteArrayOutputStream quoted = new ByteArrayOutputStream();
    quoted.write('\'');
    for (byte b : word) {
      if (b == '\'') {
        quoted.writeBytes(bytes("'\\''"));
      } else {
        quoted.write(b);
      }
    }
    quoted.write('\'');
    return quoted.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(joined::writeBytes);
    return joined.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
