// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.NameTranslation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Gives options their meaning, one after the other, and settles at the end what depends on several
 * of them. Serves a client's command line and a server's arguments. Owned by one thread.
 */
final class CommandLineReader implements OptionParser.Handler {

  /** Whose words are read. */
  enum End {
    CLIENT,
    SERVER
  }

  private final End end;
  private final UnaryOperator<String> environment;
  private final Predicate<Option> works;
  private final TransferOptionsBuilder builder = new TransferOptionsBuilder();

  private final LocalWords local = new LocalWords();
  private final AttributeWords attributes = new AttributeWords(builder);
  private final IdentityWords identity = new IdentityWords(builder);
  private final SourceWords source;
  private final OptionRules rules;
  private final FilterWords filters;
  private final UpdateWords update = new UpdateWords(builder);
  private final BackupWords backup = new BackupWords();
  private final DeliveryWords delivery;
  private final BasisWords basis = new BasisWords();
  private final BatchWords batch = new BatchWords();
  private final WireWords wire = new WireWords(builder);
  private final PeerWords peer = new PeerWords(builder);
  private final ReportWords report;
  private final List<OptionGroup> groups;

  private boolean sender;
  private String clientInfo = "";

  /**
   * A reader that has read nothing yet.
   *
   * @param environment the variables of the process, null for one that is not set
   * @param works which options are not refused
   */
  CommandLineReader(
      End end, OptionFiles files, UnaryOperator<String> environment, Predicate<Option> works) {
    this.end = end;
    this.environment = environment;
    this.works = works;
    this.source = new SourceWords(end, files, builder);
    this.rules =
        new OptionRules(
            files, environment, source::fromNul, end == End.CLIENT ? "client" : "server");
    this.filters = new FilterWords(rules, builder);
    this.delivery = new DeliveryWords(end, builder);
    this.report = new ReportWords(end, builder);
    this.groups =
        List.of(
            attributes,
            source,
            filters,
            update,
            delivery,
            wire,
            report,
            local,
            identity,
            backup,
            basis,
            batch,
            peer);
    builder.checksumList(variable("RSYNC_CHECKSUM_LIST", Option.CHECKSUM_CHOICE));
    builder.compressList(variable("RSYNC_COMPRESS_LIST", Option.COMPRESS_CHOICE));
    if (end == End.CLIENT) {
      wire.iconv(variable("RSYNC_ICONV", Option.ICONV));
    }
  }

  @Override
  public void flag(Option option, boolean on, String asTyped) throws RsyncException {
    if (on || option == Option.MSGS2STDERR) {
      requireImplemented(option, asTyped);
    }
    switch (option) {
      case ARCHIVE -> archive();
      case PARTIAL_PROGRESS -> partialProgress(asTyped);
      case SENDER -> sender = requireServer(asTyped);
      case SERVER -> requireServer(asTyped);
      case WATCH -> watch(asTyped);
      case DAEMON, DETACH -> throw Usage.unknown(asTyped);
      default -> groupFlag(option, on, asTyped);
    }
  }

  private void groupFlag(Option option, boolean on, String asTyped) throws RsyncException {
    for (OptionGroup group : groups) {
      if (group.flag(option, on, asTyped)) {
        return;
      }
    }
    if (on) {
      throw Usage.unknown(asTyped);
    }
  }

  @Override
  public void text(Option option, byte[] value, String asTyped) throws RsyncException {
    if (option == Option.RSH && end == End.SERVER) {
      clientInfo = Usage.ascii(value);
      return;
    }
    requireImplemented(option, asTyped);
    boolean forWatching = option == Option.EVENT_SOURCE || option == Option.CONTROL;
    if (forWatching && end == End.SERVER) {
      throw Usage.unknown(asTyped);
    }
    for (OptionGroup group : groups) {
      if (group.text(option, value, asTyped)) {
        return;
      }
    }
    throw Usage.unknown(asTyped);
  }

  @Override
  public void number(Option option, int value, String asTyped) throws RsyncException {
    requireImplemented(option, asTyped);
    for (OptionGroup group : groups) {
      if (group.number(option, value, asTyped)) {
        return;
      }
    }
    throw Usage.unknown(asTyped);
  }

