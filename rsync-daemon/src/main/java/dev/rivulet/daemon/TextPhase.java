// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.auth.Authenticator;
import dev.rivulet.daemon.auth.ConfiguredAuthenticator;
import dev.rivulet.daemon.auth.Decision;
import dev.rivulet.daemon.config.ByteText;
import dev.rivulet.daemon.config.DaemonConfig;
import dev.rivulet.daemon.config.HostAccess;
import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.config.Variables;
import dev.rivulet.daemon.host.ConnectionSlots.Slot;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.handshake.AuthDigest;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.handshake.Greeting;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The daemon's half of the lines exchanged before a module is entered: greeting, request, listing,
 * host access, number of connections, authentication. Owned by the session's thread.
 */
final class TextPhase {
  private static final int MAX_EARLY_INPUT = 5120;
  private static final int FIRST_PROTOCOL_WITH_EXIT = 25;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final DaemonServices services;
  private final Admission admission;
  private final DaemonLog log;
  private final WireInput in;
  private final DaemonDialogue dialogue;
  private final HandshakeDeadline deadline;

  TextPhase(
      DaemonServices services,
      Admission admission,
      WireInput in,
      DaemonDialogue dialogue,
      HandshakeDeadline deadline) {
    this.services = services;
    this.admission = admission;
    this.log = admission.log();
    this.in = in;
    this.dialogue = dialogue;
    this.deadline = deadline;
  }

  /**
   * Speaks with the client until it may enter a module.
   *
   * @return empty when nothing more is to be said: the modules were listed, or the client is gone
   * @throws Refusal with what to tell the client
   */
  Optional<Login> run() throws IOException, Refusal {
    Optional<String> first = dialogue.readLine(DaemonDialogue.REQUEST_LIMIT);
    if (first.isEmpty()) {
      return Optional.empty();
    }
    Greeting greeting = greeting(first.get());
    Optional<String> request = request();
    if (request.isEmpty()) {
      return Optional.empty();
    }
    String name = request.get();
    if (name.isEmpty() || name.equals("#list")) {
      list(greeting);
      return Optional.empty();
    }
    if (name.startsWith("#")) {
      throw new Refusal("Unknown command '" + name + "'");
    }
    return Optional.of(enter(greeting, name));
  }

  private static Greeting greeting(String line) throws Refusal {
    try {
      return Greeting.fromClient(ByteText.bytes(line));
    } catch (ProtocolException e) {
      throw new Refusal(e.getMessage());
    }
  }

  /** The request line; early input in front of it has no taker here and is read over. */
  private Optional<String> request() throws IOException, Refusal {
    Optional<String> line = dialogue.readLine(DaemonDialogue.REQUEST_LIMIT);
    if (line.isEmpty() || !line.get().startsWith(DaemonDialogue.EARLY_INPUT)) {
      return line;
    }
    String digits = line.get().substring(DaemonDialogue.EARLY_INPUT.length());
    int length = earlyInputLength(digits);
    in.readBytes(length);
    return dialogue.readLine(DaemonDialogue.REQUEST_LIMIT);
  }

  private static int earlyInputLength(String digits) throws Refusal {
    int length = digits.matches("[0-9]{1,9}") ? Integer.parseInt(digits) : 0;
    if (length < 1 || length > MAX_EARLY_INPUT) {
      throw new Refusal("invalid early_input length");
    }
    return length;
  }

  private void list(Greeting greeting) throws IOException {
    log.line("module-list request from " + admission.host());
    for (ModuleConfig module : admission.config().modules()) {
      if (module.isListed()) {
        String padded = String.format("%-15s", module.name());
        dialogue.writeLine(padded + "\t" + module.comment());
      }
    }
    if (agreedProtocol(greeting) >= FIRST_PROTOCOL_WITH_EXIT) {
      dialogue.writeLine(DaemonDialogue.EXIT);
    }
    dialogue.flush();
  }

  static int agreedProtocol(Greeting greeting) {
    return Greeting.own(Negotiator.NEWEST_PROTOCOL).agreedWith(greeting);
  }

