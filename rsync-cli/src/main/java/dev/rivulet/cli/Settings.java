// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.client.Connector;
import dev.rivulet.client.DaemonConnector;
import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.PasswordFile;
import dev.rivulet.client.PasswordSource;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.client.UserPasswords;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLine;
import java.time.Duration;

/** What a command line and the environment say about reaching a daemon. */
final class Settings {
  private final CommandLine.Local local;

  Settings(CommandLine commandLine) {
    this.local = commandLine.local();
  }

  /** A client with these settings, without a listener. */
  RsyncClient.Builder client() {
    return RsyncClient.builder()
        .passwordSource(passwords())
        .connector(connector())
        .connectTimeout(Duration.ofSeconds(local.connectTimeoutSeconds()))
        .user(loginName())
        .motd(local.motd());
  }

  /** How daemons are reached. */
  Connector connector() {
    DaemonConnector.Family family =
        switch (local.addressFamily()) {
          case 4 -> DaemonConnector.Family.IPV4;
          case 6 -> DaemonConnector.Family.IPV6;
          default -> DaemonConnector.Family.ANY;
        };
    return new DaemonConnector(family, local.bindAddress());
  }

  /** Refuses options that only make sense with a daemon where there is none. */
  void requireUseful(Job job) throws RsyncException {
    if (job.remote() instanceof DaemonUrl) {
      return;
    }
    if (local.passwordFile().length > 0) {
      throw new RsyncException(
          ExitCode.SYNTAX,
          "The --password-file option may only be used when accessing an rsync daemon.");
    }
    if (local.connectTimeoutSeconds() > 0) {
      throw new RsyncException(
          ExitCode.SYNTAX,
          "The --contimeout option may only be used when connecting to an rsync daemon.");
    }
  }

  private PasswordSource passwords() {
    byte[] file = local.passwordFile();
    return file.length > 0 ? new PasswordFile(file) : new UserPasswords();
  }

  /** Who the user is to a daemon that was not told a name. */
  private static String loginName() {
    String name = System.getenv("USER");
    if (name == null) {
      name = System.getenv("LOGNAME");
    }
    return name == null ? "nobody" : name;
  }
}
