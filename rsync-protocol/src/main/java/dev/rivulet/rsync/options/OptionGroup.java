// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;

/**
 * Gives the options of one subject their meaning. Each method answers whether the option belongs to
 * the group; the rules of {@link OptionParser.Handler} hold. Owned by one thread.
 */
interface OptionGroup {

  default boolean flag(Option option, boolean on, String asTyped) throws RsyncException {
    return false;
  }

  default boolean text(Option option, byte[] value, String asTyped) throws RsyncException {
    return false;
  }

  default boolean number(Option option, int value, String asTyped) throws RsyncException {
    return false;
  }
}
