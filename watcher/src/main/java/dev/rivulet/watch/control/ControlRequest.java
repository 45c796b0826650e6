// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;

/**
 * One thing asked of an engine; one line of JSON on the wire.
 *
 * @param name of a mirror or target; empty for all
 * @param path for {@link Command#WHY}, as bytes
 * @param timeout for {@link Command#FLUSH}
 * @param contents for {@link Command#VERIFY}
 */
record ControlRequest(
    Command command, String name, byte[] path, Duration timeout, boolean contents) {
  /** The longest that anybody may wait for a flush. */
  static final Duration LONGEST = Duration.ofHours(24);

  private static final JsonFactory FACTORY = new JsonFactory();

  /** What can be asked. */
  enum Command {
    STATUS("name"),
    FLUSH("name", "timeoutSeconds"),
    PAUSE("name"),
    RESUME("name"),
    WHY("path", "pathBase64"),
    VERIFY("name", "contents"),
    RELEASE("name");

    private final Set<String> members;

    Command(String... members) {
      this.members = Set.of(members);
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Command of(String word) throws ControlException {
      for (Command command : values()) {
        if (command.word().equals(word)) {
          return command;
        }
      }
      throw new ControlException("there is no command \"" + word + "\"");
    }
  }

  static ControlRequest of(Command command, String name) {
    return new ControlRequest(command, name, new byte[0], Duration.ZERO, false);
  }

  static ControlRequest flush(String name, Duration timeout) {
    return new ControlRequest(Command.FLUSH, name, new byte[0], timeout, false);
  }

  static ControlRequest verify(String name, boolean contents) {
    return new ControlRequest(Command.VERIFY, name, new byte[0], Duration.ZERO, contents);
  }

  static ControlRequest why(byte[] path) {
    return new ControlRequest(Command.WHY, "", path.clone(), Duration.ZERO, false);
  }

  /**
   * Reads one line.
   *
   * @throws ControlException if it is no request, with what is wrong
   */
  static ControlRequest parse(byte[] line) throws ControlException {
    JsonObject json = JsonObject.parse(line);
    Command command = Command.of(json.text("command"));
    for (String member : json.names()) {
      if (!member.equals("command") && !command.members.contains(member)) {
        throw new ControlException("\"" + command.word() + "\" has no \"" + member + "\"");
      }
    }
    return switch (command) {
      case WHY -> why(path(json));
      case FLUSH -> flush(name(json), timeout(json.real("timeoutSeconds")));
      case VERIFY -> verify(name(json), json.has("contents") && json.flag("contents"));
      default -> of(command, name(json));
    };
  }

  private static String name(JsonObject json) throws ControlException {
    return json.has("name") ? json.text("name") : "";
  }

  private static byte[] path(JsonObject json) throws ControlException {
    if (!json.has("pathBase64")) {
      return json.text("path").getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(json.text("pathBase64"));
    } catch (IllegalArgumentException e) {
      throw new ControlException("\"pathBase64\" is no base64", e);
    }
  }

  private static Duration timeout(double seconds) throws ControlException {
    if (!(seconds >= 0)) {
      throw new ControlException("\"timeoutSeconds\" must not be negative");
    }
    return Duration.ofMillis((long) (Math.min(seconds, LONGEST.toSeconds()) * 1000));
  }

  /** As it is sent, with the end of the line. */
  byte[] toLine() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("command", command.word());
      if (command == Command.WHY) {
        json.writeStringField("pathBase64", Base64.getEncoder().encodeToString(path));
      } else if (!name.isEmpty()) {
        json.writeStringField("name", name);
      }
      if (contents) {
        json.writeBooleanField("contents", true);
      }
      if (command == Command.FLUSH) {
        json.writeNumberField("timeoutSeconds", timeout.toMillis() / 1000.0);
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new AssertionError("memory cannot fail", e);
    }
    return line.toByteArray();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ControlRequest that
        && command == that.command
        && name.equals(that.name)
        && Arrays.equals(path, that.path)
        && contents == that.contents
        && timeout.equals(that.timeout);
  }

  @Override
  public int hashCode() {
    return 31 * command.hashCode() + Arrays.hashCode(path);
  }
}
