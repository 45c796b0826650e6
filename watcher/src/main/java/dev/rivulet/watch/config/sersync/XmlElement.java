// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.watch.config.ConfigException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An element with its attributes and the elements in it; text between them has no meaning here.
 * Built by {@link SersyncXml}, then only read.
 */
final class XmlElement {
  private static final int LARGEST_NUMBER_DIGITS = 9;

  private final String file;
  private final String name;
  private final int line;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<XmlElement> children = new ArrayList<>();

  XmlElement(String file, String name, int line) {
    this.file = file;
    this.name = name;
    this.line = line;
  }

  void add(String attribute, String value) {
    attributes.put(attribute, value);
  }

  void add(XmlElement child) {
    children.add(child);
  }

  String name() {
    return name;
  }

  int line() {
    return line;
  }

  /** {@code file:line}. */
  String place() {
    return file + ":" + line;
  }

  Map<String, String> attributes() {
    return attributes;
  }

  List<XmlElement> children() {
    return children;
  }

  List<XmlElement> children(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).toList();
  }

  /** The first element of a name; one without attributes and elements where there is none. */
  XmlElement child(String wanted) {
    return find(wanted).orElseGet(() -> new XmlElement(file, wanted, line));
  }

  Optional<XmlElement> find(String wanted) {
    return children.stream().filter(child -> child.name.equals(wanted)).findFirst();
  }

  String text(String attribute, String otherwise) {
    return attributes.getOrDefault(attribute, otherwise);
  }

  /**
   * The value of an attribute that has no default.
   *
   * @throws ConfigException if it is missing or empty
   */
  String required(String attribute, String remedy) throws ConfigException {
    String value = text(attribute, "").strip();
    if (value.isEmpty()) {
      throw fault("<" + name + "> has no " + attribute, remedy);
    }
    return value;
  }

  /**
   * The value of an attribute that is {@code true} or {@code false}.
   *
   * @throws ConfigException if it is something else
   */
  boolean flag(String attribute, boolean otherwise) throws ConfigException {
    String value = text(attribute, "").strip();
    if (value.isEmpty()) {
      return otherwise;
    }
    if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
      return Boolean.parseBoolean(value);
    }
    throw fault(
        "<" + name + "> has " + attribute + "=\"" + value + "\"", "write \"true\" or \"false\"");
  }

  /** The attribute {@code start}, which switches most elements on. */
  boolean isStarted(boolean otherwise) throws ConfigException {
    return flag("start", otherwise);
  }

  /**
   * The value of an attribute that is a number.
   *
   * @throws ConfigException if it is not one
   */
  int number(String attribute, int otherwise) throws ConfigException {
    String value = text(attribute, "").strip();
    if (value.isEmpty()) {
      return otherwise;
    }
    if (!value.matches("-?[0-9]{1," + LARGEST_NUMBER_DIGITS + "}")) {
      throw fault("<" + name + "> has " + attribute + "=\"" + value + "\"", "write a number");
    }
    return Integer.parseInt(value);
  }

  ConfigException fault(String problem, String remedy) {
    return new ConfigException(place(), problem, remedy);
  }

  /**
   * A value as the bytes that stand in the file; a character that was written as a reference and is
   * no byte is taken as UTF-8.
   */
  static byte[] bytes(String value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(value.length());
    value
        .codePoints()
        .forEach(
            c -> {
              if (c <= 0xff) {
                bytes.write(c);
              } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
              }
            });
    return bytes.toByteArray();
  }

  /** A value as text for messages and for names that are no paths. */
  static String shown(String value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }
}
