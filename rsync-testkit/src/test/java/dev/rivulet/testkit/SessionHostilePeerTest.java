// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.io.PipeConnection;
import dev.rivulet.rsync.options.AlternateBasis;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.ServerRequest;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.Demultiplexer;
import dev.rivulet.rsync.wire.IndexCode;
import dev.rivulet.rsync.wire.IndexEncoder;
import dev.rivulet.rsync.wire.MessageCode;
import dev.rivulet.rsync.wire.Multiplexer;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Peers that do what no honest one does: they meet rsync's refusal, hear the exit code, and nothing
 * happens to files.
 */
class SessionHostilePeerTest {
  private static final long LONGEST_MILLIS = TimeUnit.SECONDS.toMillis(20);
  private static final long MTIME = 1_700_000_000;
  private static final int SAME_IDS = 0x18;
  private static final int TRANSFER = 0x8000;
  private static final int NEW_FILE = 0xa000;

  private TransferOptions options =
      TransferOptions.builder().times(true).dirs(true).incrementalRecursionAllowed(false).build();
  private final List<Integer> exitCodesHeard = Collections.synchronizedList(new ArrayList<>());
  private MemoryFileTree files;

  @BeforeEach
  void makeTree() throws IOException {
    files = new MemoryFileTree().with("here/f", "old").withDirectory("here/dir");
  }

  /** What the peer does once the handshake is over. */
  private interface Script {
    void play(Peer peer) throws IOException;
  }

  /** The server's end of the wire, to be written by hand. */
  private final class Peer {
    private final WireInput in;
    private final WireOutput out;
    private final IndexEncoder indexes;

    Peer(WireChannel channel) throws IOException {
      channel.out().flush();
      this.in =
          new WireInput(
              new Demultiplexer(
                  channel.in(),
                  (code, payload) -> {
                    if (code == MessageCode.ERROR_EXIT && payload.length > 0) {
                      exitCodesHeard.add(MessageCode.value(payload));
                    }
                  }));
      this.out = new WireOutput(new Multiplexer(channel.connection().output()));
      this.indexes = new IndexEncoder(out, 32);
    }

    void file(String name, int mode) throws IOException {
      byte[] bytes = name.getBytes(UTF_8);
      out.writeVarint(SAME_IDS);
      out.writeByte(bytes.length);
      out.writeBytes(bytes);
      out.writeVarlong(3, 3);
      out.writeVarlong(MTIME, 4);
      out.writeInt(mode);
    }

    void endOfList() throws IOException {
      out.writeVarint(0);
      out.writeVarint(0);
    }

    void item(int index, int flags) throws IOException {
      indexes.write(index);
      out.writeShort(flags);
    }

    void sumHead(int count, int blockLength, int strongLength, int remainder) throws IOException {
      out.writeInt(count);
      out.writeInt(blockLength);
      out.writeInt(strongLength);
      out.writeInt(remainder);
    }

    /** After the filter rules, of which there are none, the first thing said is a request. */
    void awaitRequest() throws IOException {
      out.flush();
      assertThat(in.readInt()).isZero();
      in.readByte();
    }

    void readToEnd() throws IOException {
      out.flush();
      while (in.readByteOrEnd() >= 0) {
        // Only the messages count.
      }
    }
  }

  /**
   * How a session ends that wants to receive one file.
   *
   * @param script what the peer does once it has listed the file
   */
  private RsyncException whenPulling(String name, int mode, Script script) throws Exception {
    return failureOf(
        true,
        peer -> {
          peer.file(name, mode);
          peer.endOfList();
          script.play(peer);
        });
  }

  /** How a session ends that wants to send its files. */
  private RsyncException whenPushing(Script script) throws Exception {
    return failureOf(false, script);
  }

  private RsyncException failureOf(boolean pull, Script script) throws Exception {
    PipeConnection.Pair pair = PipeConnection.pair();
    Thread peer =
        new Thread(
            () -> {
              try (PipeConnection connection = pair.server()) {
                WireChannel channel = WireChannel.on(connection);
                ServerRequest request =
                    ServerRequest.parse(
                        ServerArguments.words(options, pull, List.of()), ServerRequest.Gate.OPEN);
                Negotiator.negotiate(
                    Offers.server(request.options(), !pull, 0, request.clientInfo()), channel);
                Peer hand = new Peer(channel);
                script.play(hand);
                hand.readToEnd();
              } catch (IOException e) {
                // The other end is gone, as it should be.
                assertThat(e).isNotNull();
              }
            });
    peer.setDaemon(true);
    peer.start();
    try (PipeConnection connection = pair.client()) {
      WireChannel channel = WireChannel.on(connection);
      Session session =
          new Session(
              channel,
              Negotiator.negotiate(Offers.client(options, pull, 0), channel),
              options,
              EndSettings.client(0),
              new MemoryWorkspace(files),
              TransferListener.NONE);
      Thread closer = closeAfterAnswer(peer, connection);
      if (pull) {
        session.receive("here/".getBytes(UTF_8), List.of());
      } else {
        session.send(List.of("here/".getBytes(UTF_8)));
      }
      closer.interrupt();
      throw new AssertionError("accepted");
    } catch (RsyncException e) {
      peer.join(LONGEST_MILLIS);
      return e;
    }
  }

