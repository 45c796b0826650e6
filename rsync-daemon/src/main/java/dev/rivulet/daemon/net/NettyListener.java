// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Listens with Netty, whose NIO sockets can be handed over: thousands of clients that only hold a
 * connection cost one thread.
 */
public final class NettyListener implements Listener {
  /** Name servers and configurations are asked for so many clients at a time. */
  private static final int WELCOME_THREADS = 16;

  private static final long QUIET_MILLIS = 0;
  private static final long SHUTDOWN_SECONDS = 5;

  private final EventLoopGroup events;
  private final ExecutorService blockingWork;
  private final Channel server;

  private NettyListener(EventLoopGroup events, ExecutorService blockingWork, Channel server) {
    this.events = events;
    this.blockingWork = blockingWork;
    this.server = server;
  }

  /**
   * Starts to listen.
   *
   * @param address with port 0 for any free one
   * @param backlog how many connections the system may keep waiting
   * @throws IOException when the address cannot be bound
   */
  public static NettyListener bind(InetSocketAddress address, int backlog, Reception reception)
      throws IOException {
    EventLoopGroup events =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("rsyncd-front", true), NioIoHandler.newFactory());
    ExecutorService blockingWork = blockingWork();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(events)
            .channelFactory(HandOverServerChannel::new)
            .option(ChannelOption.SO_BACKLOG, backlog)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new FrontDesk(reception, blockingWork));
                  }
                })
            .bind(address)
            .awaitUninterruptibly();
    NettyListener listener = new NettyListener(events, blockingWork, bound.channel());
    if (!bound.isSuccess()) {
      listener.stopThreads();
      throw new IOException(bound.cause().getMessage(), bound.cause());
    }
    return listener;
  }

  private static ExecutorService blockingWork() {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            WELCOME_THREADS,
            WELCOME_THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new DefaultThreadFactory("rsyncd-welcome", true));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  @Override
  public void close() {
    server.close().awaitUninterruptibly();
    stopThreads();
  }

  private void stopThreads() {
    blockingWork.shutdownNow();
    events
        .shutdownGracefully(QUIET_MILLIS, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }
}
