// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.ForwardingConnection;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.testkit.FaultyConnection.Faults;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Broken connections: whatever byte they break at, both ends come to an end, with an exit code that
 * says what happened, and leave no temporary file.
 */
class SessionFaultTest {
  private static final int FILE_LENGTH = 3000;

  /** So many last bytes may be missing without harm: no two sessions are equally long. */
  private static final int GOODBYE = 16;

  /** More than what is said before the session begins. */
  private static final int HANDSHAKE_LENGTH = 80;

  private MemoryFileTree source;
  private MemoryFileTree destination;

  @BeforeEach
  void makeTrees() throws IOException {
    byte[] content = new byte[FILE_LENGTH];
    new Random(1).nextBytes(content);
    source = new MemoryFileTree().with("s/one", content).with("s/d/two", "2");
    destination = new MemoryFileTree().withDirectory("d");
  }

  private SessionPair pair(Faults faults) {
    return new SessionPair(TransferOptions.builder().archive().build())
        .from(new MemoryWorkspace(source))
        .to(new MemoryWorkspace(destination))
        .withFaults(connection -> new FaultyConnection(connection, faults));
  }

  /** How many bytes a client of a whole session moves in one direction. */
  private long length(boolean pull, boolean reading) throws Exception {
    AtomicLong bytes = new AtomicLong();
    MemoryFileTree kept = destination;
    destination = new MemoryFileTree().withDirectory("d");
    SessionPair pair =
        pair(Faults.NONE)
            .withFaults(connection -> new CountingConnection(connection, reading, bytes));
    (pull ? pair.pull("s/", "d/") : pair.push("s/", "d/")).successful();
    destination = kept;
    return bytes.get();
  }

  private void assertFailure(SessionPair.Endings endings, String where) throws IOException {
    assertThat(endings.clientFailure() != null || endings.serverFailure() != null)
        .as("one end notices " + where)
        .isTrue();
    for (IOException failure :
        new IOException[] {endings.clientFailure(), endings.serverFailure()}) {
      if (failure != null) {
        assertThat(failure)
            .as(where)
            .isInstanceOfSatisfying(
                RsyncException.class,
                e ->
                    assertThat(e.exitCode())
                        .as(where + ": " + e)
                        .isIn(ExitCode.STREAM_IO, ExitCode.SOCKET_IO));
      }
    }
    assertThat(destination.names(TreePath.of("d"))).as(where).noneMatch(this::isTemporary);
    assertThat(destination.openFiles()).as(where).isZero();
    assertThat(source.openFiles()).as(where).isZero();
  }

  private boolean isTemporary(byte[] name) {
    return name[0] == '.';
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsWhenThePeerEndsAtAnyByte(boolean pull) throws Exception {
    long length = length(pull, true);
    // Behind the goodbye an end is an end; times in the statistics vary in length by some bytes.
    for (long at = HANDSHAKE_LENGTH;
        at < length - GOODBYE;
        at += at < 300 || at > length - 60 ? 3 : 101) {
      makeTrees();
      SessionPair pair = pair(Faults.NONE.truncate(at));

      SessionPair.Endings endings = pull ? pair.pull("s/", "d/") : pair.push("s/", "d/");

      assertFailure(endings, "end at byte " + at + " of " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void endsWhenWritingFailsAtAnyByte(boolean pull) throws Exception {
    long length = length(pull, false);
    for (long at = HANDSHAKE_LENGTH;
        at < length - GOODBYE;
        at += at < 300 || at > length - 60 ? 3 : 101) {
      makeTrees();
      Faults faults = Faults.NONE.resetWrites(at);
      SessionPair pair = pair(faults);

      SessionPair.Endings endings = pull ? pair.pull("s/", "d/") : pair.push("s/", "d/");

      assertFailure(endings, "reset at byte " + at + " of " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void takesBytesOneByOne(boolean pull) throws Exception {
    SessionPair pair = pair(Faults.NONE.split(1));

    (pull ? pair.pull("s/", "d/") : pair.push("s/", "d/")).successful();

    assertThat(destination.content("d/one")).isEqualTo(source.content("s/one"));
  }

  /** Counts what goes one way. */
  private static final class CountingConnection extends ForwardingConnection {
    CountingConnection(Connection connection, boolean reading, AtomicLong bytes) {
      super(
          connection,
          new FilterInputStream(connection.input()) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
              int count = super.read(target, offset, length);
              if (reading && count > 0) {
                bytes.addAndGet(count);
              }
              return count;
            }
          },
          new FilterOutputStream(connection.output()) {
            @Override
            public void write(byte[] data, int offset, int length) throws IOException {
              out.write(data, offset, length);
              if (!reading) {
                bytes.addAndGet(length);
              }
            }
          });
    }
  }
}
