// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.Endpoint;
import dev.rivulet.client.LocalPath;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.client.ShellHost;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.watch.AppendOnly;
import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.FullPass;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.MirrorSettings;
import dev.rivulet.watch.Pace;
import dev.rivulet.watch.StrictOrder;
import dev.rivulet.watch.TwoWay;
import dev.rivulet.watch.hook.Command;
import dev.rivulet.watch.hook.CommandHook;
import dev.rivulet.watch.hook.HttpHook;
import dev.rivulet.watch.source.NamePatterns;
import dev.rivulet.watch.source.SourceKind;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One section of our own configuration, as a mirror. */
final class MirrorSection {
  private final Section section;
  private final MirrorOptions options;
  private final List<Endpoint> targets;
  private final Deletes deletes;

  /** When something is deleted at a target. */
  private enum Deletes {
    NO(false, false),
    STARTUP(true, false),
    RUNNING(false, true),
    YES(true, true);

    private final boolean comparing;
    private final boolean later;

    Deletes(boolean comparing, boolean later) {
      this.comparing = comparing;
      this.later = later;
    }
  }

  MirrorSection(Section section) throws ConfigException {
    this.section = section;
    this.options = MirrorOptions.parse(optionsPlace(), optionWords());
    this.deletes = deletes();
    this.targets = targets();
  }

  Mirror mirror() throws ConfigException {
    TransferOptions transfer = options.transfer();
    if (!transfer.selection().recursive()) {
      throw new ConfigException(
          optionsPlace(), "a mirror has everything below its source", "add -a or -r");
    }
    if (deletes.comparing != transfer.deletion().isOn()) {
      DeleteMode mode = deletes.comparing ? DeleteMode.DEFAULT : DeleteMode.NONE;
      transfer = transfer.toBuilder().deleteMode(mode).build();
    }
    RsyncClient client = options.client(optionsPlace(), targets);
    return new Mirror(section.name(), source(), targets, transfer, client, settings());
  }

