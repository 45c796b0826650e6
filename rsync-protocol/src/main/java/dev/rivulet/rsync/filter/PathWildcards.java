// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Wildcards in the path arguments of a client, where no shell has seen them: at a daemon, and at a
 * server whose client secludes its arguments (rsync(1), {@code --secluded-args}). Names with a dot
 * in front match like all others.
 *
 * <p>Owned by the thread of its session.
 */
public final class PathWildcards {
  /** How many names all wildcards of a request may yield. */
  private static final int MAX_MATCHES = 1 << 20;

  private final Workspace workspace;
  private final FilterList hidden;
  private int matches;

  /**
   * For the arguments of one client.
   *
   * @param workspace where they are looked up
   * @param hidden what it excludes is not matched
   */
  public PathWildcards(Workspace workspace, FilterList hidden) {
    this.workspace = workspace;
    this.hidden = hidden;
  }

  /** The paths that a path stands for: itself, if nothing matches. */
  public List<byte[]> expand(byte[] path) throws IOException {
    String pattern = text(path);
    if (!isWild(pattern)) {
      return List.of(path);
    }
    String root = pattern.startsWith("/") ? "/" : "";
    String end = pattern.endsWith("/") ? "/" : "";
    String[] components =
        Arrays.stream(pattern.split("/")).filter(part -> !part.isEmpty()).toArray(String[]::new);
    List<byte[]> found = new ArrayList<>();
    extend(root, components, 0, end, found);
    return found.isEmpty() ? List.of(path) : found;
  }

  private void extend(String prefix, String[] components, int at, String end, List<byte[]> found)
      throws IOException {
    if (at == components.length) {
      found.add(bytes(prefix + end));
      return;
    }
    String component = components[at];
    String before = prefix.isEmpty() || prefix.equals("/") ? prefix : prefix + "/";
    if (!isWild(component)) {
      extend(before + component, components, at + 1, end, found);
      return;
    }
    boolean needsDirectory = at + 1 < components.length || !end.isEmpty();
    for (byte[] name : namesIn(prefix)) {
      String path = before + text(name);
      if (Wildmatch.matches(bytes(component), name) && isUsable(path, needsDirectory)) {
        extend(path, components, at + 1, end, found);
      }
    }
  }

  private List<byte[]> namesIn(String directory) throws IOException {
    byte[] path = bytes(directory.isEmpty() ? "." : directory);
    if (!workspace.stat(path, true).isDirectory()) {
      return List.of();
    }
    try (FileTree tree = workspace.open(path)) {
      return List.copyOf(tree.names(TreePath.ROOT));
    }
  }

  private boolean isUsable(String path, boolean needsDirectory) throws IOException {
    if (++matches > MAX_MATCHES) {
      return false;
    }
    byte[] bytes = bytes(path);
    FileAttributes attributes = workspace.stat(bytes, needsDirectory);
    boolean isDirectory = attributes.isDirectory();
    return (isDirectory || !needsDirectory)
        && !hidden.excludes(bytes, isDirectory, FilterList.Side.SENDER);
  }

  private static boolean isWild(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[');
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
