// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.Variables;
import dev.rivulet.rsync.conf.ByteText;

/**
 * How the commands of modules are run (rsyncd.conf(5), parameter pre-xfer exec).
 *
 * @param shell what is given a command behind {@code -c}, byte text
 * @param enabled whether they are run at all
 * @param output descriptor of this process for what they print, never the one of a connection
 */
record HookSettings(String shell, boolean enabled, int output) {
  private static final String USUAL_SHELL = "/bin/sh";

  /** As the environment says. */
  static HookSettings of(Variables environment, int output) {
    return new HookSettings(
        environment.value("RSYNC_SHELL").orElse(ByteText.of(USUAL_SHELL)),
        environment.value("RSYNC_NO_XFER_EXEC").isEmpty(),
        output);
  }
}
