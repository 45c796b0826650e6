// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.testkit.MemoryFileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * A tree that changes at random, and the event queue of the kernel that watches it: a directory
 * tells nothing before it is watched, and a full queue loses all that comes until it is empty.
 */
final class SimulatedSource {
  private static final int LONGEST_QUEUE = 12;
  private static final String[] NAMES = {"a", "b", "c"};

  /** What happened, as an event source tells it. */
  enum Kind {
    CHANGED,
    ATTRIBUTES,
    CREATED,
    WRITTEN,
    TREE,
    UNCERTAIN,
    NAMES,
    OVERFLOW,
    MOVED
  }

  /**
   * One record of the queue.
   *
   * @param from the old name of what was moved, else the path
   */
  record Event(Kind kind, TreePath path, TreePath from, boolean directory) {
    Event(Kind kind, TreePath path) {
      this(kind, path, path, false);
    }
  }

  final MemoryFileTree tree = new MemoryFileTree();
  private final Random random;
  private final Deque<Event> queue = new ArrayDeque<>();
  private final Set<Long> watched = new HashSet<>();

  SimulatedSource(Random random) throws IOException {
    this.random = random;
    for (int i = 0; i < 10; i++) {
      change();
    }
    watch(TreePath.ROOT);
    queue.clear();
  }

  Deque<Event> queue() {
    return queue;
  }

  /** Takes the oldest event; what it names is watched from now on. */
  Event next() throws IOException {
    Event event = queue.remove();
    if (event.kind() == Kind.TREE || event.kind() == Kind.OVERFLOW || event.directory()) {
      watch(event.path());
    }
    return event;
  }

  private void watch(TreePath path) throws IOException {
    FileAttributes found = tree.statOrMissing(path);
    if (found.isDirectory()) {
      watched.add(found.inode());
      for (byte[] name : tree.names(path)) {
        watch(path.child(name));
      }
    }
  }

  private void tell(Kind kind, TreePath path) throws IOException {
    if (isHeard(path)) {
      enqueue(new Event(kind, path));
    }
  }

  private boolean isHeard(TreePath path) throws IOException {
    return watched.contains(tree.stat(path.parent()).inode());
  }

  private void enqueue(Event event) {
    boolean lost = !queue.isEmpty() && queue.peekLast().kind() == Kind.OVERFLOW;
    if (!lost) {
      boolean full = queue.size() >= LONGEST_QUEUE;
      queue.add(full ? new Event(Kind.OVERFLOW, TreePath.ROOT) : event);
    }
  }

  // ---------------------------------------------------------------- changes

  /** One change; one that does not apply at the place chosen changes nothing. */
  void change() throws IOException {
    TreePath path = somePath();
    if (!tree.statOrMissing(path.parent()).isDirectory()) {
      return;
    }
    FileAttributes found = tree.statOrMissing(path);
    if (found.isMissing()) {
      appear(path);
    } else if (found.isDirectory()) {
      changeDirectory(path);
    } else {
      changeFile(path, found);
    }
  }

  private TreePath somePath() {
    TreePath path = TreePath.ROOT;
    for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
      path = path.child(NAMES[random.nextInt(NAMES.length)].getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  private void appear(TreePath path) throws IOException {
    if (random.nextBoolean()) {
      write(path);
      tell(Kind.CREATED, path);
      tell(random.nextInt(4) > 0 ? Kind.CHANGED : Kind.WRITTEN, path);
    } else {
      tree.makeDirectory(path, 0755);
      tell(Kind.TREE, path);
      write(path.child(new byte[] {'a'}));
    }
  }

  /** The events of the writing are up to the caller, that of a new file included. */
  private void write(TreePath path) throws IOException {
    tree.with(path.toString(), String.valueOf(10 + random.nextInt(90)));
  }

  private void changeDirectory(TreePath path) throws IOException {
    switch (random.nextInt(6)) {
      case 0 -> remove(path, true);
      case 1 -> {
        remove(path, false);
        tell(Kind.CHANGED, path);
      }
      case 2, 3 -> move(path, true);
      case 4 -> changePermissions(path);
      default -> tell(random.nextBoolean() ? Kind.UNCERTAIN : Kind.NAMES, path);
    }
  }

  private void changeFile(TreePath path, FileAttributes found) throws IOException {
    switch (random.nextInt(8)) {
      case 0 -> remove(path, true);
      case 1 -> move(path, false);
      case 4 -> tell(Kind.CHANGED, path);
      case 5 -> tell(Kind.ATTRIBUTES, path);
      case 2 -> changePermissions(path);
      case 3 -> {
        write(path);
        tree.attributes(path)
            .setTimes(found.mtime(), found.mtimeNanos(), found.atime(), found.atimeNanos());
        tell(Kind.CHANGED, path);
        tell(Kind.ATTRIBUTES, path);
      }
      default -> {
        write(path);
        tell(Kind.CHANGED, path);
      }
    }
  }

  /**
   * @param audible false for what is moved out of the tree
   */
  private void remove(TreePath path, boolean audible) throws IOException {
    if (!tree.stat(path).isDirectory()) {
      tree.unlink(path);
    } else {
      for (byte[] name : tree.names(path)) {
        remove(path.child(name), audible);
      }
      tree.removeDirectory(path);
    }
    if (audible) {
      tell(Kind.CHANGED, path);
    }
  }

  private void move(TreePath from, boolean directory) throws IOException {
    TreePath to = somePath();
    FileAttributes there = tree.statOrMissing(to);
    boolean fits = there.isMissing() || (!directory && !there.isDirectory());
    if (fits && !to.startsWith(from) && tree.statOrMissing(to.parent()).isDirectory()) {
      tree.rename(from, to);
      if (isHeard(from) && isHeard(to)) {
        enqueue(new Event(Kind.MOVED, to, from, directory));
      } else {
        tell(Kind.CHANGED, from);
        tell(directory ? Kind.TREE : Kind.CHANGED, to);
      }
    }
  }

  private void changePermissions(TreePath path) throws IOException {
    tree.attributes(path).setMode(random.nextBoolean() ? 0700 : 0755);
    tell(Kind.ATTRIBUTES, path);
  }

  // ---------------------------------------------------------------- looking

  /** Everything there is, the root left out. */
  Map<TreePath, TreeEntry> entries() throws IOException {
    Map<TreePath, TreeEntry> all = new TreeMap<>();
    addEntries(TreePath.ROOT, all);
    return all;
  }

  private void addEntries(TreePath directory, Map<TreePath, TreeEntry> all) throws IOException {
    for (byte[] name : tree.names(directory)) {
      TreePath path = directory.child(name);
      TreeEntry entry = entry(path);
      all.put(path, entry);
      if (entry.directory()) {
        addEntries(path, all);
      }
    }
  }

  TreeEntry entry(TreePath path) throws IOException {
    FileAttributes found = tree.stat(path);
    return found.isDirectory()
        ? new TreeEntry(true, "", 0, found.permissions())
        : new TreeEntry(
            false,
            new String(tree.content(path.toString()), StandardCharsets.UTF_8),
            found.mtime() * 1_000_000_000L + found.mtimeNanos(),
            found.permissions());
  }
}
