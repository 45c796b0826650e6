// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Path arguments in a {@link MemoryFileTree}, with or without a leading slash; {@code ..} stops at
 * its root. Users and groups are named {@code user1000} and {@code group1000} after their numbers,
 * and the transfer runs as root.
 */
public final class MemoryWorkspace implements Workspace {

  private final MemoryFileTree tree;

  public MemoryWorkspace(MemoryFileTree tree) {
    this.tree = tree;
  }

  @Override
  public FileAttributes stat(byte[] path, boolean follow) throws IOException {
    FileAttributes seen = tree.statOrMissing(located(path));
    return follow && seen.isSymlink() ? tree.statFollowing(located(path)) : seen;
  }

  @Override
  public FileTree open(byte[] directory, LinkPolicy links) throws IOException {
    return tree.below(located(directory));
  }

  @Override
  public void makeDirectory(byte[] path, int permissions) throws IOException {
    tree.makeDirectory(located(path), permissions);
  }

  private static TreePath located(byte[] path) {
    TreePath at = TreePath.ROOT;
    for (String name : new String(path, StandardCharsets.ISO_8859_1).split("/")) {
      if (name.equals("..")) {
        at = at.parent();
      } else if (!name.isEmpty() && !name.equals(".")) {
        at = at.child(name.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    return at;
  }

  @Override
  public IdMapper ids() {
    return new NumberedNames();
  }

  @Override
  public void close() {}

  private static final class NumberedNames implements IdMapper {

    @Override
    public int uid(byte[] name) {
      return number("user", name);
    }

    @Override
    public int gid(byte[] name) {
      return number("group", name);
    }

    private static int number(String word, byte[] name) {
      String text = new String(name, StandardCharsets.UTF_8);
      return text.matches(word + "[0-9]{1,9}")
          ? Integer.parseInt(text.substring(word.length()))
          : UNKNOWN;
    }

    @Override
    public byte[] userName(int uid) {
      return ("user" + uid).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] groupName(int gid) {
      return ("group" + gid).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isSuper() {
      return true;
    }

    @Override
    public boolean isMember(int gid) {
      return true;
    }
  }
}
