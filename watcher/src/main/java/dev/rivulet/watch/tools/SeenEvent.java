// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import dev.rivulet.watch.source.InotifyEvent;
import java.util.Arrays;

/**
 * An event with the place it happened at.
 *
 * @param at what is watched
 * @param place its path when the event came, as the user typed it or below that; a directory ends
 *     in a slash
 * @param name inside the place, empty for the place itself
 * @param mask of the kernel's event
 * @param cookie joins the two halves of a move, else 0
 */
public record SeenEvent(Place at, byte[] place, byte[] name, int mask, int cookie) {

  /**
   * An event that did not come from the kernel.
   *
   * @param place a directory, with a slash at its end
   */
  public static SeenEvent at(byte[] place, byte[] name, int mask) {
    return new SeenEvent(Place.root(0, place), place, name, mask, 0);
  }

  /** Whether it happened to a directory. */
  public boolean isDirectory() {
    return (mask & InotifyEvent.IS_DIRECTORY) != 0;
  }

  /** Place and name together. */
  public byte[] path() {
    byte[] path = Arrays.copyOf(place, place.length + name.length);
    System.arraycopy(name, 0, path, place.length, name.length);
    return path;
  }
}
