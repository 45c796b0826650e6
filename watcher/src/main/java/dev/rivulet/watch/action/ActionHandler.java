// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.action;

import java.io.IOException;
import java.util.List;

/** What is done about the events of a sync. Called by the one thread of the loop; must not wait. */
public interface ActionHandler {

  /**
   * The sync starts. Everything waits until the event is done with: at once, if nothing is done
   * about it here.
   *
   * @throws IOException if the program is not to go on
   */
  void start(ActionRunner runner, Delay init) throws IOException;

  /**
   * There are events whose time has come.
   *
   * @throws IOException if the program is not to go on
   */
  void act(ActionRunner runner) throws IOException;

  /**
   * A command has ended.
   *
   * @param list whether it was started for a list of events, and not for a single one
   * @param exitCode its status, or 128 and the signal
   * @throws IOException if the program is not to go on
   */
  Verdict collect(ActionRunner runner, List<Delay> delays, boolean list, int exitCode)
      throws IOException;
}
