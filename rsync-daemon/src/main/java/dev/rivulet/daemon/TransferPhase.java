// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.log.DaemonLog;
import dev.rivulet.daemon.log.Diagnostics;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.ItemLines;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.event.TransferStats;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.PathWildcards;
import dev.rivulet.rsync.handshake.Greeting;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.options.Identity;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.ServerRequest;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.ChmodRules;
import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.Multiplexer;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What follows a client's arguments: the binary set-up, the checks whose outcome is told in
 * messages, and the transfer itself. Owned by the session's thread.
 */
final class TransferPhase {
  private static final byte[] MODULE_ROOT = {'.'};
  private static final int LEAST_COMPRESSION = 1;
  private static final int FIRST_PROTOCOL_WITH_TIMEOUT = 31;
  private static final int FIRST_PROTOCOL_WITH_ERROR_EXIT = 31;
  private static final int FIRST_PROTOCOL_WITH_ERROR = 30;

  private final Login login;
  private final ModuleConfig module;
  private final OpenModule open;
  private final WireChannel channel;
  private final DaemonLog log;
  private final DaemonServices services;
  private final Optional<ModuleHooks> hooks;
  private boolean sends;
  private final ModuleOptionFiles optionFiles;
  private TransferLog transferLog;

  TransferPhase(
      Login login,
      OpenModule open,
      WireChannel channel,
      DaemonLog log,
      DaemonServices services,
      Optional<ModuleHooks> hooks)
      throws IOException {
    this.login = login;
    this.module = login.module();
    this.open = open;
    this.channel = channel;
    this.log = log;
    this.services = services;
    this.hooks = hooks;
    this.optionFiles = new ModuleOptionFiles(open.workspace(), open.filters());
  }

  /**
   * Does what the client asks for.
   *
   * @throws RsyncException when the transfer failed as a whole; the client has been told what could
   *     be told
   */
  ExitCode run(ClientArguments arguments) throws IOException {
    sends = arguments.wantsToFetch();
    log.line("rsync " + (sends ? "on " : "to ") + arguments.request() + " from " + login.client());
    Request request = understand(arguments);
    List<byte[]> paths = paths(arguments, request);
    Optional<String> hookFailure = runHook(arguments, paths);
    if (request.refusal().isPresent()) {
      SessionParameters parameters = negotiate(handshakeOptions(arguments), arguments.clientInfo());
      return refuse(parameters, ExitCode.UNSUPPORTED, request.refusal().get(), false);
    }
    return transfer(request.understood(), arguments.secluded(), paths, hookFailure);
  }

  /** The client's words, or why they are not accepted. */
  private record Request(ServerRequest understood, Optional<String> refusal) {
    boolean relative() {
      return refusal.isEmpty() && understood.options().selection().relative();
    }

    /** Whether the paths are those of the transfer, not just where listed names are looked up. */
    boolean namesItsPaths() {
      return refusal.isEmpty() && understood.options().remoteFilesFrom().length == 0;
    }
  }

  private List<byte[]> paths(ClientArguments arguments, Request request) throws IOException {
    PathWildcards wildcards = new PathWildcards(open.workspace(), open.filters());
    List<byte[]> paths =
        new ModulePaths(module.name(), wildcards, request.relative())
            .expand(arguments.paths(), arguments.secluded());
    return request.namesItsPaths() && open.root().isPlainRoot()
        ? ModulePaths.fromRoot(paths)
        : paths;
  }

  private Optional<String> runHook(ClientArguments arguments, List<byte[]> paths)
      throws IOException {
    return hooks.isPresent()
        ? hooks.get().beforeTransfer(arguments.request(), arguments.words(paths))
        : Optional.empty();
  }

  private Request understand(ClientArguments arguments) {
    try {
      RefusedOptions refused =
          RefusedOptions.of(module.refuseOptions(), !module.charset().isEmpty());
      ServerRequest request =
          refused.judge(ServerRequest.parse(arguments.options(), refused, optionFiles));
      if (!request.paths().isEmpty()) {
        throw new RsyncException(ExitCode.SYNTAX, "rsync: arguments without \".\" in front");
      }
      return new Request(request, Optional.empty());
    } catch (RsyncException e) {
      return new Request(null, Optional.of(e.getMessage()));
    }
  }

