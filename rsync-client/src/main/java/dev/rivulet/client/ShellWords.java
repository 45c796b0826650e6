// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits the value of {@code --rsh}: at spaces, but not inside quotes of either kind; a doubled
 * quote inside quotes of its kind is that quote (rsync(1)).
 */
final class ShellWords {
  private final byte[] text;
  private final List<byte[]> words = new ArrayList<>();
  private final ByteArrayOutputStream word = new ByteArrayOutputStream();
  private int at;

  private ShellWords(byte[] text) {
    this.text = text;
  }

  static List<byte[]> split(byte[] text) throws RsyncException {
    return new ShellWords(text).split();
  }

  private List<byte[]> split() throws RsyncException {
    while (at < text.length) {
      if (text[at] == ' ') {
        at++;
      } else {
        word();
      }
    }
    if (words.isEmpty()) {
      throw new RsyncException(ExitCode.SYNTAX, "rsync: the remote shell has no name");
    }
    return words;
  }

  private void word() throws RsyncException {
    word.reset();
    while (at < text.length && text[at] != ' ') {
      byte current = text[at++];
      if (current == '"' || current == '\'') {
        quoted(current);
      } else {
        word.write(current);
      }
    }
    words.add(word.toByteArray());
  }

  private void quoted(byte quote) throws RsyncException {
    while (at < text.length) {
      byte current = text[at++];
      if (current != quote) {
        word.write(current);
      } else if (at < text.length && text[at] == quote) {
        word.write(quote);
        at++;
      } else {
        return;
      }
    }
    throw new RsyncException(
        ExitCode.SYNTAX, "Missing trailing-" + (char) quote + " in remote-shell command.");
  }
}
