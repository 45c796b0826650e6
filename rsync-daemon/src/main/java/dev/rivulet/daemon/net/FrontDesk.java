// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import dev.rivulet.rsync.io.SocketConnection;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * One client until it has said what it wants: lets a proxy introduce it, greets it, gathers what it
 * says, looks at the clock, then takes its socket out of Netty and hands it over. Runs in the
 * channel's event loop, except for the welcome, which may block.
 */
final class FrontDesk extends ChannelInboundHandlerAdapter {
  private static final System.Logger LOGGER = System.getLogger(FrontDesk.class.getName());

  private final Reception reception;
  private final Executor blockingWork;
  private final ByteArrayOutputStream heard = new ByteArrayOutputStream(256);
  private Reception.Arrival arrival;
  private Reception.Guest guest;
  private ScheduledFuture<?> deadline;
  private boolean inputEnded;
  private boolean done;

  FrontDesk(Reception reception, Executor blockingWork) {
    this.reception = reception;
    this.blockingWork = blockingWork;
  }

  @Override
  public void channelActive(ChannelHandlerContext context) {
    InetAddress peer = ((HandOverChannel) context.channel()).remoteAddress().getAddress();
    block(context, () -> arrive(context, peer));
  }

  /** Something that may block, after which the channel is closed if it failed. */
  private interface BlockingStep {
    void run() throws IOException;
  }

  private void block(ChannelHandlerContext context, BlockingStep step) {
    try {
      blockingWork.execute(() -> runOrClose(context, step));
    } catch (RejectedExecutionException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "connected while the listener stops", e);
      context.close();
    }
  }

  private static void runOrClose(ChannelHandlerContext context, BlockingStep step) {
    try {
      step.run();
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "not welcome", e);
      context.close();
    } catch (RuntimeException e) {
      LOGGER.log(System.Logger.Level.ERROR, "cannot greet a client", e);
      context.close();
    }
  }

  private void arrive(ChannelHandlerContext context, InetAddress peer) throws IOException {
    Reception.Arrival arrived = reception.arrive(peer);
    if (arrived.isBehindProxy()) {
      context.executor().execute(() -> awaitHeader(context, arrived));
    } else {
      welcome(context, arrived, peer);
    }
  }

  private void awaitHeader(ChannelHandlerContext context, Reception.Arrival arrived) {
    arrival = arrived;
    deadline = after(context, arrived.patience());
    context.channel().config().setAutoRead(true);
  }

  private ScheduledFuture<?> after(ChannelHandlerContext context, Duration patience) {
    return context
        .executor()
        .schedule(() -> stalled(context), patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void readHeader(ChannelHandlerContext context) throws IOException {
    byte[] sofar = heard.toByteArray();
    Optional<ProxyHeader> header = ProxyHeader.parse(sofar, sofar.length);
    if (header.isPresent()) {
      Reception.Arrival known = arrival;
      arrival = null;
      deadline.cancel(false);
      context.channel().config().setAutoRead(false);
      heard.reset();
      heard.write(sofar, header.get().length(), sofar.length - header.get().length());
      InetAddress peer = ((HandOverChannel) context.channel()).remoteAddress().getAddress();
      block(context, () -> welcome(context, known, header.get().source().orElse(peer)));
    }
  }

  private void welcome(ChannelHandlerContext context, Reception.Arrival arrived, InetAddress client)
      throws IOException {
    Reception.Guest welcomed = arrived.welcome(client);
    context.executor().execute(() -> greet(context, welcomed));
  }

  private void greet(ChannelHandlerContext context, Reception.Guest welcomed) {
    guest = welcomed;
    if (!context.channel().isActive()) {
      finish().left();
      return;
    }
    deadline = after(context, guest.patience());
    context
        .writeAndFlush(Unpooled.wrappedBuffer(guest.opening()))
        .addListener(
            sent -> {
              if (sent.isSuccess()) {
                context.channel().config().setAutoRead(true);
                listen(context);
                if (inputEnded) {
                  handOver(context);
                }
              } else {
                context.close();
              }
            });
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws IOException {
    ByteBuf bytes = (ByteBuf) message;
    try {
      bytes.readBytes(heard, bytes.readableBytes());
    } finally {
      bytes.release();
    }
    if (arrival != null) {
      readHeader(context);
    } else if (guest != null) {
      listen(context);
    }
  }

  private void listen(ChannelHandlerContext context) {
    byte[] sofar = heard.toByteArray();
    if (RequestScanner.isComplete(sofar, sofar.length)) {
      handOver(context);
    }
  }

  /** A client that has half-closed says nothing more; what it has said may still be a request. */
  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event instanceof ChannelInputShutdownEvent && arrival != null) {
      context.close();
    } else if (event instanceof ChannelInputShutdownEvent) {
      inputEnded = true;
      handOver(context);
    } else {
      super.userEventTriggered(context, event);
    }
  }

  private void handOver(ChannelHandlerContext context) {
    if (done || guest == null) {
      return;
    }
    Reception.Guest leaving = finish();
    HandOverChannel channel = (HandOverChannel) context.channel();
    channel.config().setAutoRead(false);
    channel
        .deregister()
        .addListener(
            deregistered -> {
              if (deregistered.isSuccess()) {
                serve(leaving, channel.socketChannel());
              } else {
                leaving.left();
                channel.close();
              }
            });
  }

  private void serve(Reception.Guest leaving, SocketChannel socket) {
    try {
      SocketConnection connection = SocketConnection.of(socket).tuned(leaving.socketTuning());
      leaving.serve(new ReplayedConnection(heard.toByteArray(), connection));
    } catch (IOException e) {
      LOGGER.log(System.Logger.Level.DEBUG, "gone before it could be served", e);
      leaving.left();
    }
  }

  private void stalled(ChannelHandlerContext context) {
    if (arrival != null) {
      arrival.stalled();
      context.close();
    } else if (!done && guest != null) {
      finish().stalled();
      context.close();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    if (arrival != null) {
      deadline.cancel(false);
      arrival = null;
    }
    if (!done && guest != null) {
      finish().left();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    LOGGER.log(System.Logger.Level.DEBUG, "connection failed", cause);
    context.close();
  }

  private Reception.Guest finish() {
    done = true;
    if (deadline != null) {
      deadline.cancel(false);
    }
    return guest;
  }
}
