// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

/**
 * Something worth telling about a configuration although it is no fault.
 *
 * @param place {@code file:line}, or the file alone
 * @param text what is the case, without a full stop
 * @param remedy what to do about it, without a full stop; empty where nothing needs to be done
 */
public record Remark(String place, String text, String remedy) {

  /** As one line of a log. */
  public String line() {
    return place + ": " + text + (remedy.isEmpty() ? "" : "; " + remedy);
  }
}