  /** Equal for two sections that say the same, with what the files say that they name. */
  String fingerprint() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : section.entries()) {
      text.append(entry.key()).append('=').append(entry.value()).append('\n');
    }
    for (FilterRule rule : options.transfer().filters().rules()) {
      text.append(rule.modifiers()).append(' ').append(rule).append('\n');
    }
    return text.toString();
  }

  // ---------------------------------------------------------------- options

  private String optionsPlace() {
    return section.get(Key.OPTIONS).map(Entry::place).orElse(section.place());
  }

  /** All that keys say in the words of rsync's command line. */
  private List<byte[]> optionWords() throws ConfigException {
    List<String> words = new ArrayList<>();
    if (section.get(Key.OPTIONS).isEmpty()) {
      words.add("-a");
    }
    for (Entry entry : section.entries()) {
      switch (entry.key()) {
        case OPTIONS -> words.addAll(Values.words(entry));
        case PASSWORD_FILE -> words.add("--password-file=" + absolute(entry));
        case EXCLUDE_FROM -> words.add("--exclude-from=" + absolute(entry));
        case INCLUDE_FROM -> words.add("--include-from=" + absolute(entry));
        case FILTER -> words.add("--filter=" + entry.value());
        case EXCLUDE -> patterns("--exclude=", entry, words);
        case INCLUDE -> patterns("--include=", entry, words);
        default -> {
          // Says nothing about the transfers themselves.
        }
      }
    }
    return words.stream().map(ByteText::bytes).toList();
  }

  private static String absolute(Entry entry) throws ConfigException {
    return ByteText.of(Values.pathBytes(entry));
  }

  private static void patterns(String option, Entry entry, List<String> words)
      throws ConfigException {
    for (String pattern : Values.words(entry)) {
      words.add(option + pattern);
    }
  }

  /** The key decides; without it the options do. */
  private Deletes deletes() throws ConfigException {
    boolean byOptions = options.transfer().deletion().isOn();
    if (section.get(Key.DELETE).isEmpty()) {
      return byOptions ? Deletes.YES : Deletes.NO;
    }
    Entry entry = section.get(Key.DELETE).get();
    Deletes chosen =
        switch (entry.value().toLowerCase(Locale.ROOT)) {
          case "startup" -> Deletes.STARTUP;
          case "running" -> Deletes.RUNNING;
          case "yes", "true", "1" -> Deletes.YES;
          case "no", "false", "0" -> Deletes.NO;
          default ->
              throw entry.fault(
                  "\"" + ByteText.display(entry.value()) + "\" is unknown",
                  "write yes, no, startup or running");
        };
    if (byOptions && !chosen.comparing) {
      throw entry.fault("the options say --delete", "take one of them out");
    }
    return chosen;
  }

  // ---------------------------------------------------------------- places

  private byte[] source() throws ConfigException {
    Entry entry =
        section
            .get(Key.SOURCE)
            .orElseThrow(() -> section.fault("no source", "add source = /a/directory"));
    byte[] path = Values.pathBytes(entry);
    return path[path.length - 1] == '/' ? path : ByteText.bytes(entry.value() + "/");
  }

  private List<Endpoint> targets() throws ConfigException {
    List<Endpoint> found = new ArrayList<>();
    for (Entry entry : section.all(Key.TARGET)) {
      for (String word : Values.words(entry)) {
        Endpoint target = withUser(options.target(ByteText.bytes(word)));
        requireComplete(entry, target);
        if (found.contains(target)) {
          throw entry.fault(target + " stands there twice", "leave one of them out");
        }
        found.add(target);
      }
    }
    if (found.isEmpty()) {
      throw section.fault("no target", "add target = rsync://host/module/");
    }
    return List.copyOf(found);
  }

  private Endpoint withUser(Endpoint target) {
    String user = section.get(Key.USER).map(Entry::value).map(ByteText::display).orElse("");
    if (target instanceof DaemonUrl daemon && daemon.user().isEmpty()) {
      return daemon.withUser(user);
    }
    if (target instanceof ShellHost shell && shell.user().isEmpty()) {
      return new ShellHost(user, shell.host(), shell.path());
    }
    return target;
  }

  private static void requireComplete(Entry entry, Endpoint target) throws ConfigException {
    if (target instanceof LocalPath local && (local.path().length == 0 || local.path()[0] != '/')) {
      throw entry.fault(
          "\"" + local + "\" is neither an address nor an absolute path",
          "write rsync://host/module/, host::module/ or /a/directory/");
    }
    if (target instanceof DaemonUrl daemon && daemon.path().length == 0) {
      throw entry.fault("\"" + daemon + "\" names no module", "add the name of a module");
    }
    if (target instanceof DaemonUrl daemon && daemon.host().isEmpty()
        || target instanceof ShellHost shell && shell.host().isEmpty()) {
      throw entry.fault("\"" + target + "\" names no host", "write host::module/");
    }
  }

  // ---------------------------------------------------------------- settings

  private MirrorSettings settings() throws ConfigException {
    MirrorSettings.Builder settings = MirrorSettings.builder().deletesLater(deletes.later);
    Pace pace = Pace.AT_ONCE;
    for (Entry entry : section.entries()) {
      switch (entry.key()) {
        case INITIAL_PASS -> settings.initialPass(Values.yes(entry));
        case HOLD_DELETIONS -> settings.deletionGuard(Values.limits(entry));
        case FULL_PASS_EVERY -> settings.fullPass(fullPass(entry));
        case TWO_WAY -> settings.twoWay(twoWay(entry));
        case VERIFY_EVERY -> settings.verifyEvery(Values.duration(entry));
        case VERIFY_CONTENTS -> settings.verifyContents(Values.yes(entry));
        case WARM_LOGIN -> settings.warmLogin(Values.yes(entry));
        case TRUST_JOURNAL -> settings.trustJournal(Values.yes(entry));
        case RENAME_REUSE -> settings.renames(Values.yes(entry));
        case EVENT_SOURCE -> settings.eventSource(eventSource(entry));
        case POLL_EVERY -> settings.pollEvery(interval(entry));
        case DELAY ->
            pace =
                new Pace(Values.duration(entry), pace.cutAt(), pace.openFileDelay(), pace.mode());
        case CUT_AT ->
            pace = new Pace(pace.delay(), Values.number(entry), pace.openFileDelay(), pace.mode());
        case LARGE_FILE -> settings.largeFile(Values.size(entry));
        case EVENT_MODE -> pace = pace.withMode(eventMode(entry));
        case BEFORE_TRANSFER -> settings.hook(command(entry, CommandHook.Moment.BEFORE));
        case AFTER_TRANSFER -> settings.hook(command(entry, CommandHook.Moment.AFTER));
        case POST_URL -> settings.hook(post(entry));
        default -> {
          // About places and transfers.
        }
      }
    }
    settings.polled(names(Key.POLL)).publish(names(Key.PUBLISH));
    settings.appendOnly(names(Key.APPEND_ONLY));
    EventSection.arrivals(section).ifPresent(settings::hook);
    return possible(settings.pace(pace).build());
  }

  private MirrorSettings possible(MirrorSettings settings) throws ConfigException {
    boolean deleting = deletes.comparing;
    TransferOptions transfer =
        options.transfer().toBuilder()
            .deleteMode(deleting ? DeleteMode.DEFAULT : DeleteMode.NONE)
            .build();
    Optional<String> objection = StrictOrder.objection(transfer, settings);
    if (objection.isPresent()) {
      throw section
          .all(Key.PUBLISH)
          .get(0)
          .fault(objection.get(), "change that, or publish nothing");
    }
    Optional<String> cannotAppend = AppendOnly.objection(transfer, settings);
    if (cannotAppend.isPresent()) {
      throw section
          .all(Key.APPEND_ONLY)
          .get(0)
          .fault(cannotAppend.get(), "change that, or append to nothing");
    }
    return settings;
  }

  private NamePatterns names(Key key) throws ConfigException {
    List<byte[]> patterns = new ArrayList<>();
    for (Entry entry : section.all(key)) {
      Values.words(entry).forEach(word -> patterns.add(ByteText.bytes(word)));
    }
    return new NamePatterns(patterns);
  }

  private static Duration interval(Entry entry) throws ConfigException {
    Duration every = Values.duration(entry);
    if (every.isZero()) {
      throw entry.fault("a comparison without a pause", "write a time longer than none, as 6h");
    }
    return every;
  }

  private boolean twoWay(Entry entry) throws ConfigException {
    boolean on = Values.yes(entry);
    if (on && deletes.comparing) {
      throw entry.fault(
          "a comparison would delete what is new at the other side", "write delete = running");
    }
    Optional<String> objection = TwoWay.objection(options.transfer());
    if (on && objection.isPresent()) {
      throw entry.fault(objection.get(), "change the options");
    }
    return on;
  }

  private FullPass fullPass(Entry entry) throws ConfigException {
    List<String> words = new ArrayList<>();
    for (Entry patterns : section.all(Key.FULL_PASS_EXCLUDE)) {
      patterns("--exclude=", patterns, words);
    }
    List<byte[]> bytes = words.stream().map(ByteText::bytes).toList();
    MirrorOptions excludes = MirrorOptions.parse(entry.place(), bytes);
    return new FullPass(interval(entry), excludes.transfer().filters());
  }

  private static SourceKind eventSource(Entry entry) throws ConfigException {
    try {
      return SourceKind.of(entry.value());
    } catch (RsyncException e) {
      String problem = "\"" + ByteText.display(entry.value()) + "\" is not known";
      throw entry.fault(problem, String.valueOf(e.getMessage()).replaceFirst("^.*: ", ""));
    }
  }

  private static EventMode eventMode(Entry entry) throws ConfigException {
    return Values.constant(entry, EventMode.class);
  }

  private static CommandHook command(Entry entry, CommandHook.Moment moment)
      throws ConfigException {
    List<byte[]> words = Values.words(entry).stream().map(ByteText::bytes).toList();
    if (words.isEmpty() || words.get(0).length == 0) {
      throw entry.fault("names no program", "write the program and its arguments");
    }
    return CommandHook.builder(Command.of(words))
        .moment(moment)
        .names(CommandHook.Names.FILES)
        .build();
  }

  private static HttpHook post(Entry entry) throws ConfigException {
    try {
      return HttpHook.to(URI.create(entry.value()));
    } catch (IllegalArgumentException e) {
      throw entry.fault(
          "\"" + ByteText.display(entry.value()) + "\" is not an address of http or https",
          "write https://host/path");
    }
  }
}
