// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.auth;

import dev.rivulet.daemon.config.ModuleConfig;

/**
 * Decides whether a user may use a module; asked once per login, before any file of the module is
 * touched. Called from the threads of many connections at once.
 *
 * <p>{@link ConfiguredAuthenticator} goes by {@code auth users} and {@code secrets file}; an
 * embedding program can keep its users elsewhere.
 */
public interface Authenticator {

  /** Tests a password against what the client proved to know; cheap, may be asked several times. */
  @FunctionalInterface
  interface PasswordCheck {
    boolean isProvenBy(byte[] password);
  }

  /** Whether clients have to log in at all. */
  default boolean requiresLogin(ModuleConfig module) {
    return !module.authUsers().isEmpty();
  }

  /**
   * Judges a login.
   *
   * @param user the name the client gave, byte text
   */
  Decision decide(ModuleConfig module, String user, PasswordCheck check);
}
