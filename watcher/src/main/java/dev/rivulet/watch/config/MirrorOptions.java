// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.client.ClientSettings;
import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.OperatorFiles;
import dev.rivulet.client.ProcessArguments;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.rsync.options.Option;
import dev.rivulet.rsync.options.OptionParser;
import dev.rivulet.rsync.options.TransferOptions;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options of rsync in a configuration: what they mean for transfers, and the client they ask for.
 * Immutable.
 *
 * <p>Read by the same table as rsync's own command line. An option that makes no sense for a mirror
 * that nobody looks at is refused by name.
 */
public final class MirrorOptions {
  private static final String SHOWS =
      "leave it out: the log has a line for every confirmed change anyway";

  private static final String ONCE = "leave it out: a mirror goes on until it is ended";

  /** What is refused, and what to do instead. */
  private static final Map<Option, String> REFUSED = new EnumMap<>(Option.class);

  static {
    for (Option option :
        List.of(
            Option.PROGRESS,
            Option.PARTIAL_PROGRESS,
            Option.STATS,
            Option.ITEMIZE_CHANGES,
            Option.HUMAN_READABLE,
            Option.OUT_FORMAT,
            Option.QUIET)) {
      REFUSED.put(option, SHOWS);
    }
    REFUSED.put(Option.PARTIAL_PROGRESS, "write --partial, the log has a line for every change");
    REFUSED.put(Option.LOG_FILE, "give the program a log file");
    REFUSED.put(Option.LOG_FILE_FORMAT, "leave it out: the log has a form of its own");
    for (Option option :
        List.of(
            Option.STOP_AFTER,
            Option.STOP_AT,
            Option.READ_BATCH,
            Option.WRITE_BATCH,
            Option.ONLY_WRITE_BATCH)) {
      REFUSED.put(option, ONCE);
    }
    REFUSED.put(Option.DRY_RUN, "leave it out: rsync-watch run --check shows what would be done");
    REFUSED.put(Option.LIST_ONLY, "leave it out: a mirror lists nothing");
    REFUSED.put(Option.FILES_FROM, "leave out with exclude and include what is not to be mirrored");
    REFUSED.put(Option.REMOVE_SOURCE_FILES, "leave it out: what is removed would be deleted");
    REFUSED.put(Option.REMOVE_SENT_FILES, "leave it out: what is removed would be deleted");
    REFUSED.put(Option.DIRS, "leave it out: a mirror has everything below its source");
    REFUSED.put(Option.OLD_DIRS, "leave it out: a mirror has everything below its source");
    REFUSED.put(Option.COPY_AS, "start the program as that user");
    REFUSED.put(Option.WATCH, "leave it out: every mirror watches");
    REFUSED.put(Option.EVENT_SOURCE, "say it by the mirror's own event source");
    REFUSED.put(Option.CONTROL, "say it by the program's control socket");
    REFUSED.put(Option.HELP, "ask rsync --help");
    REFUSED.put(Option.VERSION, "ask rsync --version");
  }

  private final CommandLine commandLine;
  private final ClientSettings client;

  private MirrorOptions(CommandLine commandLine) {
    this.commandLine = commandLine;
    this.client = new ClientSettings(commandLine);
  }

  /**
   * Understands options.
   *
   * @param place of the words, for messages
   * @throws ConfigException for what rsync would refuse, for operands, and for what makes no sense
   *     here
   */
  public static MirrorOptions parse(String place, List<byte[]> words) throws ConfigException {
    try {
      List<byte[]> operands = OptionParser.parse(words, new Refusals(place));
      if (!operands.isEmpty()) {
        String first = new String(operands.get(0), StandardCharsets.UTF_8);
        throw new ConfigException(
            place, "\"" + first + "\" is not an option", "put only options of rsync here");
      }
      return new MirrorOptions(CommandLine.parse(words, new OperatorFiles()));
    } catch (ConfigException e) {
      throw e;
    } catch (RsyncException e) {
      String text = String.valueOf(e.getMessage()).replaceFirst("^rsync: ", "");
      throw new ConfigException(place, text, "see rsync --help for what there is", e);
    }
  }

  /** What a transfer preserves, leaves out and deletes. */
  public TransferOptions transfer() {
    return commandLine.options();
  }

  /** Understands a target, with the port of the options unless it names one itself. */
  public Endpoint target(byte[] text) {
    Endpoint target = Endpoint.parse(text);
    int port = commandLine.local().port();
    return target instanceof DaemonUrl daemon && port != 0 ? daemon.withDefaultPort(port) : target;
  }

  /**
   * The client that makes the transfers. A password comes from the file that the options name, else
   * from the variable RSYNC_PASSWORD; nobody is asked for one.
   *
   * @param place of the options, for messages
   * @throws ConfigException if options need a daemon and there is none among the targets
   */
  public RsyncClient client(String place, List<Endpoint> targets) throws ConfigException {
    Optional<Endpoint> daemon = targets.stream().filter(DaemonUrl.class::isInstance).findFirst();
    try {
      client.requireUseful(daemon.orElse(targets.get(0)));
      RsyncClient.Builder builder = client.client().earlyInput(client.earlyInput());
      if (commandLine.local().passwordFile().length == 0) {
        builder.passwordSource((user, host) -> passwordVariable());
      }
      return builder.build();
    } catch (RsyncException e) {
      String text = String.valueOf(e.getMessage()).replaceFirst("^rsync: ", "");
      throw new ConfigException(place, text, "leave the option out or name a daemon", e);
    }
  }

  private static byte[] passwordVariable() {
    byte[] variable = ProcessArguments.variable("RSYNC_PASSWORD");
    return variable == null ? new byte[0] : variable;
  }

  /** Looks at every option before it has a meaning. */
  private record Refusals(String place) implements OptionParser.Handler {

    @Override
    public void flag(Option option, boolean on, String asTyped) throws ConfigException {
      if (on) {
        check(option, asTyped);
      }
    }

    @Override
    public void text(Option option, byte[] value, String asTyped) throws ConfigException {
      check(option, asTyped);
    }

    @Override
    public void number(Option option, int value, String asTyped) throws ConfigException {
      check(option, asTyped);
    }

    private void check(Option option, String asTyped) throws ConfigException {
      String remedy = REFUSED.get(option);
      if (remedy != null) {
        throw new ConfigException(place, asTyped + " makes no sense for a mirror", remedy);
      }
    }
  }
}
