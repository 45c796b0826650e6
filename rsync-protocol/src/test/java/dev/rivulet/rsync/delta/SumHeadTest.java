// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.delta;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SumHeadTest {

  @Test
  void comesBackAsItWasWritten() throws IOException {
    SumHead head = new SumHead(1737, 1728, 2, 192);
    byte[] wire = written(head);

    assertThat(wire).hasSize(16).startsWith(0xc9, 0x06, 0, 0, 0xc0, 0x06, 0, 0, 2, 0, 0, 0);
    assertThat(SumHead.read(wire(wire), 32, 16, "sender")).isEqualTo(head);
  }

  @Test
  void knowsItsBlocks() {
    SumHead head = new SumHead(3, 1 << 30, 2, 7);
    assertThat(head.lengthOf(0)).isEqualTo(1 << 30);
    assertThat(head.lengthOf(2)).isEqualTo(7);
    assertThat(head.offsetOf(2)).isEqualTo(1L << 31);
    assertThat(head.basisLength()).isEqualTo((1L << 31) + 7);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 700,       2,  0,   32, Invalid checksum count -1 [sender]",
    "1,  -1,        2,  0,   32, Invalid block length -1 [sender]",
    "1,  131073,    2,  0,   30, Invalid block length 131073 [sender]",
    "1,  536870913, 2,  0,   29, Invalid block length 536870913 [sender]",
    "1,  0,         2,  0,   32, Invalid zero block length [sender]",
    "1,  700,       -1, 0,   32, Invalid checksum length -1 [sender]",
    "1,  700,       17, 0,   32, Invalid checksum length 17 [sender]",
    "1,  700,       2,  -1,  32, Invalid remainder length -1 [sender]",
    "1,  700,       2,  701, 32, Invalid remainder length 701 [sender]",
  })
  void rejectsValuesOutsideTheirLimits(
      int count, int blockLength, int strongLength, int remainder, int protocol, String message)
      throws IOException {
    byte[] wire = written(new SumHead(count, blockLength, strongLength, remainder));
    assertThat(failure(wire, protocol)).isInstanceOf(ProtocolException.class).hasMessage(message);
  }

  @Test
  void acceptsValuesAtTheirLimits() throws IOException {
    SumHead now = new SumHead(Integer.MAX_VALUE, 1 << 17, 16, 1 << 17);
    SumHead old = new SumHead(1, 1 << 29, 0, 0);
    assertThat(SumHead.read(wire(written(now)), 30, 16, "sender")).isEqualTo(now);
    assertThat(SumHead.read(wire(written(old)), 29, 16, "sender")).isEqualTo(old);
  }

  @Test
  void noticesAHeadCutAnywhere() throws IOException {
    byte[] wire = written(new SumHead(3, 700, 2, 5));
    for (int length = 0; length < wire.length; length++) {
      assertThat(failure(Arrays.copyOf(wire, length), 32)).isInstanceOf(ProtocolException.class);
    }
  }

  private static Throwable failure(byte[] wire, int protocol) {
    try {
      SumHead.read(wire(wire), protocol, 16, "sender");
      return null;
    } catch (IOException e) {
      return e;
    }
  }

  private static byte[] written(SumHead head) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    head.write(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static WireInput wire(byte[] bytes) {
    return new WireInput(new ByteArrayInputStream(bytes));
  }
}
