// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.origin.WatchSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds out where a path that a user has typed belongs in a source: by its name as it is written,
 * or by the name that the source has behind symbolic links. Immutable.
 */
final class SourcePlace {
  private final LocalFiles files;
  private final WatchSource source;

  SourcePlace(LocalFiles files, WatchSource source) {
    this.files = files;
    this.source = source;
  }

  /**
   * The path relative to the base of the source; empty if it is not in the watched directory.
   *
   * @param path a relative one starts where relative sources start
   */
  Optional<TreePath> locate(byte[] path) throws IOException {
    List<byte[]> wanted = names(path);
    Optional<TreePath> found = below(names(source.root()), wanted);
    return found.isPresent() ? found : below(namesBehindLinks(), wanted);
  }

  private Optional<TreePath> below(List<byte[]> root, List<byte[]> wanted) {
    if (root.isEmpty() && !isFileSystemRoot() || wanted.size() < root.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < root.size(); i++) {
      if (!Arrays.equals(root.get(i), wanted.get(i))) {
        return Optional.empty();
      }
    }
    TreePath found = source.directory();
    for (byte[] name : wanted.subList(root.size(), wanted.size())) {
      found = found.child(name);
    }
    return Optional.of(found);
  }

  private boolean isFileSystemRoot() {
    return source.root().length == 1 && source.root()[0] == '/';
  }

  /** The components of a path made absolute; {@code .} and {@code ..} are taken at their word. */
  private List<byte[]> names(byte[] path) throws IOException {
    List<byte[]> names = new ArrayList<>();
    if (path.length == 0 || path[0] != '/') {
      try (Workspace workspace = files.open()) {
        add(workspace.startingDirectory(), names);
      }
    }
    add(path, names);
    return names;
  }

  private static void add(byte[] path, List<byte[]> names) {
    int start = 0;
    for (int i = 0; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        byte[] name = Arrays.copyOfRange(path, start, i);
        if (is(name, "..")) {
          names.subList(Math.max(0, names.size() - 1), names.size()).clear();
        } else if (name.length > 0 && !is(name, ".")) {
          names.add(name);
        }
        start = i + 1;
      }
    }
  }

  private static boolean is(byte[] name, String text) {
    return Arrays.equals(name, text.getBytes(StandardCharsets.US_ASCII));
  }

  /** Empty where the name cannot be found out, as when the source is gone or its name no text. */
  private List<byte[]> namesBehindLinks() throws IOException {
    List<byte[]> names = new ArrayList<>();
    try {
      Path real = Path.of(new String(source.root(), StandardCharsets.UTF_8)).toRealPath();
      add(real.toString().getBytes(StandardCharsets.UTF_8), names);
    } catch (IOException | InvalidPathException unknown) {
      names.clear();
    }
    return names;
  }
}
