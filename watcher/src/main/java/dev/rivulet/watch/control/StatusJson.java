// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.MirrorStatus;
import dev.rivulet.watch.TargetFindings;
import dev.rivulet.watch.TargetState;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.WatcherStatus;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The status of an engine as JSON; docs/realtime.md describes every member. Members are added, but
 * not renamed or removed without another {@code version}.
 */
public final class StatusJson {
  private static final int VERSION = 1;
  private static final double NANOS_PER_SECOND = 1e9;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

  private StatusJson() {}

  /** Writes a status as one line of JSON without an end; the stream stays open. */
  public static void write(WatcherStatus status, OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(status, json);
    }
  }

  static void write(WatcherStatus status, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("version", VERSION);
    json.writeBooleanField("inStep", status.inStep());
    json.writeArrayFieldStart("mirrors");
    for (MirrorStatus mirror : status.mirrors()) {
      write(mirror, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void write(MirrorStatus mirror, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", mirror.name());
    json.writeStringField("source", mirror.source());
    json.writeStringField("eventSource", word(mirror.eventSource()));
    json.writeNumberField("directories", mirror.directories());
    json.writeNumberField("overflows", mirror.overflows());
    json.writeArrayFieldStart("polled");
    for (String directory : mirror.polled()) {
      json.writeString(directory);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("targets");
    for (TargetStatus target : mirror.targets()) {
      write(target, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static void write(TargetStatus target, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", target.name());
    json.writeStringField("state", word(target.state()));
    json.writeStringField("reason", target.reason());
    json.writeBooleanField("inStep", target.inStep());
    json.writeNumberField("lagSeconds", target.lag().toNanos() / NANOS_PER_SECOND);
    json.writeNumberField("marksWaiting", target.marksWaiting());
    json.writeNumberField("marksInFlight", target.marksInFlight());
    write("lastSuccess", target.lastSuccess(), json);
    write("provenAt", target.provenAt(), json);
    json.writeNumberField("confirmed", target.confirmed());
    json.writeNumberField("transfers", target.transfers());
    json.writeNumberField("bytesSent", target.bytesSent());
    json.writeNumberField("bytesReceived", target.bytesReceived());
    json.writeNumberField("failingPaths", target.failingPaths());
    json.writeArrayFieldStart("failing");
    for (FailingPath path : target.failing()) {
      json.writeStartObject();
      json.writeStringField("path", path.path());
      json.writeStringField("reason", path.reason());
      json.writeStringField("since", path.since().toString());
      json.writeEndObject();
    }
    json.writeEndArray();
    write(target.findings(), json);
    json.writeEndObject();
  }

  private static void write(TargetFindings findings, JsonGenerator json) throws IOException {
    write("verifiedAt", findings.verifiedAt(), json);
    json.writeNumberField("lostUpdates", findings.lostUpdates());
    json.writeNumberField("newerAtTarget", findings.newerAtTarget());
    json.writeArrayFieldStart("newer");
    for (String path : findings.newer()) {
      json.writeString(path);
    }
    json.writeEndArray();
  }

  static void write(String name, Optional<Instant> moment, JsonGenerator json) throws IOException {
    if (moment.isPresent()) {
      json.writeStringField(name, moment.get().toString());
    } else {
      json.writeNullField(name);
    }
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  // ---------------------------------------------------------------- reading

  static WatcherStatus read(JsonObject json) throws ControlException {
    List<MirrorStatus> mirrors = new ArrayList<>();
    for (JsonObject mirror : json.objects("mirrors")) {
      mirrors.add(mirror(mirror));
    }
    return new WatcherStatus(mirrors);
  }

  private static MirrorStatus mirror(JsonObject json) throws ControlException {
    List<TargetStatus> targets = new ArrayList<>();
    for (JsonObject target : json.objects("targets")) {
      targets.add(target(target));
    }
    return new MirrorStatus(
        json.text("name"),
        json.text("source"),
        value(SourceKind.class, json.text("eventSource")),
        (int) json.number("directories"),
        json.number("overflows"),
        json.texts("polled"),
        targets);
  }

  static TargetStatus target(JsonObject json) throws ControlException {
    List<FailingPath> failing = new ArrayList<>();
    for (JsonObject path : json.objects("failing")) {
      Instant since = path.instant("since").orElse(Instant.EPOCH);
      failing.add(new FailingPath(path.text("path"), path.text("reason"), since));
    }
    return new TargetStatus(
        json.text("name"),
        value(TargetState.class, json.text("state")),
        json.text("reason"),
        (int) json.number("marksWaiting"),
        (int) json.number("marksInFlight"),
        Duration.ofNanos((long) (json.real("lagSeconds") * NANOS_PER_SECOND)),
        json.instant("lastSuccess"),
        json.instant("provenAt"),
        json.number("confirmed"),
        json.number("transfers"),
        json.number("bytesSent"),
        json.number("bytesReceived"),
        failing,
        (int) json.number("failingPaths"),
        new TargetFindings(
            json.instant("verifiedAt"),
            json.number("lostUpdates"),
            (int) json.number("newerAtTarget"),
            json.texts("newer")));
  }

  static <E extends Enum<E>> E value(Class<E> type, String word) throws ControlException {
    try {
      return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ControlException("\"" + word + "\" is not known here: use the engine's version", e);
    }
  }
}
