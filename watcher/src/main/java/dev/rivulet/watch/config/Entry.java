// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

/**
 * A key with its value.
 *
 * @param place {@code file:line}
 * @param value byte text, blanks at its ends removed
 */
record Entry(String place, Key key, String value) {

  /** A fault in the value. */
  ConfigException fault(String problem, String remedy) {
    return new ConfigException(place, "\"" + key.title() + "\": " + problem, remedy);
  }
}
