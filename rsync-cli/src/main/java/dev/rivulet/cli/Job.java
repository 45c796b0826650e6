// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.client.ClientSettings;
import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.ShellHost;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.rsync.options.Recording;
import dev.rivulet.rsync.options.TransferOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the path arguments of a client ask for.
 *
 * @param kind what to do
 * @param sources what is read; all of them local or all of them remote
 * @param destination what is written, or an empty path on this machine for a listing
 */
record Job(Kind kind, List<Endpoint> sources, Endpoint destination) {

  /** The things a client does. */
  enum Kind {
    PUSH,
    PULL,
    COPY,
    LIST_REMOTE,
    LIST_LOCAL,
    LIST_MODULES,
    REPLAY;

    /** How error messages name this end before the transfer. */
    String role() {
      return receives() ? "Receiver" : "sender";
    }

    /**
     * How error messages name this end after the transfer.
     *
     * @param nothingListed whether there were no files, so that a receiver never became a generator
     */
    String finalRole(boolean nothingListed) {
      return receives() && !nothingListed ? "generator" : role();
    }

    private boolean receives() {
      return this == PULL || this == LIST_REMOTE || this == LIST_MODULES || this == REPLAY;
    }
  }

  private static final Endpoint NOWHERE = Endpoint.parse("");

  /**
   * Understands the operands of a command line; there is at least one.
   *
   * @throws RsyncException (exit code 1) with rsync's text for a combination it refuses
   */
  static Job of(CommandLine commandLine) throws RsyncException {
    List<byte[]> operands = commandLine.operands();
    if (commandLine.options().batch().kind() == Recording.Kind.READ) {
      return replay(operands);
    }
    requireNames(commandLine);
    int port = commandLine.local().port();
    List<Endpoint> sources = new ArrayList<>(operands.size());
    for (byte[] operand : operands) {
      sources.add(withPort(Endpoint.parse(operand), port));
    }
    Endpoint destination = sources.size() > 1 ? sources.remove(sources.size() - 1) : NOWHERE;
    boolean listing = operands.size() == 1 || commandLine.options().delivery().listOnly();
    Endpoint first = sources.get(0);
    if (first.isRemote() && destination.isRemote()) {
      throw usage("The source and destination cannot both be remote.");
    }
    requireOneMachine(first, sources, operands);
    if (asksForModules(first) || asksForModules(destination)) {
      return new Job(Kind.LIST_MODULES, sources, destination);
    }
    requireOneBase(commandLine, sources);
    if (first.isRemote()) {
      return new Job(listing ? Kind.LIST_REMOTE : Kind.PULL, sources, destination);
    }
    if (destination.isRemote()) {
      return new Job(Kind.PUSH, sources, destination);
    }
    if (commandLine.options().remoteFilesFrom().length > 0) {
      throw usage("--files-from cannot be remote when the transfer is local");
    }
    return new Job(listing ? Kind.LIST_LOCAL : Kind.COPY, sources, destination);
  }

  /** How error messages name this end before its job is known. */
  static String roleOf(CommandLine commandLine) {
    return Endpoint.parse(commandLine.operands().get(0)).isRemote() ? "Receiver" : "sender";
  }

  /** The remote end, or a path of this machine if there is none. */
  Endpoint remote() {
    return destination.isRemote() ? destination : sources.get(0);
  }

  /** The sources as paths, for those of this machine. */
  List<byte[]> sourcePaths() {
    List<byte[]> paths = new ArrayList<>(sources.size());
    for (Endpoint source : sources) {
      paths.add(source.path());
    }
    return paths;
  }

  /** The recording is the source, so that a destination is all there is to name. */
  private static Job replay(List<byte[]> operands) throws RsyncException {
    Endpoint destination = Endpoint.parse(operands.get(0));
    if (operands.size() > 1) {
      throw usage(Help.text());
    }
    if (destination.isRemote()) {
      throw usage("remote destination is not allowed with --read-batch");
    }
    return new Job(Kind.REPLAY, List.of(destination), destination);
  }

  /** An empty operand is a variable that was not set, rather than the current directory. */
  private static void requireNames(CommandLine commandLine) throws RsyncException {
    List<byte[]> operands = commandLine.operands();
    int last = operands.size() - 1;
    for (int i = 0; i <= last; i++) {
      if (operands.get(i).length > 0) {
        continue;
      }
      if (i == 0 || i < last) {
        throw usage("Empty source arg specified.");
      }
      if (!new ClientSettings(commandLine).usesOldArguments()) {
        throw usage("Empty destination arg specified (use \".\" or see --old-args).");
      }
    }
  }

  /** Names of a list are looked up in one place, and go to another. */
  private static void requireOneBase(CommandLine commandLine, List<Endpoint> sources)
      throws RsyncException {
    TransferOptions options = commandLine.options();
    boolean hasList = options.hasFilesFrom() || options.remoteFilesFrom().length > 0;
    if (hasList && (sources.size() > 1 || commandLine.operands().size() == 1)) {
      throw usage(Help.text());
    }
  }

  private static Endpoint withPort(Endpoint endpoint, int port) {
    return endpoint instanceof DaemonUrl daemon && port != 0
        ? daemon.withDefaultPort(port)
        : endpoint;
  }

  private static boolean asksForModules(Endpoint endpoint) {
    return endpoint instanceof DaemonUrl daemon && daemon.path().length == 0;
  }

  private static void requireOneMachine(
      Endpoint first, List<Endpoint> sources, List<byte[]> operands) throws RsyncException {
    for (int i = 0; i < sources.size(); i++) {
      Endpoint source = sources.get(i);
      if (!first.isRemote() && source.isRemote()) {
        String typed = new String(operands.get(i), StandardCharsets.UTF_8);
        throw usage("Unexpected remote arg: " + typed);
      }
      if (first.isRemote() && !source.isRemote()) {
        throw usage(
            "Unexpected local arg: "
                + source
                + "\nIf arg is a remote file/dir, prefix it with a colon (:).");
      }
      if (first.getClass() != source.getClass()) {
        throw usage("All source args must use the same hostspec format.");
      }
      if (!isSameMachine(first, source)) {
        throw usage("All source args must come from the same machine.");
      }
    }
  }

  private static boolean isSameMachine(Endpoint first, Endpoint other) {
    if (first instanceof DaemonUrl a) {
      return other instanceof DaemonUrl b
          && (b.host().isEmpty() || b.host().equals(a.host()) && b.port() == a.port());
    }
    if (first instanceof ShellHost a) {
      return other instanceof ShellHost b && (b.host().isEmpty() || b.host().equals(a.host()));
    }
    return true;
  }

  private static RsyncException usage(String text) {
    return new RsyncException(ExitCode.SYNTAX, text);
  }
}
