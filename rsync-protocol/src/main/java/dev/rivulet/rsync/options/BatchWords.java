// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.Recording.Kind;

/** The options about batch files. */
final class BatchWords implements OptionGroup {
  private Recording write = Recording.NONE;
  private Recording read = Recording.NONE;

  @Override
  public boolean text(Option option, byte[] value, String asTyped) {
    switch (option) {
      case WRITE_BATCH -> write = new Recording(Kind.WRITE, value.clone());
      case ONLY_WRITE_BATCH -> write = new Recording(Kind.ONLY_WRITE, value.clone());
      case READ_BATCH -> read = new Recording(Kind.READ, value.clone());
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What a server heeds: that its client wants nothing but a recording. */
  Recording ofClient() {
    return write.kind() == Kind.ONLY_WRITE ? write : Recording.NONE;
  }

  /**
   * What the options together say.
   *
   * @param dryRun a dry run is not recorded
   * @param namesFromList a recorded transfer has its names
   */
  Recording settle(boolean dryRun, boolean namesFromList) throws RsyncException {
    if (write.writes() && read != Recording.NONE) {
      throw Usage.error("--write-batch and --read-batch can not be used together");
    }
    if (read != Recording.NONE && namesFromList) {
      throw Usage.error("--read-batch cannot be used with --files-from");
    }
    return read != Recording.NONE ? read : dryRun ? Recording.NONE : write;
  }
}
