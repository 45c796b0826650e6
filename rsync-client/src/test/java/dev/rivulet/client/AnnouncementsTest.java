// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;
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

  private static final DaemonUrl DAEMON = (DaemonUrl) Endpoint.parse("rsync://host/module");

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
  void isSilentBelowTwoVerbosities() throws IOException {
    at(1).words("sent", words("a"));
    at(1).connecting(new ProgramConnector(new byte[] {'a'}), DAEMON);
    assertThat(lines).isEmpty();
  }

  @Test
  void saysNothingAboutNothing() throws IOException {
    at(2).words("sent", List.of());
    at(2).connecting((daemon, timeout) -> null, DAEMON);
    assertThat(lines).isEmpty();
  }

  @Test
  void tellsWhichWayADaemonIsReached() throws IOException {
    at(2).connecting(DaemonConnector.DEFAULT, DAEMON);
    at(2).connecting(new ProgramConnector("run %H".getBytes(UTF_8)), DAEMON);
    assertThat(lines)
        .containsExactly(
            "opening tcp connection to host port 873",
            "Using RSYNC_CONNECT_PROG instead of opening tcp connection to host port 873",
            "Running socket program: \"run 'host'\"");
  }
}
