// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

/** Which paths an {@link EventStream} tells of. */
public interface PathChoice {
  /** Every path. */
  PathChoice ALL =
      new PathChoice() {
        @Override
        public boolean accepts(byte[] path) {
          return true;
        }

        @Override
        public boolean prunes(byte[] directory) {
          return false;
        }
      };

  /** Whether events of a path are told. */
  boolean accepts(byte[] path);

  /** Whether a directory need not be looked into. */
  boolean prunes(byte[] directory);
}
