// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import static dev.rivulet.daemon.config.ParameterKind.BOOLEAN;
import static dev.rivulet.daemon.config.ParameterKind.NUMBER;
import static dev.rivulet.daemon.config.ParameterKind.TEXT;
import static dev.rivulet.daemon.config.ParameterKind.TRISTATE;

import dev.rivulet.rsync.options.Option;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every parameter rsyncd.conf(5) knows, with its default.
 *
 * <p>A parameter that is known and does not work here yet is {@linkplain #isRefused refused} where
 * its value would change what a client sees; the others that have no effect only tune.
 */
public enum Parameter {
  ADDRESS("address", Scope.GLOBAL, TEXT, "", Support.WORKS),
  DAEMON_CHROOT("daemon chroot", Scope.GLOBAL, TEXT, "", Support.WORKS),
  DAEMON_GID("daemon gid", Scope.GLOBAL, TEXT, "", Support.WORKS),
  DAEMON_UID("daemon uid", Scope.GLOBAL, TEXT, "", Support.WORKS),
  LISTEN_BACKLOG("listen backlog", Scope.GLOBAL, NUMBER, 5, Support.WORKS),
  MOTD_FILE("motd file", Scope.GLOBAL, TEXT, "", Support.WORKS),
  PID_FILE("pid file", Scope.GLOBAL, TEXT, "", Support.WORKS),
  PORT("port", Scope.GLOBAL, NUMBER, 0, Support.WORKS),
  PROXY_PROTOCOL("proxy protocol", Scope.GLOBAL, BOOLEAN, false, Support.WORKS),
  PROXY_PROTOCOL_HOSTS("proxy protocol hosts", Scope.GLOBAL, TEXT, "", Support.WORKS),
  SOCKET_OPTIONS("socket options", Scope.GLOBAL, TEXT, "", Support.WORKS),

  AUTH_DIGEST("auth digest", Scope.MODULE, TEXT, "", Support.WORKS),
  AUTH_USERS("auth users", Scope.MODULE, TEXT, "", Support.WORKS),
  /** Only ever used with {@code --iconv}, which no client can ask this daemon for. */
  CHARSET("charset", Scope.MODULE, TEXT, "", Support.TUNES),
  COMMENT("comment", Scope.MODULE, TEXT, "", Support.WORKS),
  DONT_COMPRESS("dont compress", Scope.MODULE, TEXT, "", Support.TUNES),
  EARLY_EXEC("early exec", Scope.MODULE, TEXT, "", Support.WORKS),
  EXCLUDE("exclude", Scope.MODULE, TEXT, "", Support.WORKS),
  EXCLUDE_FROM("exclude from", Scope.MODULE, TEXT, "", Support.WORKS),
  FAKE_SUPER("fake super", Scope.MODULE, BOOLEAN, false, as(Option.FAKE_SUPER)),
  FILTER("filter", Scope.MODULE, TEXT, "", Support.WORKS),
  FORWARD_LOOKUP("forward lookup", Scope.MODULE, BOOLEAN, true, Support.WORKS),
  GID("gid", Scope.MODULE, TEXT, "", Support.WORKS),
  HOSTS_ALLOW("hosts allow", Scope.MODULE, TEXT, "", Support.WORKS),
  HOSTS_DENY("hosts deny", Scope.MODULE, TEXT, "", Support.WORKS),
  IGNORE_ERRORS("ignore errors", Scope.MODULE, BOOLEAN, false, Support.WORKS),
  IGNORE_NONREADABLE("ignore nonreadable", Scope.MODULE, BOOLEAN, false, Support.REFUSED),
  INCLUDE("include", Scope.MODULE, TEXT, "", Support.WORKS),
  INCLUDE_FROM("include from", Scope.MODULE, TEXT, "", Support.WORKS),
  INCOMING_CHMOD("incoming chmod", Scope.MODULE, TEXT, "", Support.WORKS),
  INSECURE_LINKS("insecure links", Scope.MODULE, BOOLEAN, false, Support.WORKS),
  LIST("list", Scope.MODULE, BOOLEAN, true, Support.WORKS),
  LOCK_FILE("lock file", Scope.MODULE, TEXT, "/var/run/rsyncd.lock", Support.WORKS),
  LOG_FILE("log file", Scope.MODULE, TEXT, "", Support.WORKS),
  LOG_FORMAT("log format", Scope.MODULE, TEXT, "%o %h [%a] %m (%u) %f %l", Support.WORKS),
  MAX_CONNECTIONS("max connections", Scope.MODULE, NUMBER, 0, Support.WORKS),
  MAX_VERBOSITY("max verbosity", Scope.MODULE, NUMBER, 1, Support.WORKS),
  MUNGE_SYMLINKS("munge symlinks", Scope.MODULE, TRISTATE, null, Support.WORKS),
  NAME_CONVERTER("name converter", Scope.MODULE, TEXT, "", Support.WORKS),
  NUMERIC_IDS("numeric ids", Scope.MODULE, TRISTATE, null, Support.WORKS),
  OPEN_NOATIME("open noatime", Scope.MODULE, TRISTATE, null, Support.WORKS),
  OUTGOING_CHMOD("outgoing chmod", Scope.MODULE, TEXT, "", Support.WORKS),
  PATH("path", Scope.MODULE, TEXT, "", Support.WORKS),
  POST_XFER_EXEC("post-xfer exec", Scope.MODULE, TEXT, "", Support.WORKS),
  PRE_XFER_EXEC("pre-xfer exec", Scope.MODULE, TEXT, "", Support.WORKS),
  READ_ONLY("read only", Scope.MODULE, BOOLEAN, true, Support.WORKS),
  REFUSE_OPTIONS("refuse options", Scope.MODULE, TEXT, "", Support.WORKS),
  REVERSE_LOOKUP("reverse lookup", Scope.MODULE, BOOLEAN, true, Support.WORKS),
  SECRETS_FILE("secrets file", Scope.MODULE, TEXT, "", Support.WORKS),
  STRICT_MODES("strict modes", Scope.MODULE, BOOLEAN, true, Support.WORKS),
  SYSLOG_FACILITY("syslog facility", Scope.MODULE, TEXT, "daemon", Support.WORKS),
  SYSLOG_TAG("syslog tag", Scope.MODULE, TEXT, "rsyncd", Support.WORKS),
  TEMP_DIR("temp dir", Scope.MODULE, TEXT, "", as(Option.TEMP_DIR)),
  TIMEOUT("timeout", Scope.MODULE, NUMBER, 0, Support.WORKS),
  TRANSFER_LOGGING("transfer logging", Scope.MODULE, BOOLEAN, false, Support.WORKS),
  UID("uid", Scope.MODULE, TEXT, "", Support.WORKS),
  USE_CHROOT("use chroot", Scope.MODULE, TRISTATE, null, Support.WORKS),
  WRITE_ONLY("write only", Scope.MODULE, BOOLEAN, false, Support.WORKS);

  /** Where a parameter has its place. */
  enum Scope {
    /** In front of the modules, about the daemon as a whole. */
    GLOBAL,
    /** In a module, or in front of the modules as the default of those that follow. */
    MODULE
  }

  private enum Support {
    WORKS,
    /** Accepted; what it would change is speed, or a case that cannot arise here. */
    TUNES,
    REFUSED
  }

  /** A parameter that does what an option does works as soon as that does. */
  private static Support as(Option option) {
    return option.isImplemented() ? Support.WORKS : Support.REFUSED;
  }

  private static final Map<String, Parameter> BY_NAME = new HashMap<>();

  static {
    for (Parameter parameter : values()) {
      BY_NAME.put(withoutBlanks(parameter.title), parameter);
    }
  }

  private final String title;
  private final Scope scope;
  private final ParameterKind kind;
  private final Object defaultValue;
  private final Support support;

  Parameter(String title, Scope scope, ParameterKind kind, Object defaultValue, Support support) {
    this.title = title;
    this.scope = scope;
    this.kind = kind;
    this.defaultValue = defaultValue;
    this.support = support;
  }

  /** The parameter of this name; letter case and blanks do not count, other characters do. */
  static Optional<Parameter> named(String name) {
    return Optional.ofNullable(BY_NAME.get(withoutBlanks(name)));
  }

  /** What remains of a name when it is compared. */
  static String withoutBlanks(String name) {
    StringBuilder bare = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Blanks.isBlank(c)) {
        bare.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      }
    }
    return bare.toString();
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

  /** Whether any value but the default would change what clients see, and nothing here does it. */
  boolean isRefused() {
    return support == Support.REFUSED;
  }
}
