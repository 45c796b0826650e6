// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The first line of a file that nobody else can read; rsync(1), option --password-file. Read each
 * time a daemon asks for a password.
 */
public final class PasswordFile implements PasswordSource {
  private static final int LONGEST = 511;
  private static final int FOR_OTHERS = 0006;

  private final byte[] path;
  private final OperatorFiles files;

  /**
   * A password from a file.
   *
   * @param path as typed; {@code -} is standard input
   */
  public PasswordFile(byte[] path) {
    this(path, new OperatorFiles());
  }

  /** A password from a file that is opened by {@code files}. */
  public PasswordFile(byte[] path, OperatorFiles files) {
    this.path = path.clone();
    this.files = files;
  }

  @Override
  public byte[] password(String user, String host) throws IOException {
    if (path.length == 1 && path[0] == '-') {
      return firstLine(files.read(path));
    }
    OperatorFiles.Contents contents;
    try {
      contents = files.contents(path);
    } catch (StoreException e) {
      String reason = e.errno().text() + " (" + e.errno().number() + ")";
      throw refused("could not open password file " + display() + ": " + reason);
    }
    if ((contents.attributes().mode() & FOR_OTHERS) != 0) {
      throw refused("ERROR: password file must not be other-accessible");
    }
    if (OperatorFiles.effectiveUser() == 0 && contents.attributes().uid() != 0) {
      throw refused("ERROR: password file must be owned by root when running as root");
    }
    return firstLine(contents.bytes());
  }

  private static byte[] firstLine(byte[] bytes) {
    int end = 0;
    while (end < bytes.length && end < LONGEST && bytes[end] != '\n' && bytes[end] != '\r') {
      end++;
    }
    return Arrays.copyOf(bytes, end);
  }

  private String display() {
    return new String(path, StandardCharsets.UTF_8);
  }

  private static RsyncException refused(String text) {
    return new RsyncException(ExitCode.SYNTAX, text);
  }
}
