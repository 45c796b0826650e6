// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import dev.rivulet.rsync.conf.Blanks;
import dev.rivulet.rsync.conf.ByteText;
import java.util.List;
import java.util.Optional;

/**
 * One module: a directory tree under a name, and who may do what with it; immutable.
 *
 * <p>The accessors are the parameters of rsyncd.conf(5), where their meaning is told. Texts are
 * byte texts, see {@link ByteText}. References to variables are replaced when a value is asked for.
 */
public final class ModuleConfig {
  private static final List<Parameter> COMMANDS =
      List.of(
          Parameter.POST_XFER_EXEC,
          Parameter.EARLY_EXEC,
          Parameter.PRE_XFER_EXEC,
          Parameter.NAME_CONVERTER);

  private final String name;
  private final Settings settings;
  private final Variables variables;
  private final String daemonChroot;

  ModuleConfig(String name, Settings settings, Variables variables, String daemonChroot) {
    this.name = name;
    this.settings = new Settings(settings);
    this.variables = variables;
    this.daemonChroot = daemonChroot;
  }

  /** Starts a module made by a program, with rsync's defaults. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** The same module with values for the variables of one connection. */
  public ModuleConfig with(Variables values) {
    return new ModuleConfig(name, settings, values, daemonChroot);
  }

  private String text(Parameter parameter) {
    return variables.expand(settings.text(parameter));
  }

  /** A file as this process reaches it. */
  private String file(Parameter parameter) {
    String path = text(parameter);
    return path.startsWith("/") ? daemonChroot + path : path;
  }

  /** What the path of this module is seen from, without a slash; empty for the real root. */
  public String daemonChroot() {
    return daemonChroot;
  }

  /** Whether any command is to be run for this module. */
  public boolean hasCommands() {
    return COMMANDS.stream().anyMatch(command -> !settings.text(command).isEmpty());
  }

  public String name() {
    return name;
  }

  /** The root directory as configured; may contain the mark {@code /./}. */
  public String path() {
    return text(Parameter.PATH);
  }

  public String comment() {
    return text(Parameter.COMMENT);
  }

  public boolean isListed() {
    return settings.isOn(Parameter.LIST);
  }

  public boolean isReadOnly() {
    return settings.isOn(Parameter.READ_ONLY);
  }

  public boolean isWriteOnly() {
    return settings.isOn(Parameter.WRITE_ONLY);
  }

  /** The user transfers run as, a name or number; empty for the default. */
  public String uid() {
    return text(Parameter.UID);
  }

  /** The groups transfers run with, or {@code *}; empty for the default. */
  public String gid() {
    return text(Parameter.GID);
  }

  /** Whether the tree must be, or must not be, a root of its own; empty to try. */
  public Optional<Boolean> useChroot() {
    return settings.choice(Parameter.USE_CHROOT);
  }

  public Optional<Boolean> numericIds() {
    return settings.choice(Parameter.NUMERIC_IDS);
  }

  public Optional<Boolean> mungeSymlinks() {
    return settings.choice(Parameter.MUNGE_SYMLINKS);
  }

  /** Changes of the permissions of what clients send, in the words of {@code --chmod}. */
  public String incomingChmod() {
    return text(Parameter.INCOMING_CHMOD);
  }

  /** Changes of the permissions of what clients get, in the words of {@code --chmod}. */
  public String outgoingChmod() {
    return text(Parameter.OUTGOING_CHMOD);
  }

  /** Whether reading leaves access times alone; empty if clients may choose. */
  public Optional<Boolean> openNoAccessTime() {
    return settings.choice(Parameter.OPEN_NOATIME);
  }

  public String authUsers() {
    return text(Parameter.AUTH_USERS);
  }

  /** The weakest digest accepted for a login, empty for any. */
  public String authDigest() {
    return text(Parameter.AUTH_DIGEST);
  }

  public String secretsFile() {
    return file(Parameter.SECRETS_FILE);
  }

  public boolean hasStrictModes() {
    return settings.isOn(Parameter.STRICT_MODES);
  }

  public String hostsAllow() {
    return text(Parameter.HOSTS_ALLOW);
  }

  public String hostsDeny() {
    return text(Parameter.HOSTS_DENY);
  }

  public boolean reverseLookup() {
    return settings.isOn(Parameter.REVERSE_LOOKUP);
  }

  public boolean forwardLookup() {
    return settings.isOn(Parameter.FORWARD_LOOKUP);
  }

  /** How many connections may use the module's lock file; 0 for any number, negative for none. */
  public int maxConnections() {
    return settings.number(Parameter.MAX_CONNECTIONS);
  }

  public String lockFile() {
    return file(Parameter.LOCK_FILE);
  }

  /** Seconds without traffic after which a client is given up, 0 for never. */
  public int timeoutSeconds() {
    return Math.max(0, settings.number(Parameter.TIMEOUT));
  }

  public String logFile() {
    return text(Parameter.LOG_FILE);
  }