  /** What a client that will be refused still expects of the handshake, as far as that is known. */
  private static TransferOptions handshakeOptions(ClientArguments arguments) {
    try {
      return ServerRequest.parse(arguments.options(), ServerRequest.Gate.OPEN).options();
    } catch (RsyncException e) {
      Diagnostics.debug("a client whose options cannot be understood", e);
      return TransferOptions.builder().build();
    }
  }

  private ExitCode transfer(
      ServerRequest request, boolean secluded, List<byte[]> paths, Optional<String> hookFailure)
      throws IOException {
    TransferOptions options =
        limited(request.options()).toBuilder().translatesListedNames(secluded).build();
    channel.connection().setTimeoutSeconds(options.wire().timeoutSeconds());
    SessionParameters parameters = negotiate(options, request.clientInfo());
    if (hookFailure.isPresent()) {
      return refuse(parameters, ExitCode.UNSUPPORTED, hookFailure.get(), false);
    }
    Optional<String> objection = objection(options);
    if (objection.isPresent()) {
      return refuse(parameters, ExitCode.SYNTAX, objection.get(), true);
    }
    Optional<OptionPlaces.Objection> place = new OptionPlaces(open.filters()).objection(options);
    if (place.isPresent()) {
      return refuse(parameters, place.get().code(), place.get().text(), true);
    }
    if (!sends && isHidden(destination(paths))) {
      String shown = ByteText.of(destination(paths));
      return refuse(
          parameters,
          ExitCode.FILE_SELECT,
          "ERROR: daemon has excluded destination \"" + shown + "\"",
          true);
    }
    int timeout = options.wire().timeoutSeconds();
    if (timeout > 0 && parameters.protocol() >= FIRST_PROTOCOL_WITH_TIMEOUT) {
      new Multiplexer(channel.connection().output()).message(MessageCode.IO_TIMEOUT, timeout);
    }
    EndSettings settings =
        new EndSettings(
            true,
            open.filters(),
            module.name(),
            open.root().mungesSymlinks(module),
            open.root().sanitizesSymlinks(module),
            open.root().hasNumericIds(module),
            chmod(),
            timeout,
            optionFiles.rules(),
            false);
    transferLog = new TransferLog(log, fileLines(options), services.listener());
    if (sends && module.ignoreNonreadable()) {
      open.workspace().hideUnreadable();
    }
    Session session =
        new Session(
            channel.limited(options.wire().bandwidthLimit()),
            parameters,
            sends && module.compressesLittle() ? littleCompressed(options) : options,
            settings,
            open.workspace(),
            transferLog);
    return finished(sends ? session.send(paths) : session.receive(destination(paths), List.of()));
  }

  private SessionParameters negotiate(TransferOptions options, String clientInfo)
      throws IOException {
    Greeting own = services.greeting();
    int remoteProtocol = own.protocolToNegotiate(login.greeting());
    SessionParameters parameters =
        Negotiator.negotiate(
            Offers.server(options, !sends, remoteProtocol, clientInfo),
            Offers.preferences(options),
            channel);
    channel.out().flush();
    return parameters;
  }

  /** The client's options within the limits of the module. */
  private TransferOptions limited(TransferOptions options) {
    int asked = options.wire().timeoutSeconds();
    int most = module.timeoutSeconds();
    boolean ownTimeout = most > 0 && (asked == 0 || asked > most);
    return options.toBuilder()
        .temporaryDirectory(temporaryDirectory(options))
        .identity(identity(options.identity()))
        .iconv(options.wire().iconv().isEmpty() ? "" : module.charset())
        .timeoutSeconds(ownTimeout ? most : asked)
        .openNoAccessTime(module.openNoAccessTime().orElse(options.selection().openNoAccessTime()))
        .bandwidthLimit(bandwidthLimit(options.wire().bandwidthLimit()))
        .verbosityLimit(Math.max(0, module.maxVerbosity()))
        .ignoreErrors(options.deletion().ignoreErrors() || module.ignoreErrors())
        .build();
  }

  /**
   * What the module makes of permissions; a mistake in it goes to the log and counts for nothing.
   */
  private ChmodRules chmod() {
    String text = sends ? module.outgoingChmod() : module.incomingChmod();
    if (text.isEmpty()) {
      return ChmodRules.NONE;
    }
    Optional<ChmodRules> rules = ChmodRules.parse(text);
    if (rules.isEmpty()) {
      String parameter = sends ? "outgoing" : "incoming";
      log.line("Invalid \"" + parameter + " chmod\" directive: " + text);
    }
    return rules.orElse(ChmodRules.NONE);
  }

