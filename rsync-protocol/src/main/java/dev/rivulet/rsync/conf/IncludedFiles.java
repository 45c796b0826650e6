// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.conf;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code &merge} and {@code &include} name (rsyncd.conf(5), section CONFIG DIRECTIVES). */
public final class IncludedFiles {
  /** How deep files may include each other. */
  public static final int MAX_DEPTH = 32;

  private IncludedFiles() {}

  /** What the files of a merged directory end in. */
  public static final String MERGED = ".inc";

  /** What the files of an included directory end in. */
  public static final String INCLUDED = ".conf";

  /**
   * The file of that name, or the files of a directory that end in {@code suffix}, sorted.
   *
   * @param name byte text
   * @throws IOException if there is no such file, or the directory cannot be read
   */
  public static List<Path> named(String name, String suffix) throws IOException {
    Path path = path(name);
    if (!Files.exists(path)) {
      throw new NoSuchFileException(name);
    }
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> parts = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*" + suffix)) {
      entries.forEach(parts::add);
    }
    parts.sort(null);
    return parts;
  }

  private static Path path(String name) throws IOException {
    try {
      return ByteText.path(name);
    } catch (InvalidPathException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
