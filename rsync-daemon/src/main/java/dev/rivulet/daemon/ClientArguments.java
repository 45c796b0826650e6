// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.handshake.DaemonDialogue;
import dev.rivulet.rsync.options.OptionParser;
import dev.rivulet.rsync.store.NameTranslation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The argument list of a client, split into option words and path arguments.
 *
 * @param options without escapes, without the {@code .} that ends them
 * @param paths as they came, still with the name of the module
 * @param secluded whether they came in a second list, and so are meant word by word
 */
record ClientArguments(List<byte[]> options, List<byte[]> paths, boolean secluded) {
  private static final int MAX_REQUEST = 1024;
  private static final List<String> SECLUDING = List.of("--secluded-args", "--protect-args");

  /**
   * Reads what the client sends after the daemon's OK. Of a first list in front of a second one
   * only the options count: below protocol 30 a real client sends the paths there too, behind a
   * word {@code (null)}.
   *
   * @param charset of the module's names, empty for none: that of the second list, if the client
   *     has its names translated
   * @throws dev.rivulet.rsync.ProtocolException for too many arguments
   */
  static ClientArguments read(DaemonDialogue dialogue, int agreedProtocol, String charset)
      throws IOException {
    List<byte[]> first = dialogue.readArguments(agreedProtocol);
    if (!asksForSecondList(first)) {
      return split(first, false);
    }
    List<byte[]> words = new ArrayList<>();
    for (byte[] word : first.subList(0, OptionParser.dot(first))) {
      byte[] open = withoutSecludingLetter(word);
      if (open.length > 1 && open[0] == '-' && !isSecluding(open)) {
        words.add(unescaped(open));
      }
    }
    List<byte[]> second = dialogue.readSecludedArguments();
    NameTranslation names = NameTranslation.of(translatesNames(words) ? charset : "");
    second.stream().skip(1).map(names::textFromWire).forEach(words::add);
    return split(words, true);
  }

  private static boolean translatesNames(List<byte[]> words) {
    return words.stream()
        .anyMatch(word -> new String(word, StandardCharsets.ISO_8859_1).startsWith("--iconv="));
  }

  private static ClientArguments split(List<byte[]> words, boolean secluded) {
    List<byte[]> options = new ArrayList<>();
    int dot = OptionParser.dot(words);
    for (byte[] word : words.subList(0, dot)) {
      options.add(secluded ? word : unescaped(word));
    }
    List<byte[]> paths = words.subList(Math.min(dot + 1, words.size()), words.size());
    return new ClientArguments(List.copyOf(options), List.copyOf(paths), secluded);
  }

  private static boolean isDot(byte[] word) {
    return word.length == 1 && word[0] == '.';
  }

  private static boolean asksForSecondList(List<byte[]> words) {
    for (byte[] word : words) {
      if (isDot(word)) {
        return false;
      }
      if (isSecluding(word) || secludingLetter(word) > 0) {
        return true;
      }
    }
    return false;
  }

  private static boolean isSecluding(byte[] word) {
    return SECLUDING.contains(new String(word, StandardCharsets.ISO_8859_1));
  }

  /**
   * The place of the letter {@code s} in a word of letters, or -1; e takes the rest of the word.
   */
  private static int secludingLetter(byte[] word) {
    if (word.length < 2 || word[0] != '-' || word[1] == '-') {
      return -1;
    }
    for (int i = 1; i < word.length && word[i] != 'e'; i++) {
      if (word[i] == 's') {
        return i;
      }
    }
    return -1;
  }

  private static byte[] withoutSecludingLetter(byte[] word) {
    int at = secludingLetter(word);
    if (at < 0) {
      return word;
    }
    byte[] rest = new byte[word.length - 1];
    System.arraycopy(word, 0, rest, 0, at);
    System.arraycopy(word, at + 1, rest, at, rest.length - at);
    return rest;
  }

  /** Every backslash goes and makes the byte behind it literal; a last one stays. */
  static byte[] unescaped(byte[] word) {
    byte[] plain = new byte[word.length];
    int length = 0;
    for (int i = 0; i < word.length; i++) {
      if (word[i] == '\\' && i + 1 < word.length) {
        i++;
      }
      plain[length++] = word[i];
    }
    return length == word.length ? word : Arrays.copyOf(plain, length);
  }

  /** The path arguments in one line, for the log. */
  String request() {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] path : paths) {
      if (joined.size() > 0) {
        joined.write(' ');
      }
      joined.writeBytes(path);
    }
    String request = joined.toString(StandardCharsets.ISO_8859_1);
    return request.length() <= MAX_REQUEST ? request : request.substring(0, MAX_REQUEST);
  }

  /**
   * All words, as a command of the module gets them.
   *
   * @param understood the path arguments as paths below the module
   */
  List<byte[]> words(List<byte[]> understood) {
    List<byte[]> words = new ArrayList<>(options);
    words.add(new byte[] {'.'});
    words.addAll(understood);
    return words;
  }

  /** What the client says it can do, for an answer to words that could not be understood. */
  String clientInfo() {
    for (byte[] word : options) {
      if (word.length > 1 && word[0] == '-' && word[1] != '-') {
        String letters = new String(word, StandardCharsets.ISO_8859_1);
        int info = letters.indexOf('e');
        if (info > 0) {
          return letters.substring(info + 1);
        }
      }
    }
    return "";
  }

  /** Whether the client wants to fetch, as far as that can be told without understanding it all. */
  boolean wantsToFetch() {
    return options.stream()
        .anyMatch(word -> Arrays.equals(word, "--sender".getBytes(StandardCharsets.US_ASCII)));
  }
}
