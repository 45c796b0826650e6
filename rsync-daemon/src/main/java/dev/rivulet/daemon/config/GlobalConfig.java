// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

/** What the configuration says about the daemon as a whole; immutable. */
public final class GlobalConfig {
  private final Settings settings;
  private final Settings defaults;
  private final Variables variables;

  GlobalConfig(Settings settings, Settings defaults, Variables variables) {
    this.settings = new Settings(settings);
    this.defaults = new Settings(defaults);
    this.variables = variables;
  }

  private String text(Settings from, Parameter parameter) {
    return variables.expand(from.text(parameter));
  }

  /** The port to listen on, 0 when none is set. */
  public int port() {
    return settings.number(Parameter.PORT);
  }

  /** The address to listen on, empty for all. */
  public String address() {
    return text(settings, Parameter.ADDRESS);
  }

  /** How many connections may wait to be accepted. */
  public int listenBacklog() {
    return settings.number(Parameter.LISTEN_BACKLOG);
  }

  /** The file shown to every client, empty for none. */
  public String motdFile() {
    String name = text(settings, Parameter.MOTD_FILE);
    return name.startsWith("/") ? daemonChroot() + name : name;
  }

  /**
   * What clients and the paths of modules have for the root of the system, without a slash at its
   * end; empty for the real one. The files of the log stay outside.
   */
  public String daemonChroot() {
    String path = text(settings, Parameter.DAEMON_CHROOT);
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  /** The user that modules act as at most, a name or number; empty for the one of the process. */
  public String daemonUid() {
    return text(settings, Parameter.DAEMON_UID);
  }

  /** The group that modules act as at most, a name or number; empty for the one of the process. */
  public String daemonGid() {
    return text(settings, Parameter.DAEMON_GID);
  }

  /** Where the process id is kept while the daemon runs, empty for nowhere. */
  public String pidFile() {
    return text(settings, Parameter.PID_FILE);
  }

  /** Where messages go that belong to no module, empty for syslog. */
  public String logFile() {
    return text(defaults, Parameter.LOG_FILE);
  }

  public String syslogFacility() {
    return text(defaults, Parameter.SYSLOG_FACILITY);
  }

  public String syslogTag() {
    return text(defaults, Parameter.SYSLOG_TAG);
  }

  /**
   * The seconds a client may be silent before it has named its module; 0 or less for the default.
   */
  public int timeoutSeconds() {
    return defaults.number(Parameter.TIMEOUT);
  }

  /** Whether the name of every client is looked up when it connects. */
  public boolean reverseLookup() {
    return defaults.isOn(Parameter.REVERSE_LOOKUP);
  }

  /** What is set of the sockets of clients, in the form of {@code --sockopts}. */
  public String socketOptions() {
    return text(settings, Parameter.SOCKET_OPTIONS);
  }

  /** Whether every connection begins with the header of a proxy. */
  public boolean proxyProtocol() {
    return settings.isOn(Parameter.PROXY_PROTOCOL);
  }

  /** The peers that may send such a header, in the form of {@code hosts allow}. */
  public String proxyProtocolHosts() {
    return text(settings, Parameter.PROXY_PROTOCOL_HOSTS);
  }
}
