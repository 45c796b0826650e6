// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.auth.Decision;
import dev.rivulet.daemon.config.DaemonConfig;
import dev.rivulet.daemon.config.HostAccess;
import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.config.Variables;
import dev.rivulet.daemon.host.ConnectionSlots.Slot;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.handshake.Greeting;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.store.SystemErrors;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a client may enter the module it asks for: by its host, by the number of
 * connections, by its login. Owned by the session's thread.
 */
final class ModuleEntry {
  private final DaemonServices services;
  private final Admission admission;
  private final DaemonLog log;
  private final DaemonDialogue dialogue;
  private final HandshakeDeadline deadline;

  /**
   * What a client has asked for.
   *
   * @param earlyInput for the module's early command, empty for none
   */
  record Wish(Greeting greeting, String module, byte[] earlyInput) {}

  ModuleEntry(
      DaemonServices services,
      Admission admission,
      DaemonDialogue dialogue,
      HandshakeDeadline deadline) {
    this.services = services;
    this.admission = admission;
    this.log = admission.log();
    this.dialogue = dialogue;
    this.deadline = deadline;
  }

  /**
   * Lets a client into a module, or not.
   *
   * @throws Refusal with what to tell the client
   */
  Login enter(Wish wish) throws IOException, Refusal {
    String name = wish.module();
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
      LoginCheck check = new LoginCheck(services, dialogue, log);
      Decision.Granted granted = check.authenticate(wish.greeting(), module, host, variables);
      deadline.disarm();
      return new Login(
          wish.greeting(),
          withPath(module, variables),
          host,
          variables.getOrDefault("RSYNC_USER_NAME", ""),
          granted.readOnly().orElse(module.isReadOnly()),
          variables,
          wish.earlyInput(),
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
      throw unusable(
          module,
          "netgroups (" + unsupported.get() + ") in hosts allow or deny",
          "the C library of this system does not know of");
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
    try {
      NameTranslation.of(module.charset());
    } catch (RsyncException e) {
      log.line(e.getMessage());
      throw new Refusal(e.getMessage());
    }
    boolean confined = !admission.config().global().daemonChroot().isEmpty();
    if (confined && module.hasCommands() && !services.identities().isRoot()) {
      throw unusable(
          module, "commands together with \"daemon chroot\"", "only root can keep there");
    }
  }

  private Refusal unusable(ModuleConfig module, String what, String why) {
    String text = "module " + module.name() + " uses " + what + ", which " + why;
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
}
