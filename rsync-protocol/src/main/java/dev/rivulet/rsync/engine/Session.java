// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.batch.BatchWriter;
import dev.rivulet.rsync.engine.transfer.Counters;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.engine.transfer.Events;
import dev.rivulet.rsync.engine.transfer.Outcome;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.DevicePolicy;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.fake.FakeSuperWorkspace;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * One end of one transfer, from the filter list to the goodbye, over a channel whose handshake is
 * done. Serves one call.
 *
 * <p>The calling thread takes a role itself; other threads are made by it, so that they act with
 * its identity, and have ended before the call returns (but for a reader that the closing of the
 * connection ends). A problem with single files ends up in the result (exit codes 23 to 25) and in
 * events; a failure of the whole transfer is an {@link dev.rivulet.rsync.RsyncException} whose text
 * the listener has been told already. The connection is closed only if a failing peer does not let
 * go of it.
 *
 * <p>The timeout of the settings takes effect on a connection that a {@link
 * dev.rivulet.rsync.io.Watchdog} watches; keep-alives are sent in any case.
 */
public final class Session {
  private final WireChannel channel;
  private final Transfer transfer;
  private final RoleThreads threads;
  private BatchWriter recording;
  private boolean replays;

  /**
   * A session whose threads are plain daemon threads.
   *
   * @throws RsyncException (exit code 4) for names in a character set that is not known
   */
  public Session(
      WireChannel channel,
      SessionParameters parameters,
      TransferOptions options,
      EndSettings settings,
      Workspace workspace,
      TransferListener listener)
      throws RsyncException {
    this(channel, parameters, options, settings, workspace, listener, RoleThreads::plain);
  }

  /**
   * A session with threads of the caller's making.
   *
   * @param threads makes a new thread for each call; never one of a pool that mixes identities
   * @throws RsyncException (exit code 4) for names in a character set that is not known, and for
   *     {@code --copy-as}, which whoever starts a session has to see to
   */
  public Session(
      WireChannel channel,
      SessionParameters parameters,
      TransferOptions options,
      EndSettings settings,
      Workspace workspace,
      TransferListener listener,
      ThreadFactory threads)
      throws RsyncException {
    if (!options.identity().copyAs().isEmpty()) {
      throw new RsyncException(ExitCode.UNSUPPORTED, "--copy-as is not supported at this end");
    }
    this.channel = channel;
    this.transfer =
        new Transfer(
            parameters,
            options,
            settings,
            options.identity().fakeSuper() ? new FakeSuperWorkspace(workspace) : workspace,
            new Events(listener),
            new Outcome(),
            new Counters(),
            NameTranslation.of(options.wire().iconv()));
    this.threads = new RoleThreads(threads, channel.connection().peer());
    if (options.selection().openNoAccessTime()) {
      workspace.keepAccessTimes();
    }
    if (settings.timeoutSeconds() > 0 && channel.connection().timeoutSeconds() == 0) {
      channel.connection().setTimeoutSeconds(settings.timeoutSeconds());
    }
  }

  /** Records what the sender says. */
  public Session recordTo(BatchWriter batch) throws IOException {
    batch.header(transfer.options(), transfer.parameters());
    recording = batch;
    return this;
  }

  /** The peer is a recording: it does not answer requests, but says what it has to say. */
  public Session replaying() {
    replays = true;
    return this;
  }

  /** Sends the files the arguments name. */
  public TransferResult send(List<byte[]> arguments) throws IOException {
    NegotiatedNames.tell(transfer);
    NegotiatedNames.tellCharset(transfer, "sender");
    if (transfer.options().delivery().copyDevices()) {
      transfer.workspace().takeDevicesFor(DevicePolicy.FILES);
    }
    return new SendingEnd(transfer, channel, threads, recording).run(arguments);
  }

  /**
   * Receives into a destination.
   *
   * @param destination the argument as typed
   * @param requested the source arguments this client asked for, which bound what it accepts; empty
   *     for a server
   */
  public TransferResult receive(byte[] destination, List<byte[]> requested) throws IOException {
    NegotiatedNames.tell(transfer);
    NegotiatedNames.tellCharset(transfer, "Receiver");
    if (transfer.options().delivery().writeDevices()) {
      transfer.workspace().takeDevicesFor(DevicePolicy.FILES_WHEN_OPENED);
    }
    return new ReceivingEnd(transfer, channel, threads, recording, replays)
        .run(destination, requested);
  }

  /**
   * Receives a listing: every entry is a {@code Listed} event, nothing is requested. The options
   * say so too ({@code --list-only}).
   *
   * @param shown what a trace names as the place that is listed
   * @param requested as for {@link #receive}
   */
  public TransferResult list(byte[] shown, List<byte[]> requested) throws IOException {
    return receive(shown, requested);
  }
}
