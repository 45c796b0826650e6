// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.Errno;
import java.io.IOException;

/**
 * Told of received entries that are left out, as they cannot be named in this end's character set;
 * on the thread that reads the list.
 */
public interface UntranslatableNames {
  /** For whom it does not matter. */
  UntranslatableNames UNHEARD =
      new UntranslatableNames() {
        @Override
        public void name(byte[] name, Errno reason) {
          // Nobody listens.
        }

        @Override
        public void linkTarget(byte[] name, Errno reason) {
          // Nobody listens.
        }
      };

  /** The name of an entry, as it came. */
  void name(byte[] name, Errno reason) throws IOException;

  /** What the symbolic link of this name leads to. */
  void linkTarget(byte[] name, Errno reason) throws IOException;
}
