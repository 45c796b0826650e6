// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import dev.rivulet.watch.FlushResult;
import dev.rivulet.watch.PathReport;
import dev.rivulet.watch.PathState;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.Verification;
import dev.rivulet.watch.WatchControl;
import dev.rivulet.watch.WatcherStatus;
import dev.rivulet.watch.control.ControlRequest.Command;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks an engine in another process, by its control socket; the counterpart of {@link
 * WatchControl}, whose methods have the same meaning. Owned by one thread.
 */
public final class ControlClient implements Closeable {
  /** The status of an engine with very many targets that all fail. */
  private static final int LONGEST_ANSWER = 64 << 20;

  private final SocketChannel channel;
  private final LineReader answers;

  private ControlClient(SocketChannel channel) {
    this.channel = channel;
    this.answers = new LineReader(channel, LONGEST_ANSWER);
  }

  /**
   * Connects.
   *
   * @throws ControlException if no engine is running there
   */
  public static ControlClient connect(ControlSocket place) throws ControlException {
    return new ControlClient(place.connect());
  }

  /** As {@link WatchControl#status}, of what has that name; empty for all. */
  public WatcherStatus status(String name) throws IOException {
    return StatusJson.read(ask(ControlRequest.of(Command.STATUS, name)).object("status"));
  }

  /** As {@link WatchControl#pause}. */
  public int pause(String name) throws IOException {
    return targets(Command.PAUSE, name);
  }

  /** As {@link WatchControl#resume}. */
  public int resume(String name) throws IOException {
    return targets(Command.RESUME, name);
  }

  /** As {@link WatchControl#verify}. */
  public List<Verification> verify(String name, boolean contents) throws IOException {
    return VerificationJson.read(ask(ControlRequest.verify(name, contents)));
  }

  /** As {@link WatchControl#release}. */
  public int release(String name) throws IOException {
    return targets(Command.RELEASE, name);
  }

  private int targets(Command command, String name) throws IOException {
    return (int) ask(ControlRequest.of(command, name)).number("targets");
  }

  /** As {@link WatchControl#flush}; a day at most. */
  public FlushResult flush(String name, Duration timeout) throws IOException {
    JsonObject answer = ask(ControlRequest.flush(name, timeout));
    List<TargetStatus> behind = new ArrayList<>();
    for (JsonObject target : answer.objects("behind")) {
      behind.add(StatusJson.target(target));
    }
    return new FlushResult((int) answer.number("targets"), behind);
  }

  /** As {@link WatchControl#why}; a relative path starts at the current directory of the engine. */
  public List<PathReport> why(byte[] path) throws IOException {
    List<PathReport> reports = new ArrayList<>();
    for (JsonObject report : ask(ControlRequest.why(path)).objects("reports")) {
      reports.add(
          new PathReport(
              report.text("mirror"),
              report.text("target"),
              report.text("path"),
              StatusJson.value(PathState.class, report.text("state")),
              report.text("detail"),
              report.instant("since")));
    }
    return reports;
  }

  /**
   * Sends a request and waits for the answer.
   *
   * @throws ControlRefusal if the engine says no
   */
  private JsonObject ask(ControlRequest request) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(request.toLine());
    while (line.hasRemaining()) {
      channel.write(line);
    }
    JsonObject answer =
        JsonObject.parse(
            answers.next().orElseThrow(() -> new ControlException("the engine has hung up")));
    if (!answer.flag("ok")) {
      throw new ControlRefusal(answer.text("error"));
    }
    return answer;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
