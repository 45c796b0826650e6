// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.verify;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Paths of a tree that are the same but for upper and lower case and for how accents are written,
 * so that some file systems take them for one. What is in very large directories has none. Owned by
 * one thread.
 */
final class FoldedNames {
  /** Names that are kept at a time. */
  private static final int MOST = 100_000;

  private final FileTree tree;
  private final Map<TreePath, Map<String, List<TreePath>>> listed = new HashMap<>();
  private int kept;

  FoldedNames(FileTree tree) {
    this.tree = tree;
  }

  /**
   * The other paths there are that may be the same as one.
   *
   * @throws IOException if a directory cannot be listed
   */
  List<TreePath> twinsOf(TreePath path) throws IOException {
    List<TreePath> found = new ArrayList<>(alike(path));
    found.remove(path);
    return found;
  }

  private List<TreePath> alike(TreePath path) throws IOException {
    if (path.isRoot()) {
      return List.of(path);
    }
    List<TreePath> found = new ArrayList<>();
    String wanted = folded(path.leaf());
    for (TreePath directory : alike(path.parent())) {
      found.addAll(names(directory).getOrDefault(wanted, List.of()));
    }
    return found;
  }

  private Map<String, List<TreePath>> names(TreePath directory) throws IOException {
    Map<String, List<TreePath>> known = listed.get(directory);
    if (known == null) {
      known = new HashMap<>();
      List<byte[]> names = list(directory);
      makeRoomFor(names.size());
      for (byte[] name : names) {
        known.computeIfAbsent(folded(name), key -> new ArrayList<>()).add(directory.child(name));
      }
      listed.put(directory, known);
    }
    return known;
  }

  private void makeRoomFor(int more) {
    if (kept + more > MOST) {
      listed.clear();
      kept = 0;
    }
    kept += more;
  }

  /** A file has no names in it, nor has what is gone; those of a very large one are left out. */
  private List<byte[]> list(TreePath directory) throws IOException {
    try {
      boolean listable = directory.isRoot() || tree.statOrMissing(directory).isDirectory();
      List<byte[]> names = listable ? tree.names(directory) : List.of();
      return names.size() > MOST ? List.of() : names;
    } catch (StoreException e) {
      if (e.isMissing()) {
        return List.of();
      }
      throw e;
    }
  }

  /** What is the same for names that may be one. */
  static String folded(byte[] name) {
    String folded = Normalizer.normalize(text(name), Normalizer.Form.NFD);
    folded = folded.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFC);
  }

  private static String text(byte[] name) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name)).toString();
    } catch (CharacterCodingException other) {
      return new String(name, StandardCharsets.ISO_8859_1);
    }
  }
}
