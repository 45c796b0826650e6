// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import java.nio.charset.StandardCharsets;

/** The password of somebody who was not told to put it into a file: RSYNC_PASSWORD, or typed. */
public final class UserPasswords implements PasswordSource {

  @Override
  public byte[] password(String user, String host) {
    byte[] variable = ProcessArguments.variable("RSYNC_PASSWORD");
    if (variable != null) {
      return variable;
    }
    java.io.Console terminal = System.console();
    char[] typed = terminal == null ? null : terminal.readPassword("Password: ");
    return typed == null ? new byte[0] : new String(typed).getBytes(StandardCharsets.UTF_8);
  }
}