  private Login enter(Greeting greeting, String name) throws IOException, Refusal {
    DaemonConfig config = admission.config();
    Optional<ModuleConfig> found = config.module(name);
    if (found.isEmpty()) {
      log.line("unknown module '" + name + "' tried from " + admission.host());
      throw new Refusal("Unknown module '" + name + "'");
    }
    ClientHost host = hostFor(found.get());
    Map<String, String> variables = new HashMap<>(admission.variables());
    variables.put("RSYNC_HOST_NAME", host.name());
    variables.put("RSYNC_MODULE_NAME", name);
    ModuleConfig module = found.get().with(services.environment().with(variables));
    requireAllowed(module, host);
    log.line("rsync allowed access on module " + name + " from " + host);
    requireImplemented(module);
    Optional<Slot> slot = takeSlot(module);
    try {
      deadline.arm(module.timeoutSeconds());
      Decision.Granted granted = authenticate(greeting, module, host, variables);
      deadline.disarm();
      return new Login(
          greeting,
          withPath(module, variables),
          host,
          variables.getOrDefault("RSYNC_USER_NAME", ""),
          granted.readOnly().orElse(module.isReadOnly()),
          slot);
    } catch (IOException | Refusal | RuntimeException e) {
      if (slot.isPresent()) {
        slot.get().close();
      }
      throw e;
    }
  }

  private ModuleConfig withPath(ModuleConfig module, Map<String, String> variables) {
    variables.putIfAbsent("RSYNC_USER_NAME", "");
    Variables known = services.environment().with(variables);
    variables.put("RSYNC_MODULE_PATH", module.with(known).path());
    return module.with(services.environment().with(variables));
  }

  private ClientHost hostFor(ModuleConfig module) {
    ClientHost host = admission.host();
    return module.reverseLookup() && !host.isLookedUp()
        ? ClientHost.lookedUp(host.address(), services.hostNames())
        : host;
  }

  private void requireAllowed(ModuleConfig module, ClientHost host) throws Refusal {
    HostAccess access =
        new HostAccess(
            module.hostsAllow(), module.hostsDeny(), module.forwardLookup(), services.hostNames());
    Optional<String> unsupported = access.unsupportedPattern();
    if (unsupported.isPresent()) {
      throw notImplemented(module, "netgroups (" + unsupported.get() + ") in hosts allow or deny");
    }
    if (!access.allows(host.name(), host.address())) {
      log.line("rsync denied on module " + module.name() + " from " + host);
      throw new Refusal(
          module.isListed()
              ? "access denied to " + module.name() + " from " + host
              : "Unknown module '" + module.name() + "'");
    }
  }

  private void requireImplemented(ModuleConfig module) throws Refusal {
    Optional<String> refused = module.refusedParameter();
    if (refused.isPresent()) {
      throw notImplemented(module, "\"" + refused.get() + "\"");
    }
    Optional<String> escape =
        module.transferLogging()
            ? LogFormat.unsupportedEscape(module.logFormat())
            : Optional.empty();
    if (escape.isPresent()) {
      throw notImplemented(module, escape.get() + " in its log format");
    }
  }

  private Refusal notImplemented(ModuleConfig module, String what) {
    String text = "module " + module.name() + " uses " + what + ", which does not work here yet";
    log.line(text);
    return new Refusal(text);
  }

  private Optional<Slot> takeSlot(ModuleConfig module) throws Refusal {
    int limit = module.maxConnections();
    if (limit == 0) {
      return Optional.empty();
    }
    Optional<Slot> slot;
    try {
      slot = services.slots().take(ByteText.path(module.lockFile()).toAbsolutePath(), limit);
    } catch (IOException | InvalidPathException e) {
      log.line(
          "rsync: [Receiver] failed to open lock file "
              + module.lockFile()
              + ": "
              + SystemErrors.reason(e));
      throw new Refusal("failed to open lock file");
    }
    if (slot.isEmpty()) {
      log.line("max connections (" + limit + ") reached");
      throw new Refusal("max connections (" + limit + ") reached -- try again later");
    }
    return slot;
  }

  /** On success the user's name is among the variables. */
  private Decision.Granted authenticate(
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
        AuthDigest.choose(greeting, agreedProtocol(greeting))
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
