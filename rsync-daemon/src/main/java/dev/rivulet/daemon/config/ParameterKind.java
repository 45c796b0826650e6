// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.config;

/** What kind of value a parameter takes. */
enum ParameterKind {
  TEXT,
  NUMBER,
  /** yes, no, true, false, 1, 0 in any letter case. */
  BOOLEAN,
  /** A boolean that may also be {@code unset} or {@code -1}. */
  TRISTATE
}
