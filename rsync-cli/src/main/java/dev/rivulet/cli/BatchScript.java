// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterListCodec;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.rsync.options.Option;
import dev.rivulet.rsync.options.OptionTable;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The shell script that repeats a recorded transfer: the command line with the recording in place
 * of the sources, and the filter rules behind it (rsync(1), BATCH MODE). Everything a user typed is
 * quoted, so that the script does what the command did and nothing else.
 */
final class BatchScript {
  private static final String RULES_END = "#E#";
  private static final int FIRST_PROTOCOL_WITH_FILTERS = 29;

  private final ByteArrayOutputStream script = new ByteArrayOutputStream(256);
  private final List<byte[]> words;
  private final List<byte[]> operands;

  private BatchScript(List<byte[]> words, List<byte[]> operands) {
    this.words = words;
    this.operands = operands;
  }

  /**
   * The script.
   *
   * @param program what to call the program
   * @param words of the command line, without the program
   * @param commandLine the same, understood
   * @param destination where the files go unless the script is told otherwise
   */
  static byte[] of(String program, List<byte[]> words, CommandLine commandLine, byte[] destination)
      throws RsyncException {
    TransferOptions options = commandLine.options();
    FilterList typed = options.filters();
    List<FilterRule> rules =
        (options.deletion().excluded() ? typed.withoutProtection() : typed).rules();
    BatchScript script = new BatchScript(words, commandLine.operands());
    script.addQuoted(program.getBytes(StandardCharsets.UTF_8));
    if (!rules.isEmpty()) {
      boolean modern = options.wire().protocolLimit() >= FIRST_PROTOCOL_WITH_FILTERS;
      script.add(modern ? " --filter='._-'" : " --exclude-from='-'");
    }
    script.addOptions();
    script.add(" ${1:-");
    script.addQuoted(destination);
    script.add("}");
    if (!rules.isEmpty()) {
      script.addRules(rules);
    }
    script.add("\n");
    return script.script.toByteArray();
  }

  private void addOptions() {
    for (int i = 0; i < words.size(); i++) {
      byte[] word = words.get(i);
      if (isOperand(word)) {
        continue;
      }
      String text = new String(word, StandardCharsets.ISO_8859_1);
      Option option = optionOf(text);
      boolean detached = option != null && takesNext(option, text);
      if (option == null || !isReplaced(option)) {
        addWord(word);
        if (detached && i + 1 < words.size()) {
          add(" ");
          addQuoted(words.get(i + 1));
        }
      } else if (isRecording(option)) {
        add(detached ? " --read-batch " : " --read-batch=");
        addQuoted(detached ? words.get(i + 1) : valueOf(word));
      }
      i += detached ? 1 : 0;
    }
  }

  /** Quotes a word, or of a long option with its argument behind it only the argument. */
  private void addWord(byte[] word) {
    int equals = equalsOf(word);
    boolean named = word.length > 2 && word[0] == '-' && word[1] == '-' && equals < word.length;
    int start = named ? equals + 1 : 0;
    add(" ");
    script.write(word, 0, start);
    addQuoted(Arrays.copyOfRange(word, start, word.length));
  }

  private boolean isOperand(byte[] word) {
    for (byte[] operand : operands) {
      if (operand == word) {
        return true;
      }
    }
    return false;
  }

  /** The option of a long word, or of a word of one letter and its argument. */
  private static Option optionOf(String word) {
    if (word.startsWith("--")) {
      int equals = word.indexOf('=');
      return OptionTable.find(word.substring(2, equals < 0 ? word.length() : equals));
    }
    return word.length() > 1 ? OptionTable.find(word.substring(1, 2)) : null;
  }

  private static boolean takesNext(Option option, String word) {
    boolean attached = word.startsWith("--") ? word.indexOf('=') >= 0 : word.length() > 2;
    return option.argument() != Option.Argument.NONE && !attached;
  }

  private static boolean isRecording(Option option) {
    return option == Option.WRITE_BATCH || option == Option.ONLY_WRITE_BATCH;
  }

  /** Rules and names of sources are in the recording or behind the command. */
  private static boolean isReplaced(Option option) {
    return switch (option) {
      case FILTER, EXCLUDE, EXCLUDE_FROM, INCLUDE, INCLUDE_FROM, FILES_FROM -> true;
      default -> isRecording(option);
    };
  }

  private static byte[] valueOf(byte[] word) {
    return Arrays.copyOfRange(word, equalsOf(word) + 1, word.length);
  }

  private static int equalsOf(byte[] word) {
    int equals = 0;
    while (equals < word.length && word[equals] != '=') {
      equals++;
    }
    return equals;
  }

  private void addRules(List<FilterRule> rules) throws RsyncException {
    add(" <<'" + RULES_END + "'\n");
    for (FilterRule rule : rules) {
      byte[] text = FilterListCodec.text(rule);
      for (byte b : text) {
        if (b == '\n') {
          throw new RsyncException(
              ExitCode.SYNTAX,
              "cannot write a filter rule containing a newline to the batch replay script");
        }
      }
      script.writeBytes(text);
      add("\n");
    }
    add(RULES_END);
  }

  private void addQuoted(byte[] word) {
    add("'");
    for (byte b : word) {
      if (b == '\'') {
        add("'\\''");
      } else {
        script.write(b);
      }
    }
    add("'");
  }

  private void add(String text) {
    script.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
  }
}
