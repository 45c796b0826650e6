// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

import dev.rivulet.rsync.conf.Blanks;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Decides by {@code hosts allow} and {@code hosts deny} who may use a module.
 *
 * <p>Allowed are those on the allow list; of the others, nobody if there is only an allow list, and
 * else everybody who is not on the deny list. A pattern on the deny list that looks like a name and
 * does not resolve counts as a match, so that a broken name server lets nobody in.
 */
public final class HostAccess {
  private final List<String> allow;
  private final List<String> deny;
  private final boolean forwardLookup;
  private final HostNames names;

  /**
   * The decision for one module.
   *
   * @param forwardLookup whether names in the lists are resolved
   */
  public HostAccess(String allow, String deny, boolean forwardLookup, HostNames names) {
    this.allow = Blanks.words(allow.toLowerCase(Locale.ROOT));
    this.deny = Blanks.words(deny.toLowerCase(Locale.ROOT));
    this.forwardLookup = forwardLookup;
    this.names = names;
  }

  /** A pattern of the lists that cannot be judged here: a netgroup where there are none. */
  public Optional<String> unsupportedPattern() {
    if (names.knowsNetgroups()) {
      return Optional.empty();
    }
    return allow.stream()
        .filter(HostAccess::isNetgroup)
        .findFirst()
        .or(() -> deny.stream().filter(HostAccess::isNetgroup).findFirst());
  }

  private static boolean isNetgroup(String pattern) {
    return pattern.startsWith("@");
  }

  /**
   * Whether a client may come in.
   *
   * @param name of the client, or the word that stands for an unknown one
   */
  public boolean allows(String name, InetAddress address) {
    String lowerName = name.toLowerCase(Locale.ROOT);
    if (!allow.isEmpty()) {
      if (matchesAny(allow, lowerName, address, false)) {
        return true;
      }
      if (deny.isEmpty()) {
        return false;
      }
    }
    return !matchesAny(deny, lowerName, address, true);
  }

  /** Whether an address is on the allow list, whatever its name. */
  public boolean lists(InetAddress address) {
    return matchesAny(allow, "", address, false);
  }

  private boolean matchesAny(
      List<String> patterns, String name, InetAddress address, boolean failClosed) {
    for (String pattern : patterns) {
      if (matches(pattern, name, address.getAddress(), failClosed)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(String pattern, String name, byte[] address, boolean failClosed) {
    if (Wildcards.match(pattern, name)) {
      return true;
    }
    if (isNetgroup(pattern)) {
      return names.isInNetgroup(pattern.substring(1), name);
    }
    int slash = pattern.indexOf('/');
    if (slash >= 0) {
      return matchesNetwork(pattern.substring(0, slash), pattern.substring(slash + 1), address);
    }
    Optional<byte[]> exact = InternetAddress.parse(pattern);
    if (exact.isPresent()) {
      return Arrays.equals(exact.get(), address);
    }
    if (!forwardLookup || !looksLikeName(pattern)) {
      return false;
    }
    List<InetAddress> addresses = names.addressesOf(pattern);
    return addresses.isEmpty()
        ? failClosed
        : addresses.stream().anyMatch(known -> Arrays.equals(known.getAddress(), address));
  }

  private static boolean matchesNetwork(String network, String maskText, byte[] address) {
    Optional<byte[]> base = InternetAddress.parse(network);
    if (base.isEmpty() || maskText.isEmpty()) {
      return false;
    }
    Optional<byte[]> mask = InternetAddress.parseMask(maskText, base.get().length);
    return mask.isPresent() && InternetAddress.equalUnder(mask.get(), base.get(), address);
  }

  private static boolean looksLikeName(String pattern) {
    return pattern.chars().noneMatch(c -> c == '*' || c == '?' || c == '[' || c == ':' || c == '@');
  }
}
