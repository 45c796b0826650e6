// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLine.HelpTopic;

/** The options of a client that do not concern the transfer. */
final class LocalWords implements OptionGroup {
  private int port;
  private byte[] passwordFile = {};
  private byte[] earlyInput = {};
  private int connectTimeoutSeconds;
  private String bindAddress = "";
  private String socketOptions = "";
  private int addressFamily;
  private boolean motd = true;
  private int humanReadable = 1;
  private boolean watch;
  private String eventSource = "";
  private byte[] controlSocket = {};
  private byte[] remoteShell = {};
  private byte[] remoteProgram = {};
  private int oldArgs;
  private Wish secludedArgs = Wish.OPEN;
  private HelpTopic help = HelpTopic.NONE;
  private int versionDetail;

  @Override
  public boolean flag(Option option, boolean on, String asTyped) throws RsyncException {
    switch (option) {
      case MOTD -> motd = on;
      case CONTIMEOUT -> connectTimeoutSeconds = 0;
      case HUMAN_READABLE -> humanReadable = on ? Math.min(humanReadable + 1, 3) : 0;
      case IPV4 -> addressFamily = 4;
      case IPV6 -> addressFamily = 6;
      case VERSION -> versionDetail++;
      case HELP -> help = HelpTopic.OPTIONS;
      case OLD_ARGS -> oldArgs(on);
      case SECLUDED_ARGS -> secludedArgs(on);
      case WATCH -> watch = true;
      case BLOCKING_IO -> {
        // What is handed to the remote shell always blocks; nothing depends on it here.
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) {
    switch (option) {
      case ADDRESS -> bindAddress = Usage.ascii(value);
      case SOCKOPTS -> socketOptions = Usage.ascii(value);
      case PASSWORD_FILE -> passwordFile = value.clone();
      case EVENT_SOURCE -> eventSource = Usage.ascii(value);
      case CONTROL -> controlSocket = value.clone();
      case EARLY_INPUT -> earlyInput = value.clone();
      case RSH -> remoteShell = value.clone();
      case RSYNC_PATH -> remoteProgram = value.clone();
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean number(Option option, int value, String asTyped) {
    switch (option) {
      case CONTIMEOUT -> connectTimeoutSeconds = Math.max(value, 0);
      case PORT -> port = value;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whether {@code --secluded-args} is among the words. */
  boolean secludesArguments() {
    return secludedArgs == Wish.YES;
  }

  /**
   * What the options say.
   *
   * @param flagHelp the list of flags the user asked for
   */
  CommandLine.Local settle(HelpTopic flagHelp) {
    return new CommandLine.Local(
        port,
        passwordFile,
        earlyInput,
        connectTimeoutSeconds,
        bindAddress,
        socketOptions,
        addressFamily,
        motd,
        humanReadable,
        watch,
        eventSource,
        controlSocket,
        new CommandLine.Remote(remoteShell, remoteProgram, oldArgs, secludedArgs.spoken()),
        help == HelpTopic.NONE ? flagHelp : help,
        versionDetail);
  }

  private void oldArgs(boolean on) throws RsyncException {
    if (on && secludedArgs == Wish.YES) {
      throw Usage.error("--secluded-args conflicts with --old-args.");
    }
    oldArgs = on ? Math.max(oldArgs, 0) + 1 : -1;
  }

  private void secludedArgs(boolean on) throws RsyncException {
    if (on && oldArgs > 0) {
      throw Usage.error("--secluded-args conflicts with --old-args.");
    }
    secludedArgs = Wish.typed(on);
  }
}
