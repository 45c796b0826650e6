// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import dev.rivulet.watch.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The table {@code rsync} of a sync as the words of an rsync command line, without its operands.
 *
 * <p>{@code archive} is a preset here as in lsyncd: {@code archive = true, perms = false} keeps all
 * but permissions.
 */
final class RsyncKeys {
  /** What {@code archive} turns on, besides recursion, which is always on. */
  private static final List<String> OF_ARCHIVE =
      List.of("links", "perms", "times", "group", "owner", "devices", "specials");

  /** On unless turned off. */
  private static final List<String> USUAL = List.of("links", "times", "protect_args");

  /** What {@code cp -p} keeps, by which lsyncd copies a changed file with default.direct. */
  private static final List<String> OF_COPY = List.of("perms", "owner", "group");

  private static final Map<String, String> FLAGS = flags();
  private static final Map<String, String> VALUES = values();

  private RsyncKeys() {}

  private static Map<String, String> flags() {
    Map<String, String> flags = new TreeMap<>();
    for (String name :
        List.of(
            "acls",
            "append",
            "append_verify",
            "backup",
            "checksum",
            "compress",
            "copy_dirlinks",
            "copy_links",
            "copy_unsafe_links",
            "cvs_exclude",
            "delete_excluded",
            "dry_run",
            "executability",
            "existing",
            "hard_links",
            "ignore_times",
            "inplace",
            "ipv4",
            "ipv6",
            "keep_dirlinks",
            "one_file_system",
            "omit_dir_times",
            "omit_link_times",
            "prune_empty_dirs",
            "sparse",
            "update",
            "verbose",
            "whole_file",
            "xattrs")) {
      flags.put(name, "--" + name.replace('_', '-'));
    }
    OF_ARCHIVE.forEach(name -> flags.put(name, "--" + name));
    flags.put("protect_args", "--secluded-args");
    return flags;
  }

  private static Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    for (String name :
        List.of(
            "backup_dir",
            "bwlimit",
            "chmod",
            "chown",
            "groupmap",
            "password_file",
            "rsh",
            "rsync_path",
            "suffix",
            "temp_dir",
            "timeout",
            "usermap")) {
      values.put(name, "--" + name.replace('_', '-') + "=");
    }
    return values;
  }

  /**
   * Reads the table.
   *
   * @param behaviour whose table it is: {@code default.direct} copies like cp -p
   * @throws ConfigException for an unknown key, or one that cannot have its effect here
   */
  static List<byte[]> words(Keys rsync, Behaviour behaviour) throws ConfigException {
    List<byte[]> words = new ArrayList<>();
    boolean archive = rsync.flag("archive", false);
    for (Map.Entry<String, String> flag : FLAGS.entrySet()) {
      String key = flag.getKey();
      boolean usual =
          USUAL.contains(key)
              || (archive && OF_ARCHIVE.contains(key))
              || (behaviour == Behaviour.DIRECT && OF_COPY.contains(key));
      if (rsync.flag(key, usual)) {
        words.add(bytes(flag.getValue()));
      }
    }
    for (Map.Entry<String, String> value : VALUES.entrySet()) {
      Optional<byte[]> given = rsync.bytes(value.getKey());
      if (given.isPresent()) {
        words.add(joined(bytes(value.getValue()), given.get()));
      }
    }
    // A transfer prints nothing, whether it is asked to be quiet or not.
    rsync.flag("quiet", true);
    words.addAll(extra(rsync));
    refuseForeignProgram(rsync);
    rsync.requireNoOthers("Parameter", List.of());
    return words;
  }

  private static List<byte[]> extra(Keys rsync) throws ConfigException {
    List<byte[]> extra = rsync.texts("_extra");
    for (byte[] word : extra) {
      String text = new String(word, StandardCharsets.UTF_8);
      boolean letters = text.startsWith("-") && !text.startsWith("--");
      if (text.equals("--relative") || (letters && text.indexOf('R') > 0)) {
        throw rsync.fault(
            "_extra",
            "holds " + text + ", which moves the target",
            "leave -R out: paths are always relative to the source");
      }
    }
    return extra;
  }

  /** The transfers are made in this process: a wrapper around rsync would never be called. */
  private static void refuseForeignProgram(Keys rsync) throws ConfigException {
    Optional<String> binary = rsync.text("binary");
    if (binary.isPresent() && !binary.get().matches("(.*/)?rsync")) {
      throw rsync.fault(
          "binary",
          "= " + binary.get() + " would never be started",
          "leave it out: transfers start no process; what a wrapper adds goes into rsync = { ..."
              + " }");
    }
    if (rsync.has("_computed")) {
      throw rsync.fault("_computed", "is lsyncd's own", "leave it out");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] joined(byte[] front, byte[] back) {
    byte[] joined = Arrays.copyOf(front, front.length + back.length);
    System.arraycopy(back, 0, joined, front.length, back.length);
    return joined;
  }
}
