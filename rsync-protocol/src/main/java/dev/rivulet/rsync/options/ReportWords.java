// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.CommandLine.HelpTopic;
import dev.rivulet.rsync.options.CommandLineReader.End;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The options about what is told, and where. */
final class ReportWords implements OptionGroup {
  private static final String DEFAULT_LINE = "%n%L";
  private static final String ITEMIZED_LINE = "%i %n%L";

  private final End end;
  private final TransferOptionsBuilder builder;
  private int verbosity;
  private int itemize;
  private boolean progress;
  private String outFormat;
  private HelpTopic help = HelpTopic.NONE;

  ReportWords(End end, TransferOptionsBuilder builder) {
    this.end = end;
    this.builder = builder;
  }

  @Override
  public boolean flag(Option option, boolean on, String asTyped) {
    switch (option) {
      case VERBOSE -> verbosity = on ? verbosity + 1 : 0;
      case QUIET -> builder.quiet(true);
      case STATS -> builder.stats(true);
      case PROGRESS -> progress = on;
      case ITEMIZE_CHANGES -> itemize = on ? itemize + 1 : 0;
      case EIGHT_BIT_OUTPUT -> builder.eightBit(on);
      case MSGS2STDERR -> builder.errorRoute(on ? ErrorRoute.ALL : ErrorRoute.CLIENT);
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) throws RsyncException {
    switch (option) {
      case INFO -> info(Usage.ascii(value));
      case DEBUG -> builder.debug(withoutHelp(Usage.ascii(value), HelpTopic.DEBUG));
      case OUT_FORMAT -> outFormat = new String(value, StandardCharsets.UTF_8);
      case LOG_FILE -> builder.logFile(value.clone());
      case LOG_FILE_FORMAT -> builder.logFileFormat(Usage.text(value));
      case STDERR -> builder.errorRoute(errorRoute(Usage.text(value)));
      case OUTBUF -> builder.outputBuffering(outputBuffering(Usage.text(value)));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** {@code -P} shows progress too. */
  void showProgress() {
    progress = true;
  }

  /** The list of words the user asked for. */
  HelpTopic help() {
    return help;
  }

  /** Decides what depends on several of the options. */
  void settle() {
    builder.verbosity(verbosity).progress(progress);
    Optional<String> format = Optional.ofNullable(outFormat).or(this::impliedFormat);
    builder.itemize(itemize).outFormat(format);
    boolean items = builder.report().itemsShow('i');
    boolean all = builder.report().itemsShow('I') || itemize > 1 || items && verbosity > 1;
    builder.outFormatReportsItems(items).reportUnchanged(all);
  }

  /** The lines of a client whose user has not typed a format. */
  private Optional<String> impliedFormat() {
    if (end == End.SERVER) {
      return Optional.empty();
    }
    boolean names = builder.report().tells(InfoFlag.NAME);
    return Optional.ofNullable(itemize > 0 ? ITEMIZED_LINE : names ? DEFAULT_LINE : null);
  }

  private void info(String words) throws RsyncException {
    String flags = withoutHelp(words, HelpTopic.INFO);
    builder.info(flags);
  }

  /** The words but for {@code help}, which is remembered. */
  private String withoutHelp(String words, HelpTopic topic) {
    StringBuilder rest = new StringBuilder();
    int start = 0;
    for (int end = 0; end <= words.length(); end++) {
      if (end == words.length() || words.charAt(end) == ',') {
        String word = words.substring(start, end);
        if (word.equalsIgnoreCase("help")) {
          help = topic;
        } else {
          rest.append(rest.length() == 0 ? "" : ",").append(word);
        }
        start = end + 1;
      }
    }
    return rest.toString();
  }

  private static ErrorRoute errorRoute(String name) throws RsyncException {
    ErrorRoute route = ErrorRoute.named(name);
    if (route == null) {
      throw Usage.error("--stderr mode \"" + name + "\" is not one of errors, all, or client");
    }
    return route;
  }

  private static OutputBuffering outputBuffering(String name) throws RsyncException {
    OutputBuffering buffering = OutputBuffering.named(name);
    if (buffering == null) {
      throw Usage.error("Invalid --outbuf setting -- specify N, L, or B.");
    }
    return buffering;
  }
}
