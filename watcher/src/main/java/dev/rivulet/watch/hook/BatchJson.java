// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rivulet.rsync.store.TreePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/** A notice as one JSON object; names as rsync prints them, so that every one has a form. */
final class BatchJson {
  private static final JsonFactory FACTORY = new JsonFactory();

  private BatchJson() {}

  static byte[] of(BatchNotice batch) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("mirror", batch.mirror());
      json.writeStringField("target", batch.target());
      json.writeStringField("source", TreePath.escape(batch.source()));
      json.writeStringField("moment", batch.isDone() ? "after" : "before");
      json.writeStringField("started", batch.started().toString());
      if (batch.isDone()) {
        json.writeNumberField("millis", batch.took().toMillis());
        json.writeNumberField("exitCode", batch.result().code());
        json.writeStringField("result", batch.result().text());
      }
      names(json, "updated", batch.updated());
      names(json, "deleted", batch.deleted());
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void names(JsonGenerator json, String field, List<TreePath> paths)
      throws IOException {
    json.writeArrayFieldStart(field);
    for (TreePath path : paths) {
      json.writeString(path.escaped());
    }
    json.writeEndArray();
  }
}
