// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A JSON object that was read, asked for its members by name and kind. Immutable. */
final class JsonObject {
  private static final int DEEPEST = 16;
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
          .build();

  private final Map<String, Object> members;

  private JsonObject(Map<String, Object> members) {
    this.members = members;
  }

  /**
   * Reads one object and nothing after it.
   *
   * @throws ControlException if the text is anything else
   */
  static JsonObject parse(byte[] text) throws ControlException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ControlException("a JSON object is expected");
      }
      JsonObject read = object(parser);
      if (parser.nextToken() != null) {
        throw new ControlException("there is more than one JSON object");
      }
      return read;
    } catch (ControlException e) {
      throw e;
    } catch (IOException e) {
      throw new ControlException("this is no JSON object: " + firstLine(e), e);
    }
  }

  private static String firstLine(IOException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  private static JsonObject object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return new JsonObject(members);
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  /** Null, which no member has, stands for JSON's null. */
  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      default -> Optional.empty();
    };
  }

  // ---------------------------------------------------------------- members

  Set<String> names() {
    return members.keySet();
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  String text(String name) throws ControlException {
    return member(name, String.class);
  }

  boolean flag(String name) throws ControlException {
    return member(name, Boolean.class);
  }

  /** A whole number. */
  long number(String name) throws ControlException {
    return member(name, Long.class);
  }

  /** A number of any kind. */
  double real(String name) throws ControlException {
    return member(name, Number.class).doubleValue();
  }

  JsonObject object(String name) throws ControlException {
    return member(name, JsonObject.class);
  }

  List<JsonObject> objects(String name) throws ControlException {
    return elements(name, JsonObject.class);
  }

  List<String> texts(String name) throws ControlException {
    return elements(name, String.class);
  }

  /** A moment, or null in the text. */
  Optional<Instant> instant(String name) throws ControlException {
    if (members.get(name) instanceof Optional) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text(name)));
    } catch (DateTimeParseException e) {
      throw new ControlException("\"" + name + "\" is no time", e);
    }
  }

  private <T> List<T> elements(String name, Class<T> type) throws ControlException {
    List<T> found = new ArrayList<>();
    for (Object element : member(name, List.class)) {
      found.add(cast(name, element, type));
    }
    return found;
  }

  private <T> T member(String name, Class<T> type) throws ControlException {
    if (!members.containsKey(name)) {
      throw new ControlException("\"" + name + "\" is missing");
    }
    return cast(name, members.get(name), type);
  }

  private static <T> T cast(String name, Object value, Class<T> type) throws ControlException {
    if (!type.isInstance(value)) {
      throw new ControlException("\"" + name + "\" is of the wrong kind");
    }
    return type.cast(value);
  }
}
