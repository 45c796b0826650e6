// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.PathText;
import dev.rivulet.rsync.options.TransferOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The directories that a client's options name: none may be one that the module hides, judged by
 * its name alone (rsyncd.conf(5), exclude). Immutable.
 */
final class OptionPlaces {
  private static final String REJECTED = "Your options have been rejected by the server.";

  private final FilterList hidden;

  /**
   * @param hidden the module's own rules
   */
  OptionPlaces(FilterList hidden) {
    this.hidden = hidden;
  }

  /** Why options are refused. */
  record Objection(ExitCode code, String text) {}

  /** The objection to a client's options, if there is one. */
  Optional<Objection> objection(TransferOptions options) {
    TransferOptions.Delivery delivery = options.delivery();
    if (isHidden(delivery.temporaryDirectory()) || isHidden(options.backup().directory())) {
      return Optional.of(new Objection(ExitCode.UNSUPPORTED, "rsync: " + REJECTED));
    }
    boolean rejected = isHiddenIfAbsolute(delivery.partialDirectory());
    List<byte[]> alternates = options.alternateBasis().directories();
    for (byte[] alternate : alternates) {
      rejected |= isHiddenIfAbsolute(alternate);
    }
    return rejected ? Optional.of(new Objection(ExitCode.SYNTAX, REJECTED)) : Optional.empty();
  }

  private boolean isHiddenIfAbsolute(byte[] path) {
    return path.length > 0 && path[0] == '/' && isHidden(path);
  }

  /** Whether a directory, or one it is in, is hidden. */
  private boolean isHidden(byte[] path) {
    int start = 0;
    while (start < path.length && path[start] == '/') {
      start++;
    }
    byte[] name = PathText.collapsed(Arrays.copyOfRange(path, start, path.length));
    for (int end = 1; end <= name.length; end++) {
      if ((end == name.length || name[end] == '/') && !isHere(name, end)) {
        byte[] directory = Arrays.copyOf(name, end);
        if (hidden.excludes(directory, true, FilterList.Side.RECEIVER)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isHere(byte[] name, int end) {
    return end == 1 && name[0] == '.';
  }
}
