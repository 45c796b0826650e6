// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.auth.Authenticator;
import dev.rivulet.daemon.config.DaemonConfig;
import dev.rivulet.daemon.config.GlobalConfig;
import dev.rivulet.daemon.config.HostNames;
import dev.rivulet.daemon.config.Variables;
import dev.rivulet.daemon.host.ConnectionSlots;
import dev.rivulet.daemon.host.IdentityChooser;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.daemon.log.DaemonLog.LogOptions;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.handshake.Greeting;
import dev.rivulet.rsync.io.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the connections of one daemon share. Everything in it may be used by several threads, and
 * was made before the first of them took an identity.
 *
 * @param authenticator empty for the one that goes by the configuration
 * @param environment variables for {@code %NAME%}
 * @param hooks how commands of modules are run
 * @param listener hears of the events of all transfers
 * @param handshakeLimit how long a client may take until its arguments are there, at most
 * @param bandwidthLimit KiB per second that one client may get at most, 0 for no limit
 * @param protocol the highest one to speak, 27 to 32
 * @param connectionIds the last number given to a connection, for the log
 */
record DaemonServices(
    ConfigSource config,
    Optional<Authenticator> authenticator,
    HostNames hostNames,
    IdentityChooser identities,
    ConnectionSlots slots,
    Watchdog watchdog,
    Deadlines deadlines,
    LogOptions logs,
    Variables environment,
    HookSettings hooks,
    TransferListener listener,
    Duration handshakeLimit,
    long bandwidthLimit,
    int protocol,
    AtomicLong connectionIds) {

  /** What a client hears first. */
  Greeting greeting() {
    return Greeting.own(protocol);
  }

  /** A log for something that belongs to no module. */
  DaemonLog openLog(GlobalConfig global, long id) {
    return DaemonLog.open(logs, id, global.logFile(), global.syslogFacility(), global.syslogTag());
  }

  /** The log for trouble with the configuration itself. */
  DaemonLog openLog(long id) {
    return openLog(DaemonConfig.of(List.of()).global(), id);
  }
}
