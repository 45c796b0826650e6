// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import java.util.Arrays;

/**
 * What the last look at a directory showed: its names in order, and fingerprints of what they stand
 * for, in columns. About 25 bytes for each entry beside its name. Owned by one thread.
 */
final class DirectorySnapshot {
  private byte[] names = {};
  private int[] ends = {};
  private long[] contents = {};
  private int[] ownerships = {};
  private int[] changeTimes = {};
  private DirectorySnapshot[] children = {};

  /** Of the directory's times when it was last listed; 0 if they do not prove anything. */
  private long stamp;

  private boolean listed;

  /** Whether anybody has looked at all. */
  boolean isListed() {
    return listed;
  }

  int size() {
    return ends.length;
  }

  byte[] name(int index) {
    return Arrays.copyOfRange(names, start(index), ends[index]);
  }

  /** Negative, zero or positive as the name at {@code index} sorts before, with or after. */
  int compareName(int index, byte[] name) {
    return Arrays.compareUnsigned(names, start(index), ends[index], name, 0, name.length);
  }

  private int start(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  long content(int index) {
    return contents[index];
  }

  int ownership(int index) {
    return ownerships[index];
  }

  int changeTime(int index) {
    return changeTimes[index];
  }

  /** The directory below; null for what is none, or is not looked into. */
  DirectorySnapshot child(int index) {
    return children[index];
  }

  boolean hasStamp(long other) {
    return stamp == other;
  }

  void stamp(long value) {
    stamp = value;
  }

  void replace(int index, long content, int ownership, int changeTime) {
    contents[index] = content;
    ownerships[index] = ownership;
    changeTimes[index] = changeTime;
  }

  void replaceChild(int index, DirectorySnapshot child) {
    children[index] = child;
  }

  /** Takes over what a look has collected. */
  void become(Builder built) {
    listed = true;
    names = Arrays.copyOf(built.names, built.size == 0 ? 0 : built.ends[built.size - 1]);
    ends = Arrays.copyOf(built.ends, built.size);
    contents = Arrays.copyOf(built.contents, built.size);
    ownerships = Arrays.copyOf(built.ownerships, built.size);
    changeTimes = Arrays.copyOf(built.changeTimes, built.size);
    children = Arrays.copyOf(built.children, built.size);
  }

  /** Collects entries in the order of their names. */
  static final class Builder {
    private byte[] names;
    private final int[] ends;
    private final long[] contents;
    private final int[] ownerships;
    private final int[] changeTimes;
    private final DirectorySnapshot[] children;
    private int size;

    /**
     * @param most entries there may be
     */
    Builder(int most) {
      names = new byte[most * 16];
      ends = new int[most];
      contents = new long[most];
      ownerships = new int[most];
      changeTimes = new int[most];
      children = new DirectorySnapshot[most];
    }

    void add(
        byte[] name, long content, int ownership, int changeTime, DirectorySnapshot directory) {
      int start = size == 0 ? 0 : ends[size - 1];
      if (start + name.length > names.length) {
        names = Arrays.copyOf(names, Math.max(start + name.length, names.length * 2));
      }
      System.arraycopy(name, 0, names, start, name.length);
      ends[size] = start + name.length;
      contents[size] = content;
      ownerships[size] = ownership;
      changeTimes[size] = changeTime;
      children[size] = directory;
      size++;
    }
  }
}
