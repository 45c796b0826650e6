// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.auth.Authenticator;
import dev.rivulet.daemon.auth.ConfiguredAuthenticator;
import dev.rivulet.daemon.auth.Decision;
import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.rsync.handshake.AuthDigest;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.handshake.Greeting;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;

/** Asks a client who it is, and has it judged. Owned by the session's thread. */
final class LoginCheck {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DaemonServices services;
  private final DaemonDialogue dialogue;
  private final DaemonLog log;

  LoginCheck(DaemonServices services, DaemonDialogue dialogue, DaemonLog log) {
    this.services = services;
    this.dialogue = dialogue;
    this.log = log;
  }

  /**
   * Lets everybody in where no login is required, and else who can prove a name that is wanted.
   *
   * @param variables of the connection; on success the user's name is put there
   * @throws Refusal with what to tell the client
   */
  Decision.Granted authenticate(
      Greeting greeting, ModuleConfig module, ClientHost host, Map<String, String> variables)
      throws IOException, Refusal {
    Authenticator authenticator =
        services.authenticator().orElseGet(() -> new ConfiguredAuthenticator(log::line));
    if (!authenticator.requiresLogin(module)) {
      return new Decision.Granted(Optional.empty());
    }
    String where = "auth failed on module " + module.name() + " from " + host;
    AuthDigest digest = digest(greeting, module, where);
    String challenge = digest.challenge(RANDOM);
    dialogue.writeLine(DaemonDialogue.AUTH_REQUIRED + challenge);
    dialogue.flush();
    String answer = dialogue.readLine(DaemonDialogue.LINE_LIMIT).orElse("");
    int space = answer.indexOf(' ');
    if (space < 0) {
      throw failed(module, where + ": invalid challenge response");
    }
    String user = answer.substring(0, space);
    String response = answer.substring(space + 1);
    Decision decision =
        authenticator.decide(
            module, user, password -> digest.accepts(response, password, challenge));
    if (decision instanceof Decision.Granted granted) {
      variables.put("RSYNC_USER_NAME", user);
      return granted;
    }
    throw failed(module, where + " for " + user + ": " + ((Decision.Refused) decision).reason());
  }

  private AuthDigest digest(Greeting greeting, ModuleConfig module, String where) throws Refusal {
    AuthDigest digest =
        AuthDigest.choose(greeting, services.greeting().agreedWith(greeting))
            .orElseThrow(
                () ->
                    new Refusal(
                        "your client does not support one of our daemon-auth checksums: "
                            + String.join(" ", AuthDigest.names())));
    String floor = module.authDigest();
    if (!floor.isEmpty()) {
      AuthDigest weakest = AuthDigest.named(floor).orElse(null);
      if (weakest == null) {
        throw failed(
            module,
            where
                + ": the configured 'auth digest = "
                + floor
                + "' is not a supported digest on this build");
      }
      if (!digest.isAtLeast(weakest)) {
        throw failed(
            module,
            where
                + ": negotiated auth digest "
                + digest.wireName()
                + " is weaker than the required 'auth digest = "
                + floor
                + "'");
      }
    }
    return digest;
  }

  private Refusal failed(ModuleConfig module, String logLine) {
    log.line(logLine);
    return new Refusal("auth failed on module " + module.name());
  }
}
