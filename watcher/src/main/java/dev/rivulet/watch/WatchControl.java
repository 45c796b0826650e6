// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What can be asked of a running engine: how it stands, and to hold, go on, or make sure.
 *
 * <p>Where a name is asked for, it is that of a mirror, for all its targets, or of a target as the
 * status shows it; an empty name means all there are. A method that returns a number returns how
 * many targets it was about: 0 if there is nobody of that name. Safe for several threads.
 */
public interface WatchControl {

  /** How every mirror and target stands at this moment. */
  WatcherStatus status();

  /**
   * What the status of a mirror leaves out; empty if there is none of the name.
   *
   * @param mostPaths of each target that are looked at in the source
   * @throws IOException if the source cannot be looked at
   */
  Optional<MirrorDetails> details(String mirror, int mostPaths) throws IOException;

  /**
   * Sends nothing from the next transfer on; changes are still noted, and the transfers that run
   * are finished.
   */
  int pause(String name);

  /** The counterpart of {@link #pause}. */
  int resume(String name);

  /**
   * Has everything sent that is known at the call, without waiting for files to come to rest, and
   * returns when the targets have confirmed it. What changes later is not waited for.
   *
   * @param timeout the longest to wait
   * @throws IOException if the event queue is out of order
   */
  FlushResult flush(String name, Duration timeout) throws IOException, InterruptedException;

  /**
   * What is known about a path; for every target of every source that it belongs to.
   *
   * @param path as bytes; a relative one starts at the engine's current directory
   * @throws IOException if the source cannot be looked at
   */
  List<PathReport> why(byte[] path) throws IOException;

  /**
   * Compares source and targets while changes go on being sent, one target after another, and has
   * sent again what differs.
   *
   * @param contents whether contents are compared, instead of sizes and times
   * @throws IOException if a mirror ends meanwhile
   * @return one for each target; none if there is nobody of that name
   */
  List<Verification> verify(String name, boolean contents) throws IOException, InterruptedException;

  /**
   * Lets deletions go that were held because there are so many ({@link TargetState#HELD}). Unless
   * the name is that of a single target, a source that is another directory by now ({@link
   * TargetState#SOURCE_GONE}) is accepted as it is, and so are places in it where something was
   * unmounted.
   *
   * @return how many targets this was about
   */
  int release(String name);
}
