// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.event.ArrivalLog;
import dev.rivulet.watch.event.EventCommand;
import dev.rivulet.watch.event.EventCompanion;
import dev.rivulet.watch.event.EventHandler;
import dev.rivulet.watch.event.EventLog;
import dev.rivulet.watch.event.EventTask;
import dev.rivulet.watch.hook.Command;
import dev.rivulet.watch.tools.EventFormat;
import dev.rivulet.watch.tools.EventName;
import dev.rivulet.watch.tools.PathChoice;
import dev.rivulet.watch.tools.UsageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a section says about events: a section without a target is about nothing else; one with a
 * target may have a log of what has arrived.
 */
final class EventSection {
  private static final String USUAL_EVENTS = "close_write,create,delete,move";
  private static final String USUAL_TIME = "%d/%m/%y %H:%M";
  private static final String USUAL_LINE = "%T %p %e";
  private static final String USUAL_ARRIVAL = "%T %p %e was rsynced";

  /** What may stand in a section without a target. */
  private static final Set<Key> ALLOWED =
      EnumSet.of(
          Key.SOURCE,
          Key.EXCLUDE,
          Key.INCLUDE,
          Key.FILTER,
          Key.EXCLUDE_FROM,
          Key.INCLUDE_FROM,
          Key.EVENTS,
          Key.ON_EVENT,
          Key.EVENT_COMMANDS,
          Key.EVENT_LOG,
          Key.EVENT_LOG_FORMAT,
          Key.EVENT_TIME_FORMAT);

  private final Section section;

  EventSection(Section section) {
    this.section = section;
  }

  /** Whether a section is about events alone. */
  static boolean isAlone(Section section) {
    boolean events =
        section.get(Key.ON_EVENT).isPresent() || section.get(Key.EVENT_LOG).isPresent();
    return events && section.get(Key.TARGET).isEmpty();
  }

  /** The log of what has arrived, in a section with a target. */
  static Optional<ArrivalLog> arrivals(Section section) throws ConfigException {
    for (Key key : List.of(Key.ON_EVENT, Key.EVENTS, Key.EVENT_COMMANDS)) {
      Optional<Entry> entry = section.get(key);
      if (entry.isPresent() && section.own().contains(entry.get())) {
        throw entry
            .get()
            .fault(
                "is about events that nothing is transferred for",
                "put it into a section without a target, or use after transfer here");
      }
    }
    Optional<Entry> log = section.get(Key.EVENT_LOG);
    if (log.isEmpty()) {
      return Optional.empty();
    }
    EventFormat line = new EventSection(section).lines(USUAL_ARRIVAL);
    return Optional.of(new ArrivalLog(Values.path(log.get()), line));
  }

  Companion companion() throws ConfigException {
    for (Entry entry : section.own()) {
      if (!ALLOWED.contains(entry.key())) {
        throw entry.fault("means nothing without a target", "take it out or add a target");
      }
    }
    Entry source =
        section
            .get(Key.SOURCE)
            .orElseThrow(() -> section.fault("no source", "add source = /a/directory"));
    byte[] root = ByteText.bytes(source.value().replaceFirst("(?<=.)/+$", ""));
    Values.pathBytes(source);
    return new EventCompanion(
        new EventTask(section.name(), root, events(), choice(root), handlers()));
  }

  private List<EventHandler> handlers() throws ConfigException {
    List<EventHandler> handlers = new ArrayList<>();
    Optional<Entry> log = section.get(Key.EVENT_LOG);
    if (log.isPresent()) {
      handlers.add(new EventLog(Values.path(log.get()), lines(USUAL_LINE)));
    }
    Optional<Entry> command = section.get(Key.ON_EVENT);
    if (command.isPresent()) {
      handlers.add(command(command.get()));
    }
    return handlers;
  }

  private EventCommand command(Entry entry) throws ConfigException {
    List<String> words = Values.words(entry);
    if (words.isEmpty() || words.get(0).isEmpty()) {
      throw entry.fault("names no program", "write the program and its arguments");
    }
    List<EventFormat> arguments = new ArrayList<>();
    for (String word : words.subList(1, words.size())) {
      arguments.add(EventFormat.withPaths(ByteText.bytes(word), false, times()));
    }
    Optional<Entry> atOnce = section.get(Key.EVENT_COMMANDS);
    int most = atOnce.isPresent() ? Math.max(1, Values.number(atOnce.get())) : 1;
    return new EventCommand(Command.of(List.of(ByteText.bytes(words.get(0)))), arguments, most);
  }

  private EventFormat lines(String usual) {
    String form = section.get(Key.EVENT_LOG_FORMAT).map(Entry::value).orElse(usual);
    return EventFormat.withPaths(ByteText.bytes(form), true, times());
  }

  private String times() {
    return section.get(Key.EVENT_TIME_FORMAT).map(Entry::value).orElse(USUAL_TIME);
  }

  private int events() throws ConfigException {
    Optional<Entry> entry = section.get(Key.EVENTS);
    String list =
        entry.map(set -> set.value().strip().replaceAll("[ \t,]+", ",")).orElse(USUAL_EVENTS);
    try {
      return EventName.bitsOf(list);
    } catch (UsageException e) {
      String problem = String.valueOf(e.getMessage()).replaceFirst("!.*", "");
      throw entry.orElseThrow().fault(problem, "write close_write, create, delete or move");
    }
  }

  /** The filter keys of a mirror, for names below the root. */
  private PathChoice choice(byte[] root) throws ConfigException {
    List<String> words = new ArrayList<>(List.of("-a"));
    for (Entry entry : section.entries()) {
      switch (entry.key()) {
        case EXCLUDE_FROM -> words.add("--exclude-from=" + ByteText.of(Values.pathBytes(entry)));
        case INCLUDE_FROM -> words.add("--include-from=" + ByteText.of(Values.pathBytes(entry)));
        case FILTER -> words.add("--filter=" + entry.value());
        case EXCLUDE -> Values.words(entry).forEach(word -> words.add("--exclude=" + word));
        case INCLUDE -> Values.words(entry).forEach(word -> words.add("--include=" + word));
        default -> {
          // Says nothing about names.
        }
      }
    }
    List<byte[]> bytes = words.stream().map(ByteText::bytes).toList();
    return new Filtered(root, MirrorOptions.parse(section.place(), bytes).transfer().filters());
  }

  /** Names below a root that the rules of a transfer would not leave out. */
  private record Filtered(byte[] root, FilterList rules) implements PathChoice {

    @Override
    public boolean accepts(byte[] path) {
      return !excludes(path, false);
    }

    @Override
    public boolean prunes(byte[] directory) {
      return excludes(directory, true);
    }

    private boolean excludes(byte[] path, boolean directory) {
      int start = Math.min(root.length, path.length);
      TreePath below = TreePath.cleaned(Arrays.copyOfRange(path, start, path.length));
      return !below.isRoot() && rules.excludes(below.bytes(), directory, Side.SENDER);
    }
  }
}
