// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.HostNames;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.io.AddressText;
import java.net.InetAddress;

/**
 * Where a client comes from.
 *
 * @param name by the name server, or a word that says why there is none
 */
record ClientHost(String name, InetAddress address) {
  private static final String NOT_LOOKED_UP = "UNDETERMINED";
  private static final String WITHOUT_NAME = "UNKNOWN";

  static ClientHost unnamed(InetAddress address) {
    return new ClientHost(NOT_LOOKED_UP, address);
  }

  static ClientHost lookedUp(InetAddress address, HostNames names) {
    return new ClientHost(names.nameOf(address).map(ByteText::of).orElse(WITHOUT_NAME), address);
  }

  boolean isLookedUp() {
    return !name.equals(NOT_LOOKED_UP);
  }

  String addressText() {
    return AddressText.of(address);
  }

  /** {@code HOST (ADDRESS)}, as messages have it. */
  @Override
  public String toString() {
    return name + " (" + addressText() + ")";
  }
}