  /** What the client asked for, with as little work as all methods understand. */
  private static TransferOptions littleCompressed(TransferOptions options) {
    return options.toBuilder().compressionLevel(LEAST_COMPRESSION).build();
  }

  /** The module's, unless the client names another one. */
  private byte[] temporaryDirectory(TransferOptions options) {
    byte[] asked = options.delivery().temporaryDirectory();
    return asked.length > 0 ? asked : ByteText.bytes(open.root().below(module.tempDir()));
  }

  /** Whether to pretend is up to the module; a client that asks for it is taken to say --super. */
  private Identity identity(Identity asked) {
    boolean pretends = module.fakeSuper();
    return asked.fakeSuper() && !pretends ? asked.asSuper() : asked.withFakeSuper(pretends);
  }

  private long bandwidthLimit(long asked) {
    long most = services.bandwidthLimit();
    return most > 0 && (asked == 0 || asked > most) ? most : asked;
  }

  private Optional<String> objection(TransferOptions options) {
    if (!options.identity().copyAs().isEmpty()) {
      return Optional.of("ERROR: --copy-as is not supported by a daemon of Rivulet: use \"uid\"");
    }
    if (!sends) {
      return login.readOnly() ? Optional.of("ERROR: module is read only") : Optional.empty();
    }
    if (module.isWriteOnly()) {
      return Optional.of("ERROR: module is write only");
    }
    return login.readOnly() && options.selection().removeSourceFiles()
        ? Optional.of("ERROR: --remove-source-files cannot be used with a read-only module")
        : Optional.empty();
  }

  /**
   * Whether the module's filter keeps clients away from a destination, judged by its name alone.
   */
  private boolean isHidden(byte[] path) {
    boolean directory = path[path.length - 1] == '/';
    byte[] name = directory ? Arrays.copyOf(path, path.length - 1) : path;
    boolean root = name.length == 1 && name[0] == '.';
    return !root && open.filters().excludes(name, directory, FilterList.Side.RECEIVER);
  }

  /** Tells the client in messages why there will be no transfer. */
  private ExitCode refuse(
      SessionParameters parameters, ExitCode code, String text, boolean withEnding)
      throws IOException {
    text.lines().forEach(log::line);
    String ending = SessionEnding.line(code, role());
    log.line(ending);
    Multiplexer frames = new Multiplexer(channel.connection().output());
    MessageCode error =
        parameters.protocol() >= FIRST_PROTOCOL_WITH_ERROR
            ? MessageCode.ERROR
            : MessageCode.ERROR_XFER;
    for (String line : text.lines().toList()) {
      frames.message(error, ByteText.bytes(line + "\n"));
    }
    if (withEnding) {
      frames.message(error, ByteText.bytes(ending + "\n"));
    }
    if (parameters.protocol() >= FIRST_PROTOCOL_WITH_ERROR_EXIT) {
      frames.message(MessageCode.ERROR_EXIT, code.code());
    }
    return code;
  }

  private Optional<ItemLines> fileLines(TransferOptions options) {
    return module.transferLogging() && !options.delivery().dryRun()
        ? Optional.of(LogFormat.of(login, log.id(), options, services.logs().clock()))
        : Optional.empty();
  }

  /** Whether the log has the line that a failed transfer ends with. */
  boolean hasToldFailure() {
    return transferLog != null && transferLog.hasToldFailure();
  }

  /** What this end is at the moment, in the words of rsync's messages. */
  String role() {
    return sends ? "sender" : "Receiver";
  }

  private static byte[] destination(List<byte[]> paths) throws RsyncException {
    if (paths.size() > 1) {
      throw new RsyncException(ExitCode.SYNTAX, "Extra destination arg.");
    }
    return paths.isEmpty() ? MODULE_ROOT : paths.get(0);
  }

  private ExitCode finished(TransferResult result) {
    TransferStats stats = result.stats();
    log.line(
        "sent "
            + stats.bytesSent()
            + " bytes  received "
            + stats.bytesReceived()
            + " bytes  total size "
            + stats.totalSize());
    return result.exitCode();
  }
}
