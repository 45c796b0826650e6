// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A command line, understood.
 *
 * @param options what concerns the transfer
 * @param local what concerns only the program it was given to
 * @param operands the path arguments as typed
 * @param remarks to be shown before anything is done
 */
public record CommandLine(
    TransferOptions options, Local local, List<byte[]> operands, List<Remark> remarks) {

  /**
   * Something about the words themselves, in rsync's words.
   *
   * @param isError whether it goes where errors go
   */
  public record Remark(String text, boolean isError) {}

  /**
   * Options that do not concern the transfer itself.
   *
   * @param port of the daemon, 0 for the default
   * @param passwordFile empty without one
   * @param earlyInput the file for the daemon's early command, empty without one
   * @param connectTimeoutSeconds 0 for none
   * @param bindAddress local address of the connection, empty for any
   * @param socketOptions as typed, empty without any
   * @param addressFamily 4, 6, or 0 for either
   * @param motd whether the daemon's message of the day is shown
   * @param humanReadable 0 plain digits, 1 grouped digits, 2 units of 1000, 3 units of 1024
   * @param watch whether to stay and transfer whatever changes
   * @param eventSource how it hears of changes, as typed; empty for the usual way
   * @param controlSocket where it answers questions; empty for nowhere
   * @param remote how rsync is started on another machine
   * @param helpTopic what the user wants to be told instead of anything else
   * @param versionDetail how often {@code --version} was given: twice asks for the form programs
   *     read
   */
  public record Local(
      int port,
      byte[] passwordFile,
      byte[] earlyInput,
      int connectTimeoutSeconds,
      String bindAddress,
      String socketOptions,
      int addressFamily,
      boolean motd,
      int humanReadable,
      boolean watch,
      String eventSource,
      byte[] controlSocket,
      Remote remote,
      HelpTopic helpTopic,
      int versionDetail) {

    /** Whether {@code --help} was given. */
    public boolean help() {
      return helpTopic == HelpTopic.OPTIONS;
    }

    /** Whether {@code --version} was given. */
    public boolean version() {
      return versionDetail > 0;
    }
  }

  /** What help there is. */
  public enum HelpTopic {
    NONE,
    OPTIONS,
    /** The flags of {@code --info}. */
    INFO,
    /** The flags of {@code --debug}. */
    DEBUG
  }

  /**
   * How rsync is started on another machine.
   *
   * @param shell the command line of the remote shell ({@code --rsh}), empty for the usual one
   * @param program {@code --rsync-path}, empty for the usual one
   * @param oldArgs how often {@code --old-args} was given; -1 for its opposite
   * @param secludedArgs whether arguments go past the remote shell, if the user said so
   */
  public record Remote(byte[] shell, byte[] program, int oldArgs, Optional<Boolean> secludedArgs) {}

  /**
   * Understands the words after the program name.
   *
   * @param files reads the files that options name
   * @throws RsyncException with rsync's text and exit code for what it would refuse; exit code 4
   *     for an option that exists and does not work here
   */
  public static CommandLine parse(List<byte[]> words, OptionFiles files) throws RsyncException {
    return parse(words, files, System::getenv, Option::isImplemented);
  }

  /**
   * Understands the words after the program name.
   *
   * @param environment the variables of the process, null for one that is not set
   * @param works which options are not refused
   */
  static CommandLine parse(
      List<byte[]> words,
      OptionFiles files,
      UnaryOperator<String> environment,
      Predicate<Option> works)
      throws RsyncException {
    CommandLineReader reader =
        new CommandLineReader(CommandLineReader.End.CLIENT, files, environment, works);
    List<byte[]> operands = OptionParser.parse(words, reader);
    TransferOptions options = reader.options();
    return new CommandLine(options, reader.local(), operands, reader.remarks(options));
  }
}
