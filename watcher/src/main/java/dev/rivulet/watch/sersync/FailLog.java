// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.sersync;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.hook.BatchHook;
import dev.rivulet.watch.hook.BatchNotice;
import dev.rivulet.watch.hook.HookQueue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file with the commands that would send what could not be sent yet, at most 5000 of them. What
 * has arrived leaves it again; without failures it holds no command. Only its owner may read it,
 * and nobody runs it: the engine itself keeps trying.
 *
 * <p>One log serves all mirrors and targets. Safe for several threads.
 */
public final class FailLog implements BatchHook {
  private static final int MOST = 5000;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);
  private static final String HEADER =
      """
      #!/bin/sh
      # What could not be sent yet. It is tried again by itself; these are the commands to do it by hand.
      """;

  /** Where a path could not be sent to. */
  private record Entry(String key, TreePath path) {
    boolean isOf(String otherKey) {
      return key.equals(otherKey);
    }

    /** Whether the path, or a directory it is in, is among these. */
    boolean isIn(Set<TreePath> paths) {
      for (TreePath at = path; !at.isRoot(); at = at.parent()) {
        if (paths.contains(at)) {
          return true;
        }
      }
      return paths.contains(TreePath.ROOT);
    }
  }

  /** What failed: how it would be sent, and the exit code of the last attempt. */
  private record Failure(byte[] command, int code) {}

  private final Path file;
  private final Map<String, RsyncCommand> commands;
  private final HookQueue queue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, BatchNotice> underWay = new TreeMap<>();
  private final Map<Entry, Failure> failures = new LinkedHashMap<>();
  private final AtomicBoolean due = new AtomicBoolean();
  private long leftOut;

  /**
   * A log.
   *
   * @param file is made at once; one that is there is replaced
   * @param commands by mirror and target, as {@link #key} joins them
   */
  public FailLog(Path file, Map<String, RsyncCommand> commands) {
    this.file = file;
    this.commands = Map.copyOf(commands);
    this.queue = new HookQueue("failLog " + file, 1, 2, CLOSE_LIMIT);
  }

  /** By what {@code commands} are found. */
  public static String key(String mirror, String target) {
    return mirror + "\0" + target;
  }

  @Override
  public void start(WatchListener listener) {
    queue.report(listener);
    rewrite();
  }

  @Override
  public void before(BatchNotice batch) {
    lock.lock();
    try {
      underWay.put(key(batch.mirror(), batch.target()), batch);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void after(BatchNotice batch) {
    String key = key(batch.mirror(), batch.target());
    lock.lock();
    try {
      BatchNotice sent = underWay.remove(key);
      boolean changed = sent != null && note(key, sent, batch);
      if (changed) {
        rewrite();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Notes what has not arrived and forgets what has; whether that changed anything. */
  private boolean note(String key, BatchNotice sent, BatchNotice done) {
    boolean changed = false;
    int code = done.result().code();
    if (code != 0) {
      for (TreePath path : sent.updated()) {
        changed |= !done.updated().contains(path) && failed(key, path, false, code);
      }
      for (TreePath path : sent.deleted()) {
        changed |= !done.deleted().contains(path) && failed(key, path, true, code);
      }
    }
    return forgetArrived(key, done) || changed;
  }

  private boolean forgetArrived(String key, BatchNotice done) {
    if (failures.isEmpty()) {
      return false;
    }
    Set<TreePath> arrived = new HashSet<>(done.updated());
    arrived.addAll(done.deleted());
    if (arrived.contains(TreePath.ROOT)) {
      leftOut = 0;
    }
    return failures.keySet().removeIf(entry -> entry.isOf(key) && entry.isIn(arrived));
  }

  private boolean failed(String key, TreePath path, boolean deleted, int code) {
    RsyncCommand command = commands.get(key);
    if (command == null) {
      return false;
    }
    if (failures.size() >= MOST) {
      leftOut++;
      return true;
    }
    byte[] line = deleted ? command.toDelete(path) : command.toSend(path);
    Failure earlier = failures.put(new Entry(key, path), new Failure(line, code));
    return earlier == null || earlier.code() != code;
  }

  /** Has the file written soon, once however often it is asked for meanwhile. */
  private void rewrite() {
    if (due.compareAndSet(false, true)) {
      queue.add(this::write);
    }
  }

  private void write() throws IOException {
    due.set(false);
    byte[] contents = contents();
    Path directory = file.toAbsolutePath().getParent();
    Path fresh =
        Files.createTempFile(
            directory,
            "." + file.getFileName(),
            "",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      Files.write(fresh, contents);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(fresh);
      throw e;
    }
  }

  private byte[] contents() {
    ByteArrayOutputStream contents = new ByteArrayOutputStream();
    contents.writeBytes(HEADER.getBytes(StandardCharsets.US_ASCII));
    lock.lock();
    try {
      for (Failure failure : failures.values()) {
        contents.writeBytes(failure.command());
        String status = " #errno " + (failure.code() << 8) + "\n";
        contents.writeBytes(status.getBytes(StandardCharsets.US_ASCII));
      }
      if (leftOut > 0) {
        String more = "# and more than " + MOST + " others\n";
        contents.writeBytes(more.getBytes(StandardCharsets.US_ASCII));
      }
    } finally {
      lock.unlock();
    }
    return contents.toByteArray();
  }

  @Override
  public void close() {
    queue.close();
  }
}