  /** The options of the transfer, once all words are read. */
  TransferOptions options() throws RsyncException {
    wire.settle(update.checksum(), bytes(variable("RSYNC_MAX_ALLOC", Option.MAX_ALLOC)));
    boolean flat = source.settle();
    update.settle(source.takesDirectories());
    identity.settle();
    peer.settle();
    builder.alternateBasis(basis.settle());
    Backup kept = backup.settle();
    builder.backup(kept);
    attributes.settle(kept.on() && !kept.hasDirectory());
    byte[] guarded = delivery.settle(partialDirectory(), wire.verifiesNothing());
    settleBatch();
    report.settle();
    if (end == End.CLIENT) {
      addRules(flat, kept, guarded);
    }
    filters.settle();
    builder.translatesListedNames(local.secludesArguments());
    if (end == End.CLIENT) {
      NameTranslation.of(builder.wire().iconv());
    }
    return builder.build();
  }

  /** Rules that options imply come after all that were typed. */
  private void addRules(boolean flat, Backup kept, byte[] guarded) throws RsyncException {
    if (flat) {
      filters.add("- ", bytes("/*/*"));
    }
    if (kept.on() && !kept.hasDirectory() && update.deletesOnlyIncluded()) {
      filters.add("P *", kept.suffix());
    }
    if (guarded.length > 0) {
      filters.add("-p ", Bytes.join(guarded, bytes("/")));
    }
  }

  /** A server is told of a recording only if that is all its client wants. */
  private void settleBatch() throws RsyncException {
    boolean dryRun = builder.delivery().dryRun();
    if (end == End.CLIENT) {
      builder.batch(batch.settle(dryRun, source.hasFilesFrom()));
    } else {
      builder.batch(batch.ofClient());
    }
  }

  /** What is to be said about rules that do not do what they seem to. */
  List<CommandLine.Remark> remarks(TransferOptions options) {
    List<CommandLine.Remark> remarks = new ArrayList<>();
    if (options.report().debug(DebugFlag.FILTER) > 0) {
      rules.cautions().forEach(text -> remarks.add(new CommandLine.Remark(text, false)));
    }
    rules.warnings().forEach(text -> remarks.add(new CommandLine.Remark(text, true)));
    return remarks;
  }

  /** What does not concern the transfer, once all words are read. */
  CommandLine.Local local() {
    return local.settle(report.help());
  }

  /** Whether the server sends. */
  boolean sender() {
    return sender;
  }

  /** Whether {@code --secluded-args} is among the words. */
  boolean secludesArguments() {
    return local.secludesArguments();
  }

  /** What a client says it can do, behind its {@code -e}. */
  String clientInfo() {
    return clientInfo;
  }

  private void archive() {
    source.archive();
    attributes.archive();
  }

  private void partialProgress(String asTyped) {
    delivery.flag(Option.PARTIAL, true, asTyped);
    report.showProgress();
  }

  private void watch(String asTyped) throws RsyncException {
    if (end == End.SERVER) {
      throw Usage.unknown(asTyped);
    }
    local.flag(Option.WATCH, true, asTyped);
  }

  private boolean requireServer(String asTyped) throws RsyncException {
    if (end != End.SERVER) {
      throw Usage.unknown(asTyped);
    }
    return true;
  }

  private void requireImplemented(Option option, String asTyped) throws RsyncException {
    if (option == Option.CRTIMES) {
      throw Usage.error(
          (end == End.SERVER ? "The server" : "This rsync") + " does not support --crtimes (-N)");
    }
    if (!works.test(option)) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED, "rsync: " + asTyped + ": option is not supported by Rivulet");
    }
  }

  private byte[] partialDirectory() {
    return bytes(end == End.CLIENT ? variable("RSYNC_PARTIAL_DIR", Option.PARTIAL_DIR) : "");
  }

  /** A variable that stands for an option; empty if it is not set. */
  private String variable(String name, Option option) {
    String value = works.test(option) ? environment.apply(name) : null;
    return value == null ? "" : value;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
