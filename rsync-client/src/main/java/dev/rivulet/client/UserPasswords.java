// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The password of somebody who was not told to put it into a file: RSYNC_PASSWORD, or typed. Where
 * there is no terminal to type it at, it is the next line of standard input.
 */
public final class UserPasswords implements PasswordSource {
  private static final File TERMINAL = new File("/dev/tty");
  private static final String PROMPT = "Password: ";

  @Override
  public byte[] password(String user, String host) throws IOException {
    byte[] variable = ProcessArguments.variable("RSYNC_PASSWORD");
    if (variable != null) {
      return variable;
    }
    java.io.Console console = System.console();
    if (console != null) {
      char[] typed = console.readPassword(PROMPT);
      return typed == null ? new byte[0] : new String(typed).getBytes(StandardCharsets.UTF_8);
    }
    return hasTerminal() ? typed() : asked(System.in, System.err);
  }

  /** Whether the process has one, though its output goes elsewhere. */
  private static boolean hasTerminal() {
    try {
      new FileInputStream(TERMINAL).close();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static byte[] typed() throws IOException {
    try (InputStream in = new FileInputStream(TERMINAL);
        OutputStream out = new FileOutputStream(TERMINAL)) {
      echo(false);
      try {
        return asked(in, out);
      } finally {
        echo(true);
        out.write('\n');
      }
    }
  }

  private static void echo(boolean on) throws IOException {
    Process stty =
        new ProcessBuilder("stty", on ? "echo" : "-echo").redirectInput(TERMINAL).start();
    try {
      stty.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The next line; nothing behind it is read. */
  static byte[] asked(InputStream in, OutputStream prompt) throws IOException {
    prompt.write(PROMPT.getBytes(StandardCharsets.US_ASCII));
    prompt.flush();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.write(next);
    }
    return line.toByteArray();
  }
}
