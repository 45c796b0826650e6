// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.RsyncException;
import java.util.ArrayList;
import java.util.List;

/** The options about how far others are trusted, and what only the other end is told. */
final class PeerWords implements OptionGroup {
  private final TransferOptionsBuilder builder;
  private final List<byte[]> remoteOptions = new ArrayList<>();
  private boolean insecureLinks;
  private byte[] confineRoot = {};

  PeerWords(TransferOptionsBuilder builder) {
    this.builder = builder;
  }

  @Override
  public boolean flag(Option option, boolean on, String asTyped) {
    switch (option) {
      case TRUST_SENDER -> builder.trustSender(true);
      case INSECURE_LINKS -> insecureLinks = on;
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) throws RsyncException {
    switch (option) {
      case REMOTE_OPTION -> remoteOption(value);
      case CONFINE_ROOT -> confineRoot = value.clone();
      default -> {
        return false;
      }
    }
    return true;
  }

  void settle() throws RsyncException {
    if (confineRoot.length > 0) {
      if (insecureLinks) {
        throw Usage.error("--insecure-links cannot be combined with --confine-root");
      }
      if (confineRoot[0] != '/') {
        throw Usage.error("--confine-root must be an absolute path");
      }
    }
    builder
        .operatorPaths(new OperatorPaths(insecureLinks, confineRoot))
        .remoteOptions(remoteOptions);
  }

  private void remoteOption(byte[] option) throws RsyncException {
    if (option.length == 0 || option[0] != '-') {
      throw Usage.error("Remote option must start with a dash: " + Usage.text(option));
    }
    remoteOptions.add(option.clone());
  }
}