  /** An honest reader closes when it hears of the failure; this one is made to. */
  private Thread closeAfterAnswer(Thread peer, PipeConnection connection) {
    Thread closer =
        new Thread(
            () -> {
              while (exitCodesHeard.isEmpty() && peer.isAlive()) {
                Thread.onSpinWait();
              }
              connection.close();
            });
    closer.setDaemon(true);
    closer.start();
    return closer;
  }

  private void assertRefused(RsyncException failure, String text) throws IOException {
    assertThat(failure).hasMessageContaining(text);
    assertThat(failure.exitCode()).isEqualTo(ExitCode.PROTOCOL);
    assertThat(exitCodesHeard).containsExactly(ExitCode.PROTOCOL.code());
    assertThat(new String(files.content("here/f"), UTF_8)).isEqualTo("old");
  }

  @Test
  void refusesDataItDidNotAskFor() throws Exception {
    files.with("here/upToDate", "123");
    files.attributes(TreePath.of("here/upToDate")).setTimes(MTIME, 0, MTIME, 0);

    RsyncException failure =
        whenPulling(
            "upToDate",
            0100644,
            peer -> {
              peer.item(0, TRANSFER);
            });

    assertRefused(failure, "received data of a file that was not requested: 0 [receiver]");
  }

  @Test
  void refusesToReceiveADirectoryAsData() throws Exception {
    RsyncException failure =
        whenPulling(
            "dir",
            040755,
            peer -> {
              peer.item(0, TRANSFER);
            });

    assertRefused(failure, "received request to transfer non-regular file: 0 [receiver]");
  }

  @Test
  void refusesAFuzzyBasisNobodyNamed() throws Exception {
    RsyncException failure =
        whenPulling(
            "f",
            0100644,
            peer -> {
              peer.item(0, TRANSFER | 0x1800);
              peer.out.writeByte(0x83);
              peer.out.writeVstring("../../etc/passwd".getBytes(UTF_8));
            });

    assertRefused(failure, "refusing malicious fuzzy operation");
  }

  @Test
  void refusesABasisDirectoryThatDoesNotExist() throws Exception {
    RsyncException failure =
        whenPulling(
            "f",
            0100644,
            peer -> {
              peer.item(0, TRANSFER | 0x0800);
              peer.out.writeByte(5);
            });

    assertRefused(failure, "invalid basis_dir index: 5.");
  }

  @Test
  void takesNoBlocksFromADirectoryInWhichNoBasisWasFound() throws Exception {
    AlternateBasis elsewhere =
        new AlternateBasis(AlternateBasis.Kind.LINK, List.of("/there".getBytes(UTF_8)));
    options = options.toBuilder().alternateBasis(elsewhere).build();
    files.withDirectory("there").with("secret", "abc");
    files.makeSymlink(TreePath.of("there/f"), "/secret".getBytes(UTF_8));

    RsyncException failure =
        whenPulling(
            "f",
            0100644,
            peer -> {
              peer.awaitRequest();
              peer.item(0, TRANSFER | 0x0800);
              peer.out.writeByte(0);
              peer.sumHead(1, 3, 2, 0);
              peer.out.writeInt(-1);
            });

    assertRefused(failure, "got a block match with no basis file for");
  }

  @Test
  void refusesAPartialFileNobodyNamedAsABrokenStream() throws Exception {
    RsyncException failure =
        whenPulling(
            "f",
            0100644,
            peer -> {
              peer.item(0, TRANSFER | 0x0800);
              peer.out.writeByte(0x81);
            });

    assertThat(failure).hasMessageContaining("invalid basis type 81");
    assertThat(failure.exitCode()).isEqualTo(ExitCode.STREAM_IO);
  }

  @Test
  void refusesAnIndexBehindTheList() throws Exception {
    RsyncException failure =
        whenPulling(
            "f",
            0100644,
            peer -> {
              peer.item(7, NEW_FILE);
            });

    assertRefused(failure, "File-list index 7 not in 0 - 0");
  }

  @Test
  void refusesAListInTheMiddleOfASessionWithoutThem() throws Exception {
    RsyncException failure =
        whenPulling(
            "f",
            0100644,
            peer -> {
              peer.indexes.write(IndexCode.FLIST_OFFSET);
            });

    assertRefused(failure, "Invalid file index: -101 (-1 - 0)");
  }

  @Test
  void refusesAnImpossibleSumHead() throws Exception {
    RsyncException failure =
        whenPushing(
            peer -> {
              peer.item(1, TRANSFER);
              peer.sumHead(3, 0, 2, 0);
            });

    assertRefused(failure, "Invalid zero block length [sender]");
  }

  @Test
  void refusesARequestForADirectory() throws Exception {
    RsyncException failure = whenPushing(peer -> peer.item(0, TRANSFER));

    assertRefused(failure, "received request to transfer non-regular file: 0 [sender]");
  }

  @Test
  void refusesARequestForAFileItDidNotList() throws Exception {
    RsyncException failure = whenPushing(peer -> peer.item(4, TRANSFER));

    assertRefused(failure, "File-list index 4 not in 0 - 2");
  }

  @Test
  void refusesARequestWhenAllFilesAreDone() throws Exception {
    RsyncException failure =
        whenPushing(
            peer -> {
              peer.indexes.write(IndexCode.DONE);
              peer.indexes.write(IndexCode.DONE);
              peer.item(1, TRANSFER);
            });

    assertRefused(failure, "got transfer request in phase 2 [sender]");
  }
}
