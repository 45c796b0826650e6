// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostAccessTest {

  /** One host, {@code client.example}, with one address. */
  private static class OneHost implements HostNames {
    @Override
    public Optional<String> nameOf(InetAddress address) {
      return Optional.of("client.example");
    }

    @Override
    public List<InetAddress> addressesOf(String name) {
      return name.equals("client.example") ? List.of(address("192.0.2.7")) : List.of();
    }
  }

  private static InetAddress address(String numeric) {
    try {
      return InetAddress.getByName(numeric);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean allows(String allow, String deny, String name, String numeric) {
    return new HostAccess(allow, deny, true, new OneHost()).allows(name, address(numeric));
  }

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "client*, true",
    "CLIENT.example, true",
    "c?ient.[e-f]xample, true",
    "other.example, false",
    "192.*, false",
    "192.0.2.7, true",
    "192.0.2.8, false",
    "192.0.519, true",
    "0300.0.2.7, true",
    "192.0.2, false",
    "192.0.2.0/24, true",
    "192.0.2.0/255.255.255.0, true",
    "192.0.3.0/24, false",
    "192.0.2.7/32, true",
    "0.0.0.0/0, true",
    "192.0.2.7/33, false",
    "192.0.2.7/x, false",
    "192.0.2.7/, false",
    "/24, false",
    "client.example/24, false",
    "::1, false",
    "'10.0.0.1, client.example', true"
  })
  void matchesPatternsOfTheAllowList(String pattern, boolean expected) {
    assertThat(allows(pattern, "", "client.example", "192.0.2.7")).isEqualTo(expected);
  }

  @Test
  void resolvesNamesOfClientsThatWereNotLookedUp() {
    assertThat(allows("client.example", "", "UNDETERMINED", "192.0.2.7")).isTrue();
    assertThat(allows("client.*", "", "UNDETERMINED", "192.0.2.7")).isFalse();
    assertThat(allows("undet*", "", "UNDETERMINED", "192.0.2.7")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', true",
    "192.0.2.7, '', true",
    "192.0.2.8, '', false",
    "192.0.2.8, 192.0.2.9, true",
    "192.0.2.7, 192.0.2.7, true",
    "'', 192.0.2.7, false",
    "'', 192.0.2.8, true"
  })
  void asksTheAllowListFirst(String allow, String deny, boolean expected) {
    assertThat(allows(allow, deny, "client.example", "192.0.2.7")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"missing.example, false", "'192.0.2.9    #...', false", "192.0.2.9/x, true"})
  void deniesWhenANameOnTheDenyListDoesNotResolve(String deny, boolean expected) {
    assertThat(allows("", deny, "client.example", "192.0.2.7")).isEqualTo(expected);
  }

  @Test
  void doesNotResolveNamesWhenTold() {
    HostAccess access = new HostAccess("", "missing.example", false, new OneHost());
    assertThat(access.allows("client.example", address("192.0.2.7"))).isTrue();
  }

  @Test
  void comparesVersion6Addresses() {
    assertThat(allows("2001:db8::/32", "", "UNKNOWN", "2001:db8::7")).isTrue();
    assertThat(allows("2001:DB8:0::7", "", "UNKNOWN", "2001:db8::7")).isTrue();
    assertThat(allows("2001:db8::/ffff:ffff::", "", "UNKNOWN", "2001:db8::7")).isTrue();
    assertThat(allows("::ffff:192.0.2.7", "", "UNKNOWN", "192.0.2.7")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "@trusted, '', client.example, true",
    "@trusted, '', other.example, false",
    "@Trusted, '', client.example, true",
    "@others, '', client.example, false",
    "'', @trusted, client.example, false",
    "'', @trusted, other.example, true"
  })
  void asksForTheMembersOfNetgroups(String allow, String deny, String name, boolean expected) {
    HostNames names =
        new OneHost() {
          @Override
          public boolean knowsNetgroups() {
            return true;
          }

          @Override
          public boolean isInNetgroup(String group, String host) {
            return group.equals("trusted") && host.equals("client.example");
          }
        };
    HostAccess access = new HostAccess(allow, deny, true, names);

    assertThat(access.unsupportedPattern()).isEmpty();
    assertThat(access.allows(name, address("192.0.2.7"))).isEqualTo(expected);
  }

  @Test
  void reportsNetgroupsWhereThereAreNone() {
    assertThat(new HostAccess("", "a @admins", true, new OneHost()).unsupportedPattern())
        .contains("@admins");
  }
}
