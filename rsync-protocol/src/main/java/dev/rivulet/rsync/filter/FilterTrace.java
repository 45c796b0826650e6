// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

/** Hears which rules decide, and which could not be read. */
public interface FilterTrace {

  /** Nobody listens. */
  FilterTrace NONE =
      new FilterTrace() {
        @Override
        public void decided(byte[] name, boolean isDirectory, FilterRule rule, String list) {}

        @Override
        public void warn(String text) {}
      };

  /**
   * A rule has matched a name and so decided about it.
   *
   * @param list what the rule belongs to, in rsync's words: {@code [per-dir .rules]}, {@code
   *     [global CVS]}; empty for the transfer's own list
   */
  void decided(byte[] name, boolean isDirectory, FilterRule rule, String list);

  /** A rule is left out; in rsync's words. */
  void warn(String text);
}
