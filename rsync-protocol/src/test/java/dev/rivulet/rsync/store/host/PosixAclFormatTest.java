// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.StoreException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class PosixAclFormatTest {

  /** As a kernel stored it for a file with permissions 0775. */
  private static final String STORED =
      "02000000 01000700ffffffff 0200070001000000 0200040039300000"
          + " 04000500ffffffff 0800060002000000 10000700ffffffff 20000500ffffffff";

  private static final Acl LIST =
      new Acl.Builder()
          .user(7)
          .name(false, 2, 6)
          .name(true, 12345, 4)
          .name(true, 1, 7)
          .group(5)
          .mask(7)
          .other(5)
          .build();

  private static byte[] stored() {
    return HexFormat.of().parseHex(STORED.replace(" ", ""));
  }

  @Test
  void readsAndWritesWhatTheKernelStores() throws StoreException {
    assertThat(PosixAclFormat.decode(stored())).isEqualTo(LIST);
    assertThat(PosixAclFormat.encode(LIST)).isEqualTo(stored());
  }

  @Test
  void refusesWhatIsNoList() {
    byte[] otherVersion = stored();
    otherVersion[0] = 3;
    byte[] unknownTag = stored();
    unknownTag[4] = 0x40;
    for (byte[] wrong : new byte[][] {{}, {2, 0, 0}, new byte[13], otherVersion, unknownTag}) {
      assertThatThrownBy(() -> PosixAclFormat.decode(wrong))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("Invalid argument");
    }
  }
}
