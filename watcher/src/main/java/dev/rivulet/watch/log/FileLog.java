// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that lines are appended to, and that may be rotated at any time: when it is renamed or
 * removed a new one is begun by the next line, and when it is emptied the next line is its first.
 */
public final class FileLog implements Log {
  private final ReentrantLock lock = new ReentrantLock();
  private final Path path;
  private final Clock clock;
  private final LineForm form;
  private FileChannel channel;

  /** Which file the channel writes to. */
  private Object identity;

  private FileLog(Path path, Clock clock, LineForm form) {
    this.path = path;
    this.clock = clock;
    this.form = form;
  }

  /**
   * Opens the log.
   *
   * @throws IOException if it cannot be written
   */
  public static FileLog open(Path path, Clock clock, LineForm form) throws IOException {
    FileLog log = new FileLog(path, clock, form);
    log.openFile();
    return log;
  }

  @Override
  public void write(Level level, String text) {
    String line = form.line(LocalDateTime.now(clock), level, text) + "\n";
    boolean interrupted = Thread.interrupted(); // an interrupted writer would close the channel
    lock.lock();
    try {
      followName();
      channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      report(e);
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void reopen() {
    lock.lock();
    try {
      openFile();
    } catch (IOException e) {
      report(e);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Goes on with the old file if there can be no new one. A channel whose writer was interrupted is
   * closed.
   */
  private void followName() {
    try {
      if (!channel.isOpen() || !Objects.equals(identity, identityOfPath())) {
        openFile();
      }
    } catch (IOException e) {
      report(e);
    }
  }

  private void openFile() throws IOException {
    FileChannel opened =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    FileChannel old = channel;
    channel = opened;
    identity = identityOfPath();
    if (old != null) {
      old.close();
    }
  }

  /** Null if there is no file of that name. */
  private Object identityOfPath() throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void report(IOException failure) {
    System.getLogger(FileLog.class.getName())
        .log(System.Logger.Level.DEBUG, "cannot write " + path, failure);
  }

  @Override
  public void close() {
    lock.lock();
    try {
      channel.close();
    } catch (IOException e) {
      report(e);
    } finally {
      lock.unlock();
    }
  }
}
