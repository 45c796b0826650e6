// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.handshake.Negotiator.Offer;
import dev.rivulet.rsync.handshake.Negotiator.Preferences;
import dev.rivulet.rsync.io.PipeConnection;
import dev.rivulet.rsync.wire.Demultiplexer;
import dev.rivulet.rsync.wire.IndexCode;
import dev.rivulet.rsync.wire.IndexDecoder;
import dev.rivulet.rsync.wire.IndexEncoder;
import dev.rivulet.rsync.wire.ItemFlags;
import dev.rivulet.rsync.wire.Multiplexer;
import dev.rivulet.rsync.wire.WireChannel;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Two captured pulls of one file from a real daemon, down to the last byte. */
class CapturedSessionTest {
  private static final byte[] HELLO = Hex.bytes("68656c6c6f0a");

  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final WireOutput raw = new WireOutput(sent);

  private SessionParameters negotiate(int protocol, WireInput server) throws IOException {
    Offer offer =
        new Offer(
            false, 32, protocol, "", false, false, "", false, "", Integer.MIN_VALUE, 0, false);
    return Negotiator.negotiate(
        offer,
        new Preferences(protocol >= 30 ? "md5" : "", ""),
        new WireChannel(PipeConnection.pair(1).client(), server, raw));
  }

  private static WireInput server(String name) {
    return new WireInput(new ByteArrayInputStream(Hex.resource(name)));
  }

  private static WireInput framed(WireInput server) {
    return new WireInput(
        new Demultiplexer(
            server,
            (code, payload) -> {
              throw new AssertionError(code);
            }));
  }

  @Test
  void protocol31() throws IOException {
    WireInput server = server("/golden/pull-31-server.hex");
    SessionParameters agreed = negotiate(31, server);
    assertThat(agreed.compat().bits()).isEqualTo(0x1fe);
    assertThat(agreed.transferChecksum()).isEqualTo(ChecksumAlgorithm.MD5);
    assertThat(agreed.seed()).isEqualTo(0x6b1482d5);

    WireInput in = framed(server);
    assertThat(in.readVarint()).as("list flags").isEqualTo(0x18);
    assertThat(in.readVstring(255, "name")).isEqualTo(Hex.bytes("612e747874"));
    assertThat(in.readVarlong(3)).as("size").isEqualTo(6);
    assertThat(in.readVarlong(4)).as("time").isEqualTo(0x5e0d5da5L);
    assertThat(in.readInt()).as("mode").isEqualTo(0100644);
    assertThat(in.readVarint()).as("end of the list").isZero();
    assertThat(in.readVarint()).as("error").isZero();

    IndexDecoder indexes = new IndexDecoder(in, agreed.protocol());
    assertFile(in, indexes, "b1946ac92492d2347c6235b4d2611184");
    assertThat(indexes.read()).isEqualTo(IndexCode.DONE);
    assertThat(indexes.read()).isEqualTo(IndexCode.DONE);
    assertThat(indexes.read()).isEqualTo(IndexCode.DONE);
    assertThat(in.readVarlong30(31, 3)).as("read").isEqualTo(46);
    assertThat(in.readVarlong30(31, 3)).as("written").isEqualTo(92);
    assertThat(in.readVarlong30(31, 3)).as("total size").isEqualTo(6);
    assertThat(in.readVarlong30(31, 3)).as("build time").isEqualTo(1);
    assertThat(in.readVarlong30(31, 3)).as("transfer time").isZero();
    assertThat(indexes.read()).isEqualTo(IndexCode.DONE);
    assertThat(in.readByteOrEnd()).isEqualTo(-1);
  }

  @Test
  void theClientOfProtocol31() throws IOException {
    SessionParameters agreed = negotiate(31, server("/golden/pull-31-server.hex"));
    WireOutput out = new WireOutput(new Multiplexer(sent));
    IndexEncoder indexes = new IndexEncoder(out, agreed.protocol());
    out.writeInt(0);
    out.flush();
    indexes.write(0);
    out.writeShort(ItemFlags.TRANSFER);
    for (int value : new int[] {0, 700, 2, 0}) {
      out.writeInt(value);
    }
    out.flush();
    for (int phase = 0; phase < 5; phase++) {
      indexes.write(IndexCode.DONE);
      out.flush();
    }
    assertThat(Hex.text(sent.toByteArray()))
        .isEqualTo(Hex.text(Hex.resource("/golden/pull-31-client.hex")));
  }

  @Test
  void protocol29() throws IOException {
    WireInput server = server("/golden/pull-29-server.hex");
    SessionParameters agreed = negotiate(29, server);
    assertThat(agreed.transferChecksum()).isEqualTo(ChecksumAlgorithm.MD4_OLD);
    assertThat(agreed.seed()).isEqualTo(0x6b14b193);
    assertThat(sent.size()).isZero();

    WireInput in = framed(server);
    assertThat(in.readByte()).as("list flags").isEqualTo(0x18);
    assertThat(in.readBytes(in.readByte())).isEqualTo(Hex.bytes("612e747874"));
    assertThat(in.readLongint()).as("size").isEqualTo(6);
    assertThat(in.readInt()).as("time").isEqualTo(0x5e0d5da5);
    assertThat(in.readInt()).as("mode").isEqualTo(0100644);
    assertThat(in.readByte()).as("end of the list").isZero();
    assertThat(in.readInt()).as("error").isZero();

    IndexDecoder indexes = new IndexDecoder(in, agreed.protocol());
    assertFile(in, indexes, "4f5469cc567b4e57b9c88283f11730e2");
    assertThat(indexes.read()).isEqualTo(IndexCode.DONE);
    assertThat(indexes.read()).isEqualTo(IndexCode.DONE);
    assertThat(indexes.read()).isEqualTo(IndexCode.DONE);
    for (long value : new long[] {38, 108, 6, 1, 0}) {
      assertThat(in.readVarlong30(29, 3)).isEqualTo(value);
    }
    assertThat(in.readByteOrEnd()).isEqualTo(-1);
  }

  private static void assertFile(WireInput in, IndexDecoder indexes, String sum)
      throws IOException {
    assertThat(indexes.read()).isZero();
    assertThat(in.readShort()).isEqualTo(ItemFlags.TRANSFER);
    for (int value : new int[] {0, 700, 2, 0}) {
      assertThat(in.readInt()).as("sum head").isEqualTo(value);
    }
    assertThat(in.readBytes(in.readInt())).isEqualTo(HELLO);
    assertThat(in.readInt()).as("end token").isZero();
    assertThat(in.readBytes(16)).isEqualTo(Hex.bytes(sum));
  }
}