  public String syslogFacility() {
    return text(Parameter.SYSLOG_FACILITY);
  }

  public String syslogTag() {
    return text(Parameter.SYSLOG_TAG);
  }

  public boolean transferLogging() {
    return settings.isOn(Parameter.TRANSFER_LOGGING);
  }

  /** The format of a line per file; its percent signs are escapes of its own. */
  public String logFormat() {
    return settings.text(Parameter.LOG_FORMAT);
  }

  public int maxVerbosity() {
    return settings.number(Parameter.MAX_VERBOSITY);
  }

  public boolean ignoreErrors() {
    return settings.isOn(Parameter.IGNORE_ERRORS);
  }

  public String filter() {
    return text(Parameter.FILTER);
  }

  public String include() {
    return text(Parameter.INCLUDE);
  }

  public String includeFrom() {
    return file(Parameter.INCLUDE_FROM);
  }

  public String exclude() {
    return text(Parameter.EXCLUDE);
  }

  public String excludeFrom() {
    return file(Parameter.EXCLUDE_FROM);
  }

  /** Where temporary files are made, a path as the module sees it; empty for their own place. */
  public String tempDir() {
    return text(Parameter.TEMP_DIR);
  }

  /** Whether privileged attributes are kept in extended ones. */
  public boolean fakeSuper() {
    return settings.isOn(Parameter.FAKE_SUPER);
  }

  /** Whether symbolic links inside the module are followed wherever they lead. */
  public boolean hasInsecureLinks() {
    return settings.isOn(Parameter.INSECURE_LINKS);
  }

  /** Whether what may not be read is not listed. */
  public boolean ignoreNonreadable() {
    return settings.isOn(Parameter.IGNORE_NONREADABLE);
  }

  /**
   * Whether clients get everything compressed as little as possible: {@code dont compress} with the
   * pattern {@code *}, the only one that has an effect (rsyncd.conf(5)).
   */
  public boolean compressesLittle() {
    return Blanks.words(text(Parameter.DONT_COMPRESS)).contains("*");
  }

  /** The character set of the names that are stored; empty for none. */
  public String charset() {
    return text(Parameter.CHARSET);
  }

  /** The options clients may not use, by name or with wildcards. */
  public String refuseOptions() {
    return text(Parameter.REFUSE_OPTIONS);
  }

  /** A command for the shell, run when a client may enter; empty for none. */
  public String earlyExec() {
    return text(Parameter.EARLY_EXEC);
  }

  /** A command for the shell, run when a client's arguments are known; empty for none. */
  public String preXferExec() {
    return text(Parameter.PRE_XFER_EXEC);
  }

  /** A command for the shell, run when the connection is over; empty for none. */
  public String postXferExec() {
    return text(Parameter.POST_XFER_EXEC);
  }

  /** A command for the shell that knows the names of users and groups; empty for none. */
  public String nameConverter() {
    return text(Parameter.NAME_CONVERTER);
  }

  /**
   * A variable that one of the commands refers to and whose value a shell might act upon, so that
   * none of them may be run.
   */
  public Optional<String> unsafeVariable() {
    return COMMANDS.stream()
        .flatMap(command -> variables.unsafeIn(settings.text(command)).stream())
        .findFirst();
  }

  /** Collects the parameters of a module; not safe for several threads. */
  public static final class Builder {
    private final String name;
    private final Settings settings = new Settings();

    private Builder(String name) {
      this.name = ByteText.of(name);
    }

    private Builder set(Parameter parameter, Object value) {
      settings.put(parameter, value instanceof String text ? ByteText.of(text) : value);
      return this;
    }

    /** Any parameter, with a value as it would stand in a file. */
    public Builder set(Parameter parameter, String value) {
      if (!settings.parse(parameter, ByteText.of(value))) {
        throw new IllegalArgumentException(parameter.title() + " = " + value);
      }
      return this;
    }

    public Builder path(String value) {
      return set(Parameter.PATH, value);
    }

    public Builder comment(String value) {
      return set(Parameter.COMMENT, value);
    }

    public Builder readOnly(boolean value) {
      return set(Parameter.READ_ONLY, (Object) value);
    }

    public Builder writeOnly(boolean value) {
      return set(Parameter.WRITE_ONLY, (Object) value);
    }

    public Builder listed(boolean value) {
      return set(Parameter.LIST, (Object) value);
    }

    public Builder uid(String value) {
      return set(Parameter.UID, value);
    }

    public Builder gid(String value) {
      return set(Parameter.GID, value);
    }

    public Builder useChroot(boolean value) {
      return set(Parameter.USE_CHROOT, (Object) value);
    }

    public Builder authUsers(String value) {
      return set(Parameter.AUTH_USERS, value);
    }

    public Builder secretsFile(String value) {
      return set(Parameter.SECRETS_FILE, value);
    }

    public ModuleConfig build() {
      return new ModuleConfig(name, settings, Variables.NONE, "");
    }
  }
}
