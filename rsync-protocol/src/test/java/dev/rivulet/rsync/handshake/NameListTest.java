// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameListTest {
  private static final List<String> KNOWN = List.of("xxh128", "xxh3", "xxh64", "md5", "none");

  private static NameList received(String text) {
    return NameList.received(text.getBytes(StandardCharsets.ISO_8859_1), KNOWN);
  }

  @Test
  void onlyAServerOffersToDoWithout() {
    assertThat(NameList.own("", true, KNOWN).text()).isEqualTo("xxh128 xxh3 xxh64 md5 none");
    assertThat(NameList.own(" ", false, KNOWN).text()).isEqualTo("xxh128 xxh3 xxh64 md5");
  }

  @ParameterizedTest
  @CsvSource({
    "md5, md5, md5",
    "XXHASH md5 unknown md5, xxh64 md5, xxh64 md5",
    "md5 none, md5 none, md5 none",
    "xxh3 & md5, xxh3, md5",
    "md5 xxh128, md5, md5 xxh128",
    "xxh3 xxh128 md5 xxh64, xxh3 md5, xxh3 xxh128 md5 xxh64",
    "unknown, INVALID, INVALID",
    "xxh3 &, xxh3, xxh128 xxh3 xxh64 md5 none",
    "&, xxh128 xxh3 xxh64 md5, xxh128 xxh3 xxh64 md5 none",
  })
  void theEnvironmentDecidesWhatIsOffered(String wish, String client, String server) {
    assertThat(NameList.own(wish, false, KNOWN).text()).isEqualTo(client);
    assertThat(NameList.own(wish, true, KNOWN).text()).isEqualTo(server);
  }

  @Test
  void aReceivedListIsTakenInAnyShape() {
    NameList list = received("  MD5 blake3  xxHash md5");
    assertThat(list.names()).containsExactly("md5", "xxh64");
    assertThat(list.text()).isEqualTo("  MD5 blake3  xxHash md5");
  }

  @Test
  void twoListsOfNothingHaveNothingInCommon() {
    NameList nothing = NameList.own("unknown", false, KNOWN);
    assertThat(nothing.firstAlsoIn(received("INVALID"))).isEmpty();
  }

  @Test
  void theFirstCommonNameIsTheOneOfTheListThatIsAsked() {
    assertThat(received("md5 xxh3").firstAlsoIn(received("xxh3 md5"))).contains("md5");
    assertThat(received("xxh3 md5").firstAlsoIn(received("md5 xxh3"))).contains("xxh3");
  }
}
