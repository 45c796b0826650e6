// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwoWayMirrorTest {

  private static Mirror mirror(TransferOptions options, boolean twoWay) {
    return new Mirror(
        "pair",
        new byte[] {'/', 's', '/'},
        List.of(DaemonUrl.of("localhost", 873, "m/")),
        options,
        RsyncClient.builder().build(),
        MirrorSettings.builder().twoWay(twoWay).build());
  }

  @Test
  void whatTheUserIncludesIsTaken() {
    byte[] name = ".my.FILE01".getBytes(StandardCharsets.UTF_8);
    TransferOptions options =
        TransferOptions.builder()
            .archive()
            .filters(new FilterList(List.of(new FilterRule(FilterRule.Kind.INCLUDE, name, 0))))
            .build();
    TransferOptions prepared = TwoWayMirror.prepared(mirror(options, true)).options();

    assertThat(prepared.filters().excludes(name, false, FilterList.Side.SENDER)).isFalse();
    byte[] other = ".my.FILE02".getBytes(StandardCharsets.UTF_8);
    assertThat(prepared.filters().excludes(other, false, FilterList.Side.SENDER)).isTrue();
    assertThat(prepared.update().update()).isTrue();
    assertThat(prepared.preserve().omitDirTimes()).isTrue();
  }

  @Test
  void aMirrorInOneDirectionStaysAsItIs() {
    Mirror single = mirror(TransferOptions.builder().archive().build(), false);
    assertThat(TwoWayMirror.prepared(single)).isSameAs(single);
  }
}
