// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import static dev.rivulet.daemon.config.ParameterKind.BOOLEAN;
import static dev.rivulet.daemon.config.ParameterKind.NUMBER;
import static dev.rivulet.daemon.config.ParameterKind.TEXT;
import static dev.rivulet.daemon.config.ParameterKind.TRISTATE;

import dev.rivulet.rsync.conf.Blanks;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Every parameter rsyncd.conf(5) knows, with its default. */
public enum Parameter {
  ADDRESS("address", Scope.GLOBAL, TEXT, ""),
  DAEMON_CHROOT("daemon chroot", Scope.GLOBAL, TEXT, ""),
  DAEMON_GID("daemon gid", Scope.GLOBAL, TEXT, ""),
  DAEMON_UID("daemon uid", Scope.GLOBAL, TEXT, ""),
  LISTEN_BACKLOG("listen backlog", Scope.GLOBAL, NUMBER, 5),
  MOTD_FILE("motd file", Scope.GLOBAL, TEXT, ""),
  PID_FILE("pid file", Scope.GLOBAL, TEXT, ""),
  PORT("port", Scope.GLOBAL, NUMBER, 0),
  PROXY_PROTOCOL("proxy protocol", Scope.GLOBAL, BOOLEAN, false),
  PROXY_PROTOCOL_HOSTS("proxy protocol hosts", Scope.GLOBAL, TEXT, ""),
  SOCKET_OPTIONS("socket options", Scope.GLOBAL, TEXT, ""),

  AUTH_DIGEST("auth digest", Scope.MODULE, TEXT, ""),
  AUTH_USERS("auth users", Scope.MODULE, TEXT, ""),
  /** Of names where a client has them translated ({@code --iconv}). */
  CHARSET("charset", Scope.MODULE, TEXT, ""),
  COMMENT("comment", Scope.MODULE, TEXT, ""),
  DONT_COMPRESS("dont compress", Scope.MODULE, TEXT, ""),
  EARLY_EXEC("early exec", Scope.MODULE, TEXT, ""),
  EXCLUDE("exclude", Scope.MODULE, TEXT, ""),
  EXCLUDE_FROM("exclude from", Scope.MODULE, TEXT, ""),
  FAKE_SUPER("fake super", Scope.MODULE, BOOLEAN, false),
  FILTER("filter", Scope.MODULE, TEXT, ""),
  FORWARD_LOOKUP("forward lookup", Scope.MODULE, BOOLEAN, true),
  GID("gid", Scope.MODULE, TEXT, ""),
  HOSTS_ALLOW("hosts allow", Scope.MODULE, TEXT, ""),
  HOSTS_DENY("hosts deny", Scope.MODULE, TEXT, ""),
  IGNORE_ERRORS("ignore errors", Scope.MODULE, BOOLEAN, false),
  IGNORE_NONREADABLE("ignore nonreadable", Scope.MODULE, BOOLEAN, false),
  INCLUDE("include", Scope.MODULE, TEXT, ""),
  INCLUDE_FROM("include from", Scope.MODULE, TEXT, ""),
  INCOMING_CHMOD("incoming chmod", Scope.MODULE, TEXT, ""),
  INSECURE_LINKS("insecure links", Scope.MODULE, BOOLEAN, false),
  LIST("list", Scope.MODULE, BOOLEAN, true),
  LOCK_FILE("lock file", Scope.MODULE, TEXT, "/var/run/rsyncd.lock"),
  LOG_FILE("log file", Scope.MODULE, TEXT, ""),
  LOG_FORMAT("log format", Scope.MODULE, TEXT, "%o %h [%a] %m (%u) %f %l"),
  MAX_CONNECTIONS("max connections", Scope.MODULE, NUMBER, 0),
  MAX_VERBOSITY("max verbosity", Scope.MODULE, NUMBER, 1),
  MUNGE_SYMLINKS("munge symlinks", Scope.MODULE, TRISTATE, null),
  NAME_CONVERTER("name converter", Scope.MODULE, TEXT, ""),
  NUMERIC_IDS("numeric ids", Scope.MODULE, TRISTATE, null),
  OPEN_NOATIME("open noatime", Scope.MODULE, TRISTATE, null),
  OUTGOING_CHMOD("outgoing chmod", Scope.MODULE, TEXT, ""),
  PATH("path", Scope.MODULE, TEXT, ""),
  POST_XFER_EXEC("post-xfer exec", Scope.MODULE, TEXT, ""),
  PRE_XFER_EXEC("pre-xfer exec", Scope.MODULE, TEXT, ""),
  READ_ONLY("read only", Scope.MODULE, BOOLEAN, true),
  REFUSE_OPTIONS("refuse options", Scope.MODULE, TEXT, ""),
  REVERSE_LOOKUP("reverse lookup", Scope.MODULE, BOOLEAN, true),
  SECRETS_FILE("secrets file", Scope.MODULE, TEXT, ""),
  STRICT_MODES("strict modes", Scope.MODULE, BOOLEAN, true),
  SYSLOG_FACILITY("syslog facility", Scope.MODULE, TEXT, "daemon"),
  SYSLOG_TAG("syslog tag", Scope.MODULE, TEXT, "rsyncd"),
  TEMP_DIR("temp dir", Scope.MODULE, TEXT, ""),
  TIMEOUT("timeout", Scope.MODULE, NUMBER, 0),
  TRANSFER_LOGGING("transfer logging", Scope.MODULE, BOOLEAN, false),
  UID("uid", Scope.MODULE, TEXT, ""),
  USE_CHROOT("use chroot", Scope.MODULE, TRISTATE, null),
  WRITE_ONLY("write only", Scope.MODULE, BOOLEAN, false);

  /** Where a parameter has its place. */
  enum Scope {
    /** In front of the modules, about the daemon as a whole. */
    GLOBAL,
    /** In a module, or in front of the modules as the default of those that follow. */
    MODULE
  }

  private static final Map<String, Parameter> BY_NAME = new HashMap<>();

  static {
    for (Parameter parameter : values()) {
      BY_NAME.put(Blanks.key(parameter.title), parameter);
    }
  }

  private final String title;
  private final Scope scope;
  private final ParameterKind kind;
  private final Object defaultValue;

  Parameter(String title, Scope scope, ParameterKind kind, Object defaultValue) {
    this.title = title;
    this.scope = scope;
    this.kind = kind;
    this.defaultValue = defaultValue;
  }

  /** The parameter of this name; letter case and blanks do not count, other characters do. */
  static Optional<Parameter> named(String name) {
    return Optional.ofNullable(BY_NAME.get(Blanks.key(name)));
  }

  /** The name as the manual writes it. */
  public String title() {
    return title;
  }

  Scope scope() {
    return scope;
  }

  ParameterKind kind() {
    return kind;
  }

  /** The value of a parameter that was not set; null stands for an unset three-state one. */
  Object defaultValue() {
    return defaultValue;
  }
}
