// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

/**
 * One thing the doctor has to say.
 *
 * @param place {@code file:line}, or what else it is about
 * @param text what is the case, without a full stop
 * @param remedy what to do about it; empty for what only explains
 */
public record Finding(String place, String text, String remedy) {

  /** Whether something should be done. */
  public boolean isProblem() {
    return !remedy.isEmpty();
  }
}
