// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.io.PipeConnection;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What a peer can say before the file list as functions of arbitrary bytes: they return, or throw
 * an {@link IOException}, and nothing else.
 */
public final class HandshakeFuzzTargets {
  private HandshakeFuzzTargets() {}

  private static WireInput input(byte[] bytes) {
    return new WireInput(new ByteArrayInputStream(bytes));
  }

  /** A greeting, and the digest that follows from it. */
  public static void greeting(byte[] bytes) throws IOException {
    byte[] line = input(bytes).readLine(DaemonDialogue.REQUEST_LIMIT);
    Greeting own = Greeting.own(32);
    Greeting peer = Greeting.fromClient(line);
    AuthDigest.choose(peer, own.agreedWith(peer));
    own.protocolToNegotiate(peer);
  }

  /** Two argument lists, each in one of the two forms. */
  public static void arguments(byte[] bytes) throws IOException {
    DaemonDialogue dialogue =
        new DaemonDialogue(input(bytes), new WireOutput(OutputStream.nullOutputStream()));
    dialogue.readArguments(29);
    dialogue.readSecludedArguments();
  }

  /** What a server says to a client that compresses. */
  public static void server(byte[] bytes) throws IOException {
    negotiate(Offers.compressed(Offers.CLIENT, "", 1), bytes);
  }

  /** What a client that compresses says to a server. */
  public static void client(byte[] bytes) throws IOException {
    negotiate(Offers.compressed(Offers.SERVER, "", 1), bytes);
  }

  private static void negotiate(Negotiator.Offer offer, byte[] bytes) throws IOException {
    Negotiator.negotiate(
        offer,
        new WireChannel(
            PipeConnection.pair(1).client(),
            input(bytes),
            new WireOutput(OutputStream.nullOutputStream())));
  }
}
