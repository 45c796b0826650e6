// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.handshake;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The line both ends of a daemon connection begin with, for example {@code @RSYNCD: 32.0 sha512
 * sha256 sha1 md5 md4}.
 *
 * <p>Tolerant: a number is enough, as old peers send it. Neither the number nor the names are
 * checked here; that is for {@link Negotiator} and {@link AuthDigest#choose}.
 *
 * @param protocol the version
 * @param subprotocol the version of an unfinished protocol, 0 for a release; empty when not sent
 * @param digests names for authentication, in lower case; empty when no list was sent
 */
public record Greeting(int protocol, OptionalInt subprotocol, Optional<List<String>> digests) {
  /** What the line starts with, and every other line of the daemon that is not text. */
  public static final String PREFIX = "@RSYNCD: ";

  private static final int LAST_WITHOUT_SUBPROTOCOL = 29;
  private static final int LAST_WITHOUT_DIGESTS = 31;

  private static final Pattern LINE =
      Pattern.compile(
          "@RSYNCD:\\s*(-?\\d{1,9})(?:\\.(-?\\d{1,9}))?([^ ]*)(?: (.*))?", Pattern.DOTALL);

  /**
   * Our own greeting.
   *
   * @param protocol the highest version to speak, 27 to 32
   */
  public static Greeting own(int protocol) {
    return new Greeting(protocol, OptionalInt.of(0), Optional.of(AuthDigest.names()));
  }

  /**
   * Reads the greeting a client has sent.
   *
   * @param line without its LF
   * @throws ProtocolException with the text that belongs behind {@code @ERROR: }
   */
  public static Greeting fromClient(byte[] line) throws ProtocolException {
    Greeting greeting = parse(line).orElseThrow(() -> failure("protocol startup error"));
    greeting.requireWholeness("your client", line);
    return greeting;
  }

  /**
   * Reads the greeting a server has sent.
   *
   * @param line without its LF
   * @throws ProtocolException with the text rsync's client prints behind {@code rsync: }
   */
  public static Greeting fromServer(byte[] line) throws ProtocolException {
    Greeting greeting =
        parse(line)
            .orElseThrow(() -> failure("server sent \"" + text(line) + "\" rather than greeting"));
    greeting.requireWholeness("the server", line);
    return greeting;
  }

  /** What the line says; empty when it is not a greeting. */
  static Optional<Greeting> parse(byte[] line) {
    Matcher matcher = LINE.matcher(text(line));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    OptionalInt subprotocol =
        matcher.group(2) == null
            ? OptionalInt.empty()
            : OptionalInt.of(Integer.parseInt(matcher.group(2)));
    Optional<List<String>> digests = Optional.ofNullable(matcher.group(4)).map(Greeting::words);
    return Optional.of(new Greeting(Integer.parseInt(matcher.group(1)), subprotocol, digests));
  }

  private static List<String> words(String list) {
    return Arrays.stream(list.toLowerCase(Locale.ROOT).split("\\s+"))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private void requireWholeness(String who, byte[] line) throws ProtocolException {
    if (protocol > LAST_WITHOUT_SUBPROTOCOL && subprotocol.isEmpty()) {
      throw failure(who + " omitted the subprotocol value: " + text(line));
    }
    if (protocol > LAST_WITHOUT_DIGESTS && digests.isEmpty()) {
      throw failure(who + " omitted the digest name list: " + text(line));
    }
  }

  private static ProtocolException failure(String message) {
    return new ProtocolException(ExitCode.START_CLIENT, message);
  }

  private static String text(byte[] line) {
    return new String(line, StandardCharsets.ISO_8859_1);
  }

  /** The protocol both ends speak after exchanging this greeting and the peer's. */
  public int agreedWith(Greeting peer) {
    int own = subprotocol.orElse(0);
    int theirs = peer.subprotocol.orElse(0);
    if (protocol > peer.protocol) {
      return theirs == 0 ? peer.protocol : peer.protocol - 1;
    }
    if (protocol == peer.protocol) {
      return own == theirs ? protocol : protocol - 1;
    }
    return own == 0 ? protocol : protocol - 1;
  }

  /**
   * What {@link Negotiator.Offer#remoteProtocol} is to be: the peer's number, unless an unfinished
   * version makes both fall back further.
   */
  public int protocolToNegotiate(Greeting peer) {
    int agreed = agreedWith(peer);
    return agreed < Math.min(protocol, peer.protocol) ? agreed : peer.protocol;
  }

  /** The line, its LF included. */
  public byte[] format() {
    StringBuilder line = new StringBuilder(PREFIX).append(protocol);
    subprotocol.ifPresent(number -> line.append('.').append(number));
    digests.ifPresent(names -> names.forEach(name -> line.append(' ').append(name)));
    return line.append('\n').toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
