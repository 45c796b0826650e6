// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.host.Confinement;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread that starts programs for a session. It is made before the session's thread takes the
 * identity of a module's user, so that the programs run as the daemon does.
 */
final class HookThread implements Closeable {
  private final ExecutorService thread;

  /**
   * @param place what the programs are confined to
   */
  HookThread(String name, Confinement place) throws IOException {
    thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
    try {
      call(
          () -> {
            place.enter();
            return Boolean.TRUE;
          });
    } catch (IOException e) {
      thread.shutdown();
      throw e;
    }
  }

  /** Does something on the thread and waits for it. */
  <T> T call(Callable<T> work) throws IOException {
    try {
      return thread.submit(work).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a command was running", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Does something on the thread, sooner or later; failures are of no interest. */
  void later(Callable<?> work) {
    thread.submit(work);
  }

  /** The thread ends when it has done what it was asked for. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
