// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Mistakes of rsync 3.5.0 that show in one attribute of one object, which is not compared then. */
enum Accident {
  /** The receiver makes the backup directory while the generator sets the time of the root. */
  TIME_OF_ROOT {
    @Override
    boolean covers(String name, String what, DifferentialCase job) {
      return name.equals(".") && what.startsWith("mtime ") && job.has("--backup-dir=.old");
    }
  },
  /** A backup that is a copy gets the first access control list of the transfer, whosever it is. */
  LIST_OF_COPIED_BACKUP {
    @Override
    boolean covers(String name, String what, DifferentialCase job) {
      return job.has("--inplace")
          && (job.has("-b") || job.has("--backup"))
          && (job.has("-A") || job.has("--acls"))
          && BACKUP.matcher(name).matches()
          && differsInListOnly(what);
    }
  },
  /** With --ignore-existing, what is in the way of a directory gets the directory's time. */
  TIME_OF_OBSTACLE {
    @Override
    boolean covers(String name, String what, DifferentialCase job) {
      return job.has("--ignore-existing")
          && what.startsWith("mtime ")
          && isDirectory(job.directory().resolve("src").resolve(name))
          && !isDirectory(job.directory().resolve("base").resolve(name));
    }
  };

  private static final Pattern DIFFERENCE = Pattern.compile("(?s)(.*): (\\S+ expected .*)");
  private static final Pattern BACKUP = Pattern.compile("(?s).*(~|\\.old|\\.bak)|\\.old/.*");
  private static final Pattern ATTRIBUTES = Pattern.compile("attributes expected (.*)but was (.*)");

  /** Whether the mistake explains how an object differs. */
  abstract boolean covers(String name, String what, DifferentialCase job);

  /** Whether a mistake explains a difference between two trees. */
  static boolean explains(String difference, DifferentialCase job) {
    Matcher matcher = DIFFERENCE.matcher(difference);
    return matcher.matches()
        && Stream.of(values())
            .anyMatch(accident -> accident.covers(matcher.group(1), matcher.group(2), job));
  }

  private static boolean differsInListOnly(String what) {
    Matcher matcher = ATTRIBUTES.matcher(what);
    return matcher.matches() && withoutList(matcher.group(1)).equals(withoutList(matcher.group(2)));
  }

  private static List<String> withoutList(String attributes) {
    return Stream.of(attributes.trim().split(" "))
        .filter(attribute -> !attribute.isEmpty())
        .filter(attribute -> !attribute.startsWith("system.posix_acl_access="))
        .toList();
  }

  private static boolean isDirectory(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }
}
