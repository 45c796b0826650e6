// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

/** Hears which local users and groups stand for received ones. */
@FunctionalInterface
public interface MappedIds {

  /** Nobody listens. */
  MappedIds UNHEARD = (kind, received, name, local) -> {};

  /**
   * An id was mapped; the same is told for each entry that has it.
   *
   * @param kind uid or gid
   * @param name that came with it, or empty
   */
  void mapped(String kind, int received, byte[] name, int local);
}
