// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.IOException;

/**
 * A file operation failed; carries the system's error number so that messages read as rsync's do.
 *
 * <p>Without a stack trace: missing files are everyday news to a generator.
 */
public final class StoreException extends IOException {
  /** What a user is told of {@link #isForeignLink}. */
  public static final String FOREIGN_LINK =
      "refusing to follow a symlink owned by an untrusted user; use --insecure-links locally or"
          + " \"insecure links = yes\" in a daemon module ONLY if every path component is trusted";

  private static final long serialVersionUID = 1L;

  private final String operation;
  private final Errno errno;
  private final boolean distrust;

  /**
   * @param operation what was tried, for example {@code open} or {@code mkdir}
   * @param errno the reason
   */
  public StoreException(String operation, Errno errno) {
    this(operation, errno, false);
  }

  private StoreException(String operation, Errno errno, boolean distrust) {
    this.operation = operation;
    this.errno = errno;
    this.distrust = distrust;
  }

  /** A symbolic link was not followed since it belongs to somebody else. */
  public static StoreException foreignLink(String operation) {
    return new StoreException(operation, Errno.ELOOP, true);
  }

  /** Put together only when asked for: most of these are caught and never shown. */
  @Override
  public String getMessage() {
    return operation + ": " + errno.text() + " (" + errno.number() + ")";
  }

  public String operation() {
    return operation;
  }

  public Errno errno() {
    return errno;
  }

  /** Whether the reason is a symbolic link of somebody who is not trusted, and no loop of links. */
  public boolean isForeignLink() {
    return distrust;
  }

  public boolean isMissing() {
    return errno == Errno.ENOENT;
  }

  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}
