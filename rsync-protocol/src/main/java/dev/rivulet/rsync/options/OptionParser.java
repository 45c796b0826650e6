// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.Option.Argument;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits words into options with their arguments and operands, by the rules of rsync: options may
 * follow operands, letters may be bundled, an argument may be attached or be the next word, long
 * names are never abbreviated, {@code --} ends the options.
 *
 * <p>Knows the shape of options, not their meaning. Owned by one thread, used for one command line.
 */
public final class OptionParser {

  /** Receives the options in the order they were given. */
  public interface Handler {

    /** An option without an argument, or its {@code --no-} form. */
    void flag(Option option, boolean on, String asTyped) throws RsyncException;

    /** An option with text. */
    void text(Option option, byte[] value, String asTyped) throws RsyncException;

    /** An option with a number, already judged to be one. */
    void number(Option option, int value, String asTyped) throws RsyncException;
  }

  private final List<byte[]> words;
  private final Handler handler;
  private final List<byte[]> operands = new ArrayList<>();
  private int next;

  private OptionParser(List<byte[]> words, Handler handler) {
    this.words = words;
    this.handler = handler;
  }

  /**
   * Hands every option to {@code handler}.
   *
   * @return the operands
   * @throws RsyncException (exit code 1) with rsync's text for what is not an option, lacks its
   *     argument or has one too many; and what the handler throws
   */
  public static List<byte[]> parse(List<byte[]> words, Handler handler) throws RsyncException {
    OptionParser parser = new OptionParser(words, handler);
    parser.run();
    return parser.operands;
  }

  /**
   * Where the operand {@code .} is, which separates the options of a server from its paths.
   *
   * @return its index; the number of words if it is not there, an option's argument not counting
   */
  public static int dot(List<byte[]> words) {
    int at = 0;
    while (at < words.size() && !isDot(words.get(at))) {
      at += takesNext(words.get(at)) ? 2 : 1;
    }
    return Math.min(at, words.size());
  }

  private static boolean isDot(byte[] word) {
    return word.length == 1 && word[0] == '.';
  }

  /** Whether a word is an option whose argument is the next word. */
  private static boolean takesNext(byte[] word) {
    if (word.length < 2 || word[0] != '-') {
      return false;
    }
    if (word[1] == '-') {
      String name = new String(word, 2, word.length - 2, StandardCharsets.ISO_8859_1);
      Option option = name.length() > 1 ? OptionTable.byName(name) : null;
      return option != null && option.argument() != Argument.NONE;
    }
    for (int i = 1; i < word.length; i++) {
      Option option = OptionTable.byLetter((char) (word[i] & 0xff));
      if (option != null && option.argument() != Argument.NONE) {
        return i == word.length - 1;
      }
    }
    return false;
  }

  private void run() throws RsyncException {
    while (next < words.size()) {
      byte[] word = words.get(next++);
      if (word.length < 2 || word[0] != '-') {
        operands.add(word);
      } else if (word[1] != '-') {
        parseLetters(word);
      } else if (word.length > 2) {
        parseLong(word);
      } else {
        operands.addAll(words.subList(next, words.size()));
        return;
      }
    }
  }

  private void parseLong(byte[] word) throws RsyncException {
    int equals = indexOf(word, '=');
    int nameEnd = equals < 0 ? word.length : equals;
    String name = new String(word, 2, nameEnd - 2, StandardCharsets.ISO_8859_1);
    byte[] attached = equals < 0 ? null : Arrays.copyOfRange(word, equals + 1, word.length);
    Option option = name.length() > 1 ? OptionTable.byName(name) : null;
    boolean on = true;
    if (option == null && name.startsWith("no-")) {
      option = OptionTable.byNegatedName(name.substring(3));
      on = false;
    }
    if (option == null) {
      throw bad(word, "unknown option");
    }
    boolean takesArgument = on && option.argument() != Argument.NONE;
    if (takesArgument) {
      deliverArgument(option, attached, word, "--" + name);
    } else if (attached != null) {
      throw bad(word, "option does not take an argument");
    } else {
      handler.flag(option, on, "--" + name);
    }
  }

  private void parseLetters(byte[] word) throws RsyncException {
    for (int i = 1; i < word.length; i++) {
      char letter = (char) (word[i] & 0xff);
      Option option = OptionTable.byLetter(letter);
      if (option == null) {
        throw bad(word, letter == '=' ? "option does not take an argument" : "unknown option");
      }
      if (option.argument() != Argument.NONE) {
        int start = i + 1 < word.length && word[i + 1] == '=' ? i + 2 : i + 1;
        boolean attached = i + 1 < word.length;
        byte[] value = attached ? Arrays.copyOfRange(word, start, word.length) : null;
        deliverArgument(option, value, word, "-" + letter);
        return;
      }
      handler.flag(option, true, "-" + letter);
    }
  }

  private void deliverArgument(Option option, byte[] attached, byte[] word, String asTyped)
      throws RsyncException {
    byte[] last = word;
    byte[] value = attached;
    if (value == null) {
      if (next == words.size()) {
        throw bad(word, "missing argument");
      }
      last = words.get(next++);
      value = last;
    }
    if (option.argument() == Argument.NUMBER) {
      handler.number(option, number(value, last), asTyped);
    } else {
      handler.text(option, value, asTyped);
    }
  }

  /** An empty argument is 0, as the reference program has it. */
  private static int number(byte[] value, byte[] word) throws RsyncException {
    if (value.length == 0) {
      return 0;
    }
    long number;
    try {
      number = Long.decode(new String(value, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      throw bad(word, "invalid numeric value");
    }
    if (number != (int) number) {
      throw bad(word, "number too large or too small");
    }
    return (int) number;
  }

  private static int indexOf(byte[] word, char wanted) {
    for (int i = 2; i < word.length; i++) {
      if (word[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static RsyncException bad(byte[] word, String what) {
    String shown = new String(word, StandardCharsets.UTF_8);
    return new RsyncException(ExitCode.SYNTAX, "rsync: " + shown + ": " + what);
  }
}
