// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

/** A client is turned away while it still speaks lines of text. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param answer what stands behind {@code @ERROR: }, byte text
   */
  Refusal(String answer) {
    super(answer, null, false, false);
  }
}
