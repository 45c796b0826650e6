// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.SocketTuning;
import dev.rivulet.rsync.options.ArgumentStyle;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.rsync.options.OperatorPaths;
import dev.rivulet.rsync.store.StoreException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command line and the environment say about reaching the other end.
 *
 * <p>Immutable; passwords and the environment are read when a client asks for them.
 */
public final class ClientSettings {
  private static final Pattern LEADING_NUMBER = Pattern.compile("^\\s*([-+]?[0-9]{1,9})");

  private final CommandLine.Local local;
  private final OperatorPaths paths;

  public ClientSettings(CommandLine commandLine) {
    this.local = commandLine.local();
    this.paths = commandLine.options().operatorPaths();
  }

  /** A client with these settings, without a listener. */
  public RsyncClient.Builder client() {
    return RsyncClient.builder()
        .passwordSource(passwords())
        .files(LocalFiles.of(paths, false))
        .connector(connector())
        .remoteServer(server())
        .connectTimeout(Duration.ofSeconds(local.connectTimeoutSeconds()))
        .user(loginName())
        .motd(local.motd());
  }

  /** How daemons are reached. A remote shell is used only if the command line names one. */
  public Connector connector() {
    if (local.remote().shell().length > 0) {
      return new ShellConnector(server());
    }
    byte[] program = ProcessArguments.variable("RSYNC_CONNECT_PROG");
    if (program != null) {
      byte[] shell = ProcessArguments.variable("RSYNC_SHELL");
      return shell == null ? new ProgramConnector(program) : new ProgramConnector(program, shell);
    }
    DaemonConnector.Family family =
        switch (local.addressFamily()) {
          case 4 -> DaemonConnector.Family.IPV4;
          case 6 -> DaemonConnector.Family.IPV6;
          default -> DaemonConnector.Family.ANY;
        };
    DaemonConnector direct = new DaemonConnector(family, local.bindAddress(), socketTuning());
    byte[] proxy = ProcessArguments.variable("RSYNC_PROXY");
    return proxy == null || proxy.length == 0
        ? direct
        : new ProxiedConnector(direct, new String(proxy, StandardCharsets.ISO_8859_1));
  }

  /**
   * What the early command of a daemon's module gets to read.
   *
   * @throws RsyncException (exit code 5) when the file cannot be read, or is larger than any daemon
   *     takes
   */
  public byte[] earlyInput() throws RsyncException {
    byte[] file = local.earlyInput();
    if (file.length == 0) {
      return file;
    }
    String shown = new String(file, StandardCharsets.UTF_8);
    byte[] contents;
    try {
      contents = new OperatorFiles(paths).read(file);
    } catch (StoreException e) {
      String reason = e.errno().text() + " (" + e.errno().number() + ")";
      throw new RsyncException(
          ExitCode.START_CLIENT, "rsync: failed to open " + shown + ": " + reason, e);
    }
    if (contents.length > DaemonLogin.MAX_EARLY_INPUT) {
      throw new RsyncException(
          ExitCode.START_CLIENT, shown + " is > " + DaemonLogin.MAX_EARLY_INPUT + " bytes.");
    }
    return contents;
  }

  /** What the user wants of sockets, with complaints about what cannot be had. */
  public SocketTuning socketTuning() {
    return SocketTuning.parse(local.socketOptions());
  }

  /** How servers are started on other machines. */
  public RemoteServer server() {
    CommandLine.Remote remote = local.remote();
    byte[] shell = remote.shell();
    if (shell.length == 0) {
      shell = ProcessArguments.variable("RSYNC_RSH");
    }
    if (shell == null || shell.length == 0) {
      shell = ProgramShell.USUAL.getBytes(StandardCharsets.US_ASCII);
    }
    ProgramShell program = new ProgramShell(shell, local.addressFamily());
    return remote.program().length == 0
        ? new RemoteServer(program, argumentStyle())
        : new RemoteServer(program, remote.program(), argumentStyle());
  }

  /**
   * The command line decides; where it is silent, the environment. There RSYNC_OLD_ARGS, whatever
   * its value, goes before RSYNC_PROTECT_ARGS.
   */
  private ArgumentStyle argumentStyle() {
    CommandLine.Remote remote = local.remote();
    String oldVariable = remote.oldArgs() == 0 ? variable("RSYNC_OLD_ARGS") : "";
    int old = oldVariable.isEmpty() ? remote.oldArgs() : leadingNumber(oldVariable);
    boolean usuallySecluded =
        remote.oldArgs() <= 0
            && oldVariable.isEmpty()
            && leadingNumber(variable("RSYNC_PROTECT_ARGS")) != 0;
    return remote.secludedArgs().orElse(usuallySecluded)
        ? ArgumentStyle.SECLUDED
        : ArgumentStyle.old(Math.max(old, 0));
  }

  /** Whether arguments are taken as they were before rsync 3.2.4, {@code --old-args}. */
  public boolean usesOldArguments() {
    ArgumentStyle style = argumentStyle();
    return style == ArgumentStyle.OLD_PATHS || style == ArgumentStyle.OLD;
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    return value == null ? "" : value;
  }

  /** The number a text begins with; 0 without one. */
  static int leadingNumber(String text) {
    Matcher number = LEADING_NUMBER.matcher(text);
    return number.find() ? Integer.parseInt(number.group(1)) : 0;
  }

  /**
   * Refuses options that only make sense with a daemon where there is none.
   *
   * @param far the end that is not this machine, or any if both are
   * @throws RsyncException (exit code 1) naming the option
   */
  public void requireUseful(Endpoint far) throws RsyncException {
    if (far instanceof DaemonUrl) {
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
    return file.length > 0 ? new PasswordFile(file, new OperatorFiles(paths)) : new UserPasswords();
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
