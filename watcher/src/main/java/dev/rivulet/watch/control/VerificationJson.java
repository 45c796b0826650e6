// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rivulet.watch.Difference;
import dev.rivulet.watch.Verification;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a verification has found, as JSON; docs/realtime.md describes it. */
final class VerificationJson {
  private static final double NANOS_PER_SECOND = 1e9;

  private VerificationJson() {}

  static void write(List<Verification> verifications, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("verified");
    for (Verification found : verifications) {
      json.writeStartObject();
      json.writeStringField("mirror", found.mirror());
      json.writeStringField("target", found.target());
      json.writeNumberField("seconds", found.took().toNanos() / NANOS_PER_SECOND);
      json.writeNumberField("differing", found.differing());
      json.writeArrayFieldStart("differences");
      for (Difference difference : found.differences()) {
        json.writeStartObject();
        json.writeStringField("path", difference.path());
        json.writeStringField("kind", StatusJson.word(difference.kind()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeNumberField("lost", found.lost());
      json.writeNumberField("unsettled", found.unsettled());
      json.writeStringField("trouble", found.trouble());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  static List<Verification> read(JsonObject answer) throws ControlException {
    List<Verification> verifications = new ArrayList<>();
    for (JsonObject json : answer.objects("verified")) {
      List<Difference> differences = new ArrayList<>();
      for (JsonObject difference : json.objects("differences")) {
        differences.add(
            new Difference(
                difference.text("path"),
                StatusJson.value(Difference.Kind.class, difference.text("kind"))));
      }
      verifications.add(
          new Verification(
              json.text("mirror"),
              json.text("target"),
              Duration.ofNanos((long) (json.real("seconds") * NANOS_PER_SECOND)),
              json.number("differing"),
              differences,
              json.number("lost"),
              json.number("unsettled"),
              json.text("trouble")));
    }
    return verifications;
  }
}
