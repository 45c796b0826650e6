// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoWayTest {

  private static Mirror mirror(TransferOptions options) {
    return new Mirror(
        "pair",
        new byte[] {'/', 's', '/'},
        List.of(DaemonUrl.of("localhost", 873, "m/")),
        options,
        RsyncClient.builder().build(),
        MirrorSettings.builder().twoWay(true).build());
  }

  @Test
  void refusesOptionsThatWouldLoseOrEcho() {
    for (TransferOptions options :
        List.of(
            TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build(),
            TransferOptions.builder().archive().ignoreTimes(true).build(),
            TransferOptions.builder().recursive(true).build())) {
      assertThat(TwoWay.objection(options)).isPresent();
      assertThatIllegalArgumentException().isThrownBy(() -> mirror(options));
    }
  }
}
