// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import java.util.Optional;

/**
 * What an event is called by its fields: {@code pathname}, {@code targetPath} and so on. One of the
 * two ends of a move. Paths have one character per byte.
 *
 * @param path relative to the source, with a slash at the end for directories; empty for the source
 * @param source with a slash at the end
 * @param target as the sync has it; empty without one
 */
record EventFields(String path, String source, String target) {

  /** All names, the longer ones before those they begin with. */
  static final String[] NAMES = {
    "sourcePathname",
    "sourcePathdir",
    "sourcePath",
    "source",
    "targetPathname",
    "targetPathdir",
    "targetPath",
    "target",
    "pathname",
    "pathdir",
    "path",
    "basename",
    "name"
  };

  /** The value of a field, if there is one of that name and the event has it. */
  Optional<String> get(String field) {
    return Optional.ofNullable(
        switch (field) {
          case "path" -> path;
          case "pathname" -> pathname();
          case "pathdir" -> pathdir();
          case "name" -> path.isEmpty() ? null : path.substring(pathdir().length());
          case "basename" -> path.isEmpty() ? null : pathname().substring(pathdir().length());
          case "source" -> source;
          case "sourcePath" -> source + path;
          case "sourcePathname" -> source + pathname();
          case "sourcePathdir" -> source + pathdir();
          case "target" -> target.isEmpty() ? null : target;
          case "targetPath" -> below(path);
          case "targetPathname" -> below(pathname());
          case "targetPathdir" -> below(pathdir());
          default -> null;
        });
  }

  static boolean isName(String field) {
    for (String name : NAMES) {
      if (name.equals(field)) {
        return true;
      }
    }
    return false;
  }

  private String pathname() {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private String pathdir() {
    return path.substring(0, pathname().lastIndexOf('/') + 1);
  }

  private String below(String relative) {
    if (target.isEmpty()) {
      return null;
    }
    boolean whole = path.isEmpty() || target.endsWith("/");
    return whole ? target + relative : target + "/" + relative;
  }
}
