// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rivulet.watch.FlushResult;
import dev.rivulet.watch.PathReport;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.Verification;
import dev.rivulet.watch.WatchControl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Answers requests, line by line: an object with {@code "ok": true} and what was asked for, or with
 * {@code "ok": false} and an {@code "error"}. Safe for several threads.
 */
final class ControlAnswers {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final WatchControl engine;

  ControlAnswers(WatchControl engine) {
    this.engine = engine;
  }

  /** What an answer consists of. */
  @FunctionalInterface
  private interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Does what is asked.
   *
   * @return the answer, with the end of the line
   */
  byte[] answer(byte[] line) throws InterruptedException {
    try {
      return line(true, content(ControlRequest.parse(line)));
    } catch (IOException e) {
      return refusal(String.valueOf(e.getMessage()));
    }
  }

  static byte[] refusal(String reason) {
    return line(false, json -> json.writeStringField("error", reason));
  }

  private Content content(ControlRequest request) throws IOException, InterruptedException {
    return switch (request.command()) {
      case STATUS -> status(request.name());
      case FLUSH -> flush(request);
      case WHY -> why(request.path());
      case PAUSE -> targets(request.name(), engine.pause(request.name()));
      case RESUME -> targets(request.name(), engine.resume(request.name()));
      case VERIFY -> verify(request);
      case RELEASE -> json -> json.writeNumberField("targets", engine.release(request.name()));
    };
  }

  private Content status(String name) throws ControlException {
    var status = engine.status().only(name);
    if (status.mirrors().isEmpty() && !name.isEmpty()) {
      throw unknown(name);
    }
    return json -> {
      json.writeFieldName("status");
      StatusJson.write(status, json);
    };
  }

  private Content flush(ControlRequest request) throws IOException, InterruptedException {
    FlushResult result = engine.flush(request.name(), request.timeout());
    if (result.targets() == 0) {
      throw unknown(request.name());
    }
    return json -> {
      json.writeBooleanField("complete", result.isComplete());
      json.writeNumberField("targets", result.targets());
      json.writeArrayFieldStart("behind");
      for (TargetStatus target : result.behind()) {
        StatusJson.write(target, json);
      }
      json.writeEndArray();
    };
  }

  private Content verify(ControlRequest request) throws IOException, InterruptedException {
    List<Verification> found = engine.verify(request.name(), request.contents());
    if (found.isEmpty()) {
      throw unknown(request.name());
    }
    return json -> VerificationJson.write(found, json);
  }

  private Content why(byte[] path) throws IOException {
    var reports = engine.why(path);
    return json -> {
      json.writeArrayFieldStart("reports");
      for (PathReport report : reports) {
        json.writeStartObject();
        json.writeStringField("mirror", report.mirror());
        json.writeStringField("target", report.target());
        json.writeStringField("path", report.path());
        json.writeStringField("state", StatusJson.word(report.state()));
        json.writeStringField("detail", report.detail());
        StatusJson.write("since", report.since(), json);
        json.writeEndObject();
      }
      json.writeEndArray();
    };
  }

  private static Content targets(String name, int count) throws ControlException {
    if (count == 0) {
      throw unknown(name);
    }
    return json -> json.writeNumberField("targets", count);
  }

  private static ControlException unknown(String name) {
    return new ControlException("no mirror and no target has the name \"" + name + "\"");
  }

  private static byte[] line(boolean ok, Content content) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeBooleanField("ok", ok);
      content.write(json);
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new AssertionError("memory cannot fail", e);
    }
    return line.toByteArray();
  }
}
