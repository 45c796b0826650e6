// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.AlternateBasis.Kind;
import java.util.ArrayList;
import java.util.List;

/** The options about other directories to look for files in. */
final class BasisWords implements OptionGroup {
  private Kind kind = Kind.NONE;
  private final List<byte[]> directories = new ArrayList<>();

  @Override
  public boolean text(Option option, byte[] value, String asTyped) throws RsyncException {
    switch (option) {
      case COMPARE_DEST -> add(Kind.COMPARE, value);
      case COPY_DEST -> add(Kind.COPY, value);
      case LINK_DEST -> add(Kind.LINK, value);
      default -> {
        return false;
      }
    }
    return true;
  }

  AlternateBasis settle() {
    return new AlternateBasis(kind, directories);
  }

  private void add(Kind wanted, byte[] directory) throws RsyncException {
    if (kind != Kind.NONE && kind != wanted) {
      String first = wanted.option().spelling();
      String second = kind.option().spelling();
      throw Usage.error("ERROR: the " + first + " option conflicts with the " + second + " option");
    }
    if (directories.size() == AlternateBasis.MOST) {
      throw Usage.error(
          "ERROR: at most "
              + AlternateBasis.MOST
              + " "
              + wanted.option().spelling()
              + " args may be specified");
    }
    kind = wanted;
    directories.add(directory.clone());
  }
}
