// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Names between the character set of this end and that of the wire, which is UTF-8 (rsync(1),
 * --iconv). Without a character set they stay the bytes they are. Immutable, for any thread.
 */
public final class NameTranslation {
  /** Names stay as they are. */
  public static final NameTranslation NONE = new NameTranslation(null, "");

  /** No name is longer, on the wire and elsewhere. */
  private static final int LONGEST_NAME = 4095;

  /** The largest part of a text that one character takes, in any character set. */
  private static final int LONGEST_CHARACTER = 8;

  /** The user's own character set, as {@code --iconv} spells it. */
  private static final String OF_THE_LOCALE = ".";

  private final Charset own;
  private final String ownName;

  private NameTranslation(Charset own, String ownName) {
    this.own = own;
    this.ownName = ownName;
  }

  /**
   * The translation of an end.
   *
   * @param sets the end's character set, perhaps with that of the other end behind a comma; a dot,
   *     or nothing in front of the comma, for the one of the locale; empty for no translation
   * @throws RsyncException (exit code 4) if there is no such character set
   */
  public static NameTranslation of(String sets) throws RsyncException {
    if (sets.isEmpty()) {
      return NONE;
    }
    int comma = sets.indexOf(',');
    String asTyped = comma < 0 ? sets : sets.substring(0, comma);
    boolean usual = asTyped.isEmpty() || asTyped.equals(OF_THE_LOCALE);
    String name = usual ? System.getProperty("native.encoding") : asTyped;
    return new NameTranslation(charset(name), name);
  }

  /** A character set by its name, in which signs between letters and digits do not matter. */
  private static Charset charset(String name) throws RsyncException {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      String plain = plain(name);
      return Charset.availableCharsets().values().stream()
          .filter(set -> names(set).anyMatch(known -> plain(known).equals(plain)))
          .findFirst()
          .orElseThrow(
              () ->
                  new RsyncException(
                      ExitCode.UNSUPPORTED, "iconv_open(\"UTF-8\", \"" + name + "\") failed"));
    }
  }

  private static Stream<String> names(Charset set) {
    return Stream.concat(Stream.of(set.name()), set.aliases().stream());
  }

  private static String plain(String name) {
    return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  /** Whether names are translated. */
  public boolean isOn() {
    return own != null;
  }

  /** The name of this end's character set, as typed. */
  public String charsetName() {
    return ownName;
  }

  /**
   * A name as the other end gets it.
   *
   * @throws StoreException EINVAL for a name that ends within a character, EILSEQ for one that
   *     means nothing in this end's character set, E2BIG for one that becomes too long
   */
  public byte[] toWire(byte[] name) throws StoreException {
    return isOn() ? translated(name, own, StandardCharsets.UTF_8) : name;
  }

  /**
   * A name that came from the other end.
   *
   * @throws StoreException as for {@link #toWire}, and for a name that cannot be written in this
   *     end's character set
   */
  public byte[] fromWire(byte[] name) throws StoreException {
    return isOn() ? translated(name, StandardCharsets.UTF_8, own) : name;
  }

  /** As {@link #toWire} for a text, of which stays what cannot be translated. */
  public byte[] textToWire(byte[] text) {
    return isOn() ? asFarAsPossible(text, own, StandardCharsets.UTF_8) : text;
  }

  /** As {@link #fromWire} for a text, of which stays what cannot be translated. */
  public byte[] textFromWire(byte[] text) {
    return isOn() ? asFarAsPossible(text, StandardCharsets.UTF_8, own) : text;
  }

  private static byte[] translated(byte[] name, Charset from, Charset to) throws StoreException {
    CharBuffer characters = CharBuffer.allocate(name.length * 2);
    ByteBuffer in = ByteBuffer.wrap(name);
    CharsetDecoder decoder = decoder(from);
    if (decoder.decode(in, characters, false).isError()) {
      throw new StoreException("iconv", Errno.EILSEQ);
    }
    if (in.hasRemaining() || decoder.decode(in, characters, true).isError()) {
      throw new StoreException("iconv", Errno.EINVAL);
    }
    decoder.flush(characters);
    characters.flip();
    ByteBuffer out = ByteBuffer.allocate((characters.length() + 1) * LONGEST_CHARACTER);
    CharsetEncoder encoder = encoder(to);
    if (encoder.encode(characters, out, true).isError()) {
      throw new StoreException("iconv", Errno.EILSEQ);
    }
    encoder.flush(out);
    if (out.position() > LONGEST_NAME) {
      throw new StoreException("iconv", Errno.E2BIG);
    }
    return bytes(out);
  }

  private static byte[] asFarAsPossible(byte[] text, Charset from, Charset to) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(text.length);
    ByteBuffer in = ByteBuffer.wrap(text);
    while (in.hasRemaining()) {
      int start = in.position();
      CharBuffer characters = CharBuffer.allocate(in.remaining() * 2);
      CoderResult result = decoder(from).decode(in, characters, true);
      characters.flip();
      appendEncoded(text, start, in.position(), characters, to, all);
      if (result.isError()) {
        all.write(text[in.position()]);
        in.position(in.position() + 1);
      }
    }
    return all.toByteArray();
  }

  /** Appends what was decoded of a part of the text, or the part itself if that cannot be done. */
  private static void appendEncoded(
      byte[] text,
      int start,
      int end,
      CharBuffer characters,
      Charset to,
      ByteArrayOutputStream all) {
    ByteBuffer out = ByteBuffer.allocate((characters.length() + 1) * LONGEST_CHARACTER);
    CharsetEncoder encoder = encoder(to);
    if (encoder.encode(characters, out, true).isError()) {
      all.write(text, start, end - start);
      return;
    }
    encoder.flush(out);
    all.writeBytes(bytes(out));
  }

  private static CharsetDecoder decoder(Charset set) {
    return set.newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static CharsetEncoder encoder(Charset set) {
    return set.newEncoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  private static byte[] bytes(ByteBuffer out) {
    byte[] bytes = new byte[out.flip().remaining()];
    out.get(bytes);
    return bytes;
  }
}
