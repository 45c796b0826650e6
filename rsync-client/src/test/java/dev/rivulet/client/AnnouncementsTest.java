// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.options.TransferOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {
  private final List<String> lines = new ArrayList<>();

  private Announcements at(int verbosity) {
    return new Announcements(
        TransferOptions.builder().verbosity(verbosity).build(),
        event -> lines.add(new String(((TransferEvent.Message) event).text(), UTF_8)));
  }

  private static List<byte[]> words(String... words) {
    return Stream.of(words).map(word -> word.getBytes(UTF_8)).toList();
  }

  @Test
  void quotesWordsThatAShellMightActUpon() {
    at(2).words("sent", words("--a=b,c", "u@h", "/x_1.y+z", "a b", "%i", ":", "ü", ""));
    assertThat(lines)
        .containsExactly("sent: --a=b,c u@h /x_1.y+z \"a b\" \"%i\" \":\" \"ü\" \"\"  (8 args)");
  }

  @Test
  void isSilentBelowTwoVerbosities() {
    at(1).words("sent", words("a"));
    at(1).connecting("opening");
    assertThat(lines).isEmpty();
  }

  @Test
  void saysNothingAboutNothing() {
    at(2).words("sent", List.of());
    at(2).connecting("");
    at(2).connecting("opening");
    assertThat(lines).containsExactly("opening");
  }
}
