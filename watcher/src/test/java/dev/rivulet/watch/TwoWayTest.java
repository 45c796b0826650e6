// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import java.nio.charset.StandardCharsets;
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
  void whatTheUserIncludesIsTaken() {
    byte[] name = ".my.FILE01".getBytes(StandardCharsets.UTF_8);
    TransferOptions options =
        TransferOptions.builder()
            .archive()
            .filters(new FilterList(List.of(new FilterRule(FilterRule.Kind.INCLUDE, name, 0))))
            .build();
    TransferOptions prepared = TwoWay.prepared(mirror(options)).options();

    assertThat(prepared.filters().excludes(name, false, FilterList.Side.SENDER)).isFalse();
    byte[] other = ".my.FILE02".getBytes(StandardCharsets.UTF_8);
    assertThat(prepared.filters().excludes(other, false, FilterList.Side.SENDER)).isTrue();
    assertThat(prepared.update().update()).isTrue();
    assertThat(prepared.preserve().omitDirTimes()).isTrue();
  }

  @Test
  void aMirrorInOneDirectionStaysAsItIs() {
    Mirror mirror = mirror(TransferOptions.builder().archive().build());
    Mirror single = mirror.withSettings(MirrorSettings.builder().build());
    assertThat(TwoWay.prepared(single)).isSameAs(single);
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
