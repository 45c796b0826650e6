// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.RecordingConnection;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.testkit.FaultyConnection.Faults;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small sessions of old and new protocols with most of what a session can say, cut, broken and
 * split at bytes of every kind, the handshake included: both ends end, with a result or a reason,
 * and nothing half done is left behind. Each way to run a session is broken at every third byte,
 * the next way at the bytes beside them; {@code -Dbreak.step=1} breaks all at every byte.
 */
class SessionBreakTest {
  private static final int STEP = Integer.getInteger("break.step", 3);
  private static final String OLD = "0123456789".repeat(90);
  private static final String NEW = OLD.substring(0, 720) + "something else" + OLD.substring(700);

  private MemoryFileTree source;
  private MemoryFileTree destination;

  /** A way to run a session. */
  private record Way(boolean pull, int protocol, boolean compressed, boolean inPlace) {
    TransferOptions options() {
      TransferOptionsBuilder options =
          TransferOptions.builder()
              .archive()
              .hardLinks(true)
              .wholeFile(false)
              .deleteMode(DeleteMode.DEFAULT)
              .protocolLimit(protocol)
              .inplace(inPlace);
      return (compressed ? options.compress(true) : options).build();
    }
  }

  static List<Way> ways() {
    List<Way> ways = new ArrayList<>();
    for (int protocol : new int[] {27, 29, 30, 32}) {
      ways.add(new Way(true, protocol, protocol % 2 == 0, protocol % 3 == 0));
      ways.add(new Way(false, protocol, protocol % 3 == 0, protocol % 2 == 0));
    }
    return ways;
  }

  @BeforeEach
  void makeTrees() throws IOException {
    source =
        new MemoryFileTree().with("s/one", NEW).with("s/d/two", "2").withDirectory("s/d/empty");
    source.link(TreePath.of("s/one"), TreePath.of("s/d/one-more"));
    source.makeSymlink(TreePath.of("s/link"), new byte[] {'x'});
    destination = new MemoryFileTree().with("d/one", OLD).with("d/gone", "").with("d/e/gone", "");
  }

  private SessionPair.Endings run(Way way, UnaryOperator<Connection> atClient) throws Exception {
    makeTrees();
    SessionPair pair =
        new SessionPair(way.options())
            .from(new MemoryWorkspace(source))
            .to(new MemoryWorkspace(destination))
            .withFaults(atClient);
    return way.pull ? pair.pull("s/", "d/") : pair.push("s/", "d/");
  }

  private void assertTransferred() throws IOException {
    assertThat(destination.content("d/one")).isEqualTo(source.content("s/one"));
    assertThat(destination.content("d/d/two")).isEqualTo(source.content("s/d/two"));
    assertThat(destination.statOrMissing(TreePath.of("d/gone")).isMissing()).isTrue();
  }

  private void assertTidy(SessionPair.Endings endings, String where) throws IOException {
    assertReason(endings.clientFailure(), where);
    assertReason(endings.serverFailure(), where);
    if (endings.clientFailure() == null && endings.serverFailure() == null) {
      assertTransferred();
    }
    for (byte[] name : destination.names(TreePath.of("d"))) {
      assertThat(name[0]).as(where).isNotEqualTo((byte) '.');
    }
    assertThat(destination.openFiles()).as(where).isZero();
    assertThat(source.openFiles()).as(where).isZero();
  }

  /** Before the session has begun the connection's own failure comes through as it is. */
  private static void assertReason(IOException failure, String where) {
    if (failure != null && !(failure instanceof RsyncException)) {
      assertThat(failure.getMessage()).as(where).isIn("Connection reset by peer", "Broken pipe");
    }
  }

  /** Breaks a session at the bytes there are in one direction. */
  private void breakEverywhere(Way way, boolean reading, LongFunction<Faults> at) throws Exception {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    run(way, connection -> new RecordingConnection(connection, read, written)).successful();
    assertTransferred();
    int length = (reading ? read : written).size();
    for (int position = ways().indexOf(way) % STEP; position < length; position += STEP) {
      Faults faults = at.apply(position);
      SessionPair.Endings endings =
          run(way, connection -> new FaultyConnection(connection, faults));
      assertTidy(endings, "byte " + position + " of " + length);
    }
  }

  @ParameterizedTest
  @MethodSource("ways")
  void endsWhereThePeerEnds(Way way) throws Exception {
    breakEverywhere(way, true, Faults.NONE::truncate);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void endsWhereReadingFails(Way way) throws Exception {
    breakEverywhere(way, true, Faults.NONE::resetReads);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void endsWhereWritingFails(Way way) throws Exception {
    breakEverywhere(way, false, Faults.NONE::resetWrites);
  }

  @ParameterizedTest
  @MethodSource("ways")
  void takesPiecesOfAnySize(Way way) throws Exception {
    for (int size = 1; size <= 9; size += 2) {
      Faults faults = Faults.NONE.split(size).delay(Thread::yield);
      run(way, connection -> new FaultyConnection(connection, faults)).successful();
      assertTransferred();
    }
  }
}
