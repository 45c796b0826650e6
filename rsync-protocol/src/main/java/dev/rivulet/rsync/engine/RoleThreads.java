// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import java.util.concurrent.ThreadFactory;

/**
 * Makes the threads of one session, named after role and peer.
 *
 * <p>They are made by the thread that runs the session, so that they act with its identity, and end
 * with the session.
 */
final class RoleThreads {
  private final ThreadFactory threads;
  private final String peer;

  RoleThreads(ThreadFactory threads, String peer) {
    this.threads = threads;
    this.peer = peer;
  }

  /** Plain threads that do not keep a program from ending. */
  static Thread plain(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true);
    return thread;
  }

  /** A thread that has not been started. */
  Thread make(String role, Runnable work) {
    Thread thread = threads.newThread(work);
    thread.setName("rsync-" + role + " " + peer);
    return thread;
  }
}
