// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What both tools are told alike: paths, what is left out, events, filters, the time limit. */
final class WatchArguments {
  private final List<byte[]> paths = new ArrayList<>();
  private final List<byte[]> left = new ArrayList<>();
  private int events;
  private boolean recursive;
  private boolean follow = true;
  private final FilterOption exclude = new FilterOption("exclude", false);
  private final FilterOption include = new FilterOption("include", true);
  private boolean namesFromFile;
  private long timeoutSeconds;

  /** The options both tools know. */
  static List<GetoptLong.Option> common() {
    return List.of(
        new GetoptLong.Option('h', "help", false),
        new GetoptLong.Option('t', "timeout", true),
        new GetoptLong.Option('r', "recursive", false),
        new GetoptLong.Option('P', "no-dereference", false),
        new GetoptLong.Option('e', "event", true),
        new GetoptLong.Option('I', "inotify", false),
        new GetoptLong.Option('F', "fanotify", false),
        new GetoptLong.Option('S', "filesystem", false),
        new GetoptLong.Option((char) 0, "fromfile", true),
        new GetoptLong.Option((char) 0, "exclude", true),
        new GetoptLong.Option((char) 0, "excludei", true),
        new GetoptLong.Option((char) 0, "include", true),
        new GetoptLong.Option((char) 0, "includei", true));
  }

  /**
   * Takes an option of {@link #common} but help.
   *
   * @param in what {@code --fromfile -} reads
   * @param err where an unreadable {@code --fromfile} is told
   * @return false for an option that is not one of these
   */
  boolean take(GetoptLong.Typed typed, InputStream in, PrintStream err) throws UsageException {
    switch (typed.option().name()) {
      case "timeout" -> timeoutSeconds = seconds(typed.text());
      case "recursive" -> recursive = true;
      case "no-dereference" -> follow = false;
      case "event" -> events |= EventName.bitsOf(typed.text());
      case "fromfile" -> readNames(typed.argument(), in, err);
      case "exclude", "excludei" -> exclude.take(typed);
      case "include", "includei" -> include.take(typed);
      case "inotify" -> {
        // What it is anyway.
      }
      case "fanotify", "filesystem" ->
          throw new UsageException(
              "--"
                  + typed.option().name()
                  + " is not supported: leave it out, inotify tells of the same events");
      default -> {
        return false;
      }
    }
    return true;
  }

  private static long seconds(String text) throws UsageException {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new UsageException(
          "'" + text + "' is not a valid timeout value.\nPlease specify a long int value.");
    }
  }

  private void readNames(byte[] file, InputStream in, PrintStream err) throws UsageException {
    if (namesFromFile) {
      throw new UsageException("Multiple --fromfile options given.");
    }
    namesFromFile = true;
    String name = new String(file, StandardCharsets.UTF_8);
    try {
      byte[] text = name.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(name));
      int start = 0;
      for (int end = 0; end <= text.length; end++) {
        if (end == text.length || text[end] == '\n') {
          if (end > start) {
            addPath(Arrays.copyOfRange(text, start, end));
          }
          start = end + 1;
        }
      }
    } catch (NoSuchFileException e) {
      err.println("Couldn't open " + name + ": No such file or directory");
    } catch (IOException e) {
      err.println("Couldn't open " + name + ": " + e.getMessage());
    }
  }

  private void addPath(byte[] word) {
    if (word.length > 0 && word[0] == '@') {
      left.add(Arrays.copyOfRange(word, 1, word.length));
    } else {
      paths.add(word);
    }
  }

  /** 0 for no limit. */
  long timeoutSeconds() {
    return Math.max(0, timeoutSeconds);
  }

  FilterOption exclude() {
    return exclude;
  }

  boolean recursive() {
    return recursive;
  }

  int events() {
    return events;
  }

  /**
   * The request, once all is known.
   *
   * @throws UsageException if nothing is to be watched, or the filters contradict each other
   */
  WatchRequest request(List<byte[]> operands, boolean once) throws UsageException {
    operands.forEach(this::addPath);
    if (exclude.isGiven() && include.isGiven()) {
      throw new UsageException("include and exclude regexp cannot both be specified.");
    }
    if (paths.isEmpty()) {
      throw new UsageException("No files specified to watch!");
    }
    PathChoice filter = include.isGiven() ? include.filter() : exclude.filter();
    return new WatchRequest(paths, left, events, recursive, follow, filter, once);
  }
}
