// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Names of algorithms in order of preference, as the environment states them or a peer sends them.
 *
 * @param text the list as it goes over the wire and into messages
 * @param names those of them that this build knows, in wire spelling
 */
record NameList(String text, List<String> names) {
  /** What stands for a list of which nothing is known; no peer finds a match in it. */
  private static final String NOTHING_KNOWN = "INVALID";

  static NameList of(List<String> names) {
    return new NameList(String.join(" ", names), List.copyOf(names));
  }

  /**
   * The list of one end: what the environment prefers, or everything.
   *
   * <p>The environment's value may hold two lists, {@code client & server} (rsync(1), environment
   * variables). Only a server offers to do without, unless the client's list names it.
   *
   * <p>Servers since rsync 3.5 go by their own order, older ones by the client's. So that all of
   * them take what the client expects, a client leaves out what it likes less than a weaker name in
   * front of it: {@code md5 xxh128 sha1} becomes {@code md5 sha1}.
   *
   * @param wish the value of the variable, empty when unset
   * @param known what this build can do, strongest first
   */
  static NameList own(String wish, boolean server, List<String> known) {
    String part = part(wish, server);
    if (part.isBlank()) {
      return of(server ? known : known.stream().filter(name -> !name.equals("none")).toList());
    }
    List<String> names = knownNames(part, known);
    if (names.isEmpty()) {
      return new NameList(NOTHING_KNOWN, List.of());
    }
    return of(server ? names : descending(names, known));
  }

  private static List<String> descending(List<String> names, List<String> known) {
    List<String> kept = new ArrayList<>();
    int last = -1;
    for (String name : names) {
      if (known.indexOf(name) > last) {
        last = known.indexOf(name);
        kept.add(name);
      }
    }
    return kept;
  }

  /** The list of the other end; case, order and unknown names in it do no harm. */
  static NameList received(byte[] list, List<String> known) {
    String text = new String(list, StandardCharsets.ISO_8859_1);
    return new NameList(text, knownNames(text, known));
  }

  private static String part(String wish, boolean server) {
    int ampersand = wish.indexOf('&');
    if (ampersand < 0) {
      return wish;
    }
    return server ? wish.substring(ampersand + 1) : wish.substring(0, ampersand);
  }

  private static List<String> knownNames(String text, List<String> known) {
    List<String> names = new ArrayList<>();
    for (String word : text.split("\\s+")) {
      String name = canonical(word);
      if (known.contains(name) && !names.contains(name)) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /** The one spelling of a name that goes over the wire. */
  static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.equals("xxhash") ? "xxh64" : lower;
  }

  boolean contains(String name) {
    return names.contains(name);
  }

  /** The most preferred of these names that the other list has too. */
  Optional<String> firstAlsoIn(NameList other) {
    return names.stream().filter(other.names::contains).findFirst();
  }

  byte[] wire() {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
