// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.options.ServerRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of the daemon, as {@code rsync --daemon --help} lists it. Texts are byte texts.
 *
 * @param config empty for the usual place
 * @param address empty for the configured one
 * @param port -1 for the configured one
 * @param addressFamily 4, 6, or 0 for both
 * @param logFile empty for the configured one
 * @param bandwidthLimit KiB per second that one client may get at most, 0 for no limit
 * @param protocol the highest one to speak
 * @param overrides global parameters, {@code name=value}
 * @param server whether a remote shell started it: one client, on standard input and output
 */
record DaemonArguments(
    Optional<String> config,
    String address,
    int port,
    int addressFamily,
    String logFile,
    long bandwidthLimit,
    int protocol,
    List<String> overrides,
    boolean server,
    boolean help,
    boolean version) {

  private static final String HINT =
      "(Type \"rsync --daemon --help\" for assistance with daemon mode.)";
  private static final int MAX_PORT = 65535;

  /**
   * Understands the words after the program's name.
   *
   * @throws RsyncException (exit code 1) with rsync's text for what it would refuse, and (exit code
   *     4) for what only the reference program can do
   */
  static DaemonArguments parse(List<byte[]> words) throws RsyncException {
    return new Reader(words).read();
  }

  private static final class Reader {
    private final List<String> words = new ArrayList<>();
    private final List<String> overrides = new ArrayList<>();
    private int next;
    private String config;
    private String address = "";
    private int port = -1;
    private int addressFamily;
    private String logFile = "";
    private long bandwidthLimit;
    private int protocol = Negotiator.NEWEST_PROTOCOL;
    private boolean server;
    private boolean help;
    private boolean version;

    Reader(List<byte[]> bytes) {
      bytes.forEach(word -> words.add(ByteText.of(word)));
    }

    DaemonArguments read() throws RsyncException {
      while (next < words.size()) {
        String word = words.get(next++);
        if (word.startsWith("--") && word.length() > 2) {
          longOption(word);
        } else if (word.startsWith("-") && word.length() > 1 && !word.equals("--")) {
          letters(word);
        } else if (!(server && word.equals("."))) {
          throw refused("rsync: " + word + ": unexpected argument (in daemon mode)");
        }
      }
      return new DaemonArguments(
          Optional.ofNullable(config),
          address,
          port,
          addressFamily,
          logFile,
          bandwidthLimit,
          protocol,
          List.copyOf(overrides),
          server,
          help,
          version);
    }

    private void longOption(String word) throws RsyncException {
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      String attached = equals < 0 ? null : word.substring(equals + 1);
      switch (name) {
        case "--address",
            "--bwlimit",
            "--config",
            "--dparam",
            "--log-file",
            "--log-file-format",
            "--port",
            "--protocol",
            "--sockopts" ->
            valued(name, value(name, attached));
        default -> {
          if (attached != null) {
            throw refused("rsync: " + word + ": option does not take an argument");
          }
          flag(name, word);
        }
      }
    }

    private void flag(String name, String word) throws RsyncException {
      switch (name) {
        case "--daemon", "--no-detach", "--detach" -> {
          // The launcher has acted on these before the daemon itself was started.
        }
        case "--server" -> server = true;
        case "--ipv4", "-4" -> addressFamily = 4;
        case "--ipv6", "-6" -> addressFamily = 6;
        case "--help", "-h" -> help = true;
        case "--version", "-V" -> version = true;
        case "--verbose", "-v", "--no-verbose", "--no-v" -> {
          // What a daemon logs is decided by its configuration; the reference program's own
          // debugging output is all this would add.
        }
        default -> throw refused("rsync: " + word + ": unknown option (in daemon mode)");
      }
    }

    private void letters(String word) throws RsyncException {
      for (int i = 1; i < word.length(); i++) {
        if (word.charAt(i) == 'M') {
          String rest = word.substring(i + 1);
          valued("--dparam", value("-M", rest.isEmpty() ? null : withoutEquals(rest)));
          return;
        }
        flag("-" + word.charAt(i), word);
      }
    }

    private static String withoutEquals(String attached) {
      return attached.startsWith("=") ? attached.substring(1) : attached;
    }

    private String value(String name, String attached) throws RsyncException {
      if (attached != null) {
        return attached;
      }
      if (next == words.size()) {
        throw refused("rsync: " + name + ": missing argument");
      }
      return words.get(next++);
    }

    private void valued(String name, String value) throws RsyncException {
      switch (name) {
        case "--address" -> address = value;
        case "--config" -> config = value;
        case "--port" -> port = port(value);
        case "--protocol" -> protocol = protocol(value);
        case "--log-file" -> logFile = value;
        case "--bwlimit" -> bandwidthLimit = rate(value);
        case "--sockopts" -> overrides.add("socket options=" + value);
        case "--log-file-format" -> overrides.add("log format=" + value);
        default -> {
          if (value.indexOf('=') < 0) {
            throw refused("rsync: --dparam value is missing an '=': " + value);
          }
          overrides.add(value);
        }
      }
    }

    /** The same words as in the option of a client. */
    private static long rate(String value) throws RsyncException {
      byte[] option = ByteText.bytes("--bwlimit=" + value);
      return ServerRequest.parse(List.of(option), ServerRequest.Gate.OPEN)
          .options()
          .wire()
          .bandwidthLimit();
    }

    private static int port(String text) throws RsyncException {
      if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= MAX_PORT) {
        return Integer.parseInt(text);
      }
      throw refused("rsync: --port=" + text + ": invalid numeric value");
    }

    private static int protocol(String text) throws RsyncException {
      int value = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
      if (value >= Negotiator.OLDEST_PROTOCOL && value <= Negotiator.NEWEST_PROTOCOL) {
        return value;
      }
      throw refused("rsync: --protocol=" + text + ": invalid numeric value");
    }

    private static RsyncException refused(String text) {
      return new RsyncException(ExitCode.SYNTAX, text + "\n" + HINT);
    }
  }
}
