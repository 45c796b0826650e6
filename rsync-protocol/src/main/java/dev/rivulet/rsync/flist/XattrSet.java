// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/** The extended attributes of an entry, sorted by name; which they are never changes. */
public final class XattrSet implements Iterable<Xattr> {

  /** The set of an entry without attributes. */
  public static final XattrSet NONE = new XattrSet(List.of());

  private static final Comparator<Xattr> BY_NAME =
      (a, b) -> Arrays.compareUnsigned(a.name(), b.name());

  private final List<Xattr> attributes;

  XattrSet(List<Xattr> attributes) {
    List<Xattr> sorted = new ArrayList<>(attributes);
    sorted.sort(BY_NAME);
    this.attributes = List.copyOf(sorted);
  }

  public int size() {
    return attributes.size();
  }

  public boolean isEmpty() {
    return attributes.isEmpty();
  }

  /** The attribute at a position in the order of names. */
  public Xattr get(int position) {
    return attributes.get(position);
  }

  /** Whether an attribute of this name is in it. */
  public boolean has(byte[] name) {
    for (Xattr attribute : attributes) {
      if (Arrays.equals(attribute.name(), name)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Iterator<Xattr> iterator() {
    return attributes.iterator();
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof XattrSet that && attributes.equals(that.attributes);
  }

  @Override
  public int hashCode() {
    return attributes.hashCode();
  }

  @Override
  public String toString() {
    return attributes.toString();
  }
}
