// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.Mirror;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads our own configuration; {@code docs/realtime.md} is its manual. */
public final class NativeConfig implements ConfigReader {

  @Override
  public WatchConfig read(Path file) throws ConfigException {
    SectionReader.Contents contents = SectionReader.read(file);
    if (contents.mirrors().isEmpty()) {
      throw new ConfigException(
          file.toString(), "has no section", "write [name] and below it a source and a target");
    }
    List<Mirror> mirrors = new ArrayList<>();
    Map<String, String> fingerprints = new LinkedHashMap<>();
    List<Companion> companions = new ArrayList<>();
    for (Section section : contents.mirrors()) {
      if (EventSection.isAlone(section)) {
        companions.add(new EventSection(section).companion());
        continue;
      }
      requireStateDirectory(contents.program(), section);
      MirrorSection mirror = new MirrorSection(section);
      mirrors.add(mirror.mirror());
      fingerprints.put(section.name(), mirror.fingerprint());
    }
    return new WatchConfig(settings(contents.program()), mirrors, fingerprints, companions);
  }

  private static void requireStateDirectory(Section program, Section mirror)
      throws ConfigException {
    Optional<Entry> trusting = mirror.get(Key.TRUST_JOURNAL);
    if (trusting.isPresent()
        && Values.yes(trusting.get())
        && program.get(Key.STATE_DIRECTORY).isEmpty()) {
      throw trusting.get().fault("there is no journal", "add a state directory");
    }
  }

  private static ProgramSettings settings(Section program) throws ConfigException {
    ProgramSettings.Builder settings = ProgramSettings.builder();
    for (Entry entry : program.own()) {
      switch (entry.key()) {
        case LOG_FILE -> settings.logFile(Values.path(entry));
        case LOG_CHANGES -> settings.logChanges(Values.yes(entry));
        case SYSLOG_FACILITY -> settings.syslog(syslog(entry, program.get(Key.SYSLOG_TAG)));
        case PID_FILE -> settings.pidFile(Values.path(entry));
        case STATUS_FILE -> settings.statusFile(Values.path(entry));
        case STATUS_INTERVAL -> settings.statusInterval(Values.duration(entry));
        case CONTROL_SOCKET -> settings.controlSocket(Values.path(entry));
        case STATE_DIRECTORY -> settings.stateDirectory(Values.path(entry));
        case MAX_TRANSFERS -> settings.maxTransfers(Values.number(entry));
        default -> requireFacility(program, entry);
      }
    }
    return settings.build();
  }

  private static void requireFacility(Section program, Entry tag) throws ConfigException {
    if (program.get(Key.SYSLOG_FACILITY).isEmpty()) {
      throw tag.fault("says nothing without a syslog facility", "add syslog facility = daemon");
    }
  }

  private static SyslogSettings syslog(Entry facility, Optional<Entry> tag) throws ConfigException {
    if (!SyslogSettings.isFacility(facility.value())) {
      throw facility.fault(
          "\"" + ByteText.display(facility.value()) + "\" is not known to syslog",
          "write daemon, user or local0 to local7");
    }
    String shown = tag.map(Entry::value).map(ByteText::display).orElse(SyslogSettings.USUAL_TAG);
    return new SyslogSettings(facility.value(), shown);
  }
}
