// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.event;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.hook.BatchHook;
import dev.rivulet.watch.hook.BatchNotice;
import dev.rivulet.watch.hook.HookQueue;
import dev.rivulet.watch.tools.EventFormat;
import dev.rivulet.watch.tools.SeenEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;

/**
 * Appends a line for each change that has arrived at a target, as the loops around inotifywait do:
 * {@code CLOSE_WRITE,CLOSE} stands for what was updated, {@code DELETE} for what was deleted. The
 * file may be renamed or removed at any time.
 */
public final class ArrivalLog implements BatchHook {
  private static final int CLOSE_WRITE = 0x8;
  private static final int DELETE = 0x200;
  private static final int WAITING = 1000;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final Path file;
  private final EventFormat line;
  private final HookQueue queue;

  /**
   * A log.
   *
   * @param line the form of a line, its end included
   */
  public ArrivalLog(Path file, EventFormat line) {
    this.file = file;
    this.line = line;
    this.queue = new HookQueue(file.toString(), 1, WAITING, CLOSE_LIMIT);
  }

  /** Where the lines go. */
  public Path file() {
    return file;
  }

  @Override
  public void start(WatchListener listener) {
    queue.report(listener);
  }

  @Override
  public void after(BatchNotice batch) {
    queue.add(() -> write(batch));
  }

  private void write(BatchNotice batch) throws IOException {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    batch.updated().forEach(path -> add(batch, path, CLOSE_WRITE, lines));
    batch.deleted().forEach(path -> add(batch, path, DELETE, lines));
    Files.write(file, lines.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** A comparison of everything is no event. */
  private void add(BatchNotice batch, TreePath path, int mask, ByteArrayOutputStream lines) {
    if (!path.isRoot()) {
      byte[] directory = batch.source();
      byte[] below = path.bytes();
      int name = below.length - path.leaf().length;
      byte[] place = Arrays.copyOf(directory, directory.length + name);
      System.arraycopy(below, 0, place, directory.length, name);
      lines.writeBytes(line.line(SeenEvent.at(place, path.leaf(), mask)));
    }
  }

  @Override
  public void close() {
    queue.close();
  }
}
