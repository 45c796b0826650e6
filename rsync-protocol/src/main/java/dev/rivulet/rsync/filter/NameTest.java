// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

/**
 * What a program judges names by where a pattern cannot say it. A rule with such a test is the
 * sender's alone and never told to a peer. Implementations are safe for any thread.
 */
@FunctionalInterface
public interface NameTest {

  /** The rule's pattern decides. */
  NameTest BY_PATTERN = (name, isDirectory) -> false;

  /**
   * Whether the rule is about this name.
   *
   * @param name relative to the root of the transfer, without leading slash; not to be changed
   */
  boolean matches(byte[] name, boolean isDirectory);
}
