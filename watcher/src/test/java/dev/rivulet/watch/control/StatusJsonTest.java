// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The words and the order that docs/realtime.md promises. */
class StatusJsonTest {

  @Test
  void isDescribedMemberByMember() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StatusJson.write(FakeEngine.STATUS, out);
    Set<String> written =
        Pattern.compile("\"([a-zA-Z]+)\":")
            .matcher(out.toString(UTF_8))
            .results()
            .map(member -> member.group(1))
            .collect(toCollection(TreeSet::new));

    String table = manual().split("## Status as JSON\n")[1];
    Set<String> described =
        Pattern.compile("`([a-zA-Z]+)`")
            .matcher(table)
            .results()
            .map(member -> member.group(1))
            .collect(toCollection(TreeSet::new));
    assertThat(described).containsExactlyInAnyOrderElementsOf(written);
  }

  /** The manual, found from wherever in the checkout the test is run. */
  private static String manual() throws IOException {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("docs/realtime.md"))) {
      directory = directory.getParent();
    }
    return Files.readString(directory.resolve("docs/realtime.md"));
  }

  @Test
  void hasTheMembersThatTheManualLists() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StatusJson.write(FakeEngine.STATUS, out);

    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            {"version":1,"inStep":false,"mirrors":[\
            {"name":"www","source":"/srv/www/","eventSource":"inotify","directories":42,\
            "overflows":1,"polled":["mnt/nfs"],"targets":[\
            {"name":"rsync://one/data/","state":"up","reason":"","inStep":true,"lagSeconds":0.0,\
            "marksWaiting":0,"marksInFlight":0,"lastSuccess":"2026-01-02T03:02:35Z",\
            "provenAt":"2026-01-02T01:04:05Z","confirmed":12,"transfers":3,"bytesSent":4096,\
            "bytesReceived":512,"failingPaths":0,"failing":[],"verifiedAt":null,"lostUpdates":0,\
            "newerAtTarget":0,"newer":[]},\
            {"name":"rsync://two/data/","state":"retrying","reason":"connection refused",\
            "inStep":false,"lagSeconds":2.5,"marksWaiting":7,"marksInFlight":1,\
            "lastSuccess":null,"provenAt":null,"confirmed":0,"transfers":0,"bytesSent":0,\
            "bytesReceived":0,"failingPaths":2,"failing":[{"path":"a/b",\
            "reason":"Permission denied (13)","since":"2026-01-02T03:04:02Z"}],\
            "verifiedAt":"2026-01-02T03:03:05Z","lostUpdates":4,"newerAtTarget":1,\
            "newer":["a/new"]}]}]}\
            """);
  }
}
