// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.tools;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A file or directory with a watch. The path is computed when it is needed, for a rename of any
 * directory above changes it. Owned by one thread; any may ask for {@link #descriptor} and {@link
 * #path}.
 */
public final class Place {
  private final int descriptor;
  private final byte[] shown;
  private volatile Position position;
  private final Map<String, Place> children = new HashMap<>(0);

  private Place(int descriptor, byte[] shown, Place parent, byte[] name) {
    this.descriptor = descriptor;
    this.shown = shown;
    this.position = new Position(parent, name);
  }

  /** Where it is; a root is nowhere. */
  private record Position(Place parent, byte[] name) {}

  /**
   * What the user named.
   *
   * @param shown how it is printed, a directory with a slash at its end
   */
  static Place root(int descriptor, byte[] shown) {
    return new Place(descriptor, shown, null, new byte[0]);
  }

  static Place below(Place parent, byte[] name, int descriptor) {
    Place place = new Place(descriptor, null, parent, name);
    parent.children.put(key(name), place);
    return place;
  }

  public int descriptor() {
    return descriptor;
  }

  Place child(byte[] childName) {
    return children.get(key(childName));
  }

  Collection<Place> children() {
    return List.copyOf(children.values());
  }

  /** The place and all below it. */
  List<Place> subtree() {
    List<Place> places = new ArrayList<>(List.of(this));
    for (int i = 0; i < places.size(); i++) {
      places.addAll(places.get(i).children.values());
    }
    return places;
  }

  /** Takes it out of its directory; it keeps what is below it. */
  void detach() {
    if (position.parent() != null) {
      position.parent().children.remove(key(position.name()), this);
    }
  }

  void moveTo(Place newParent, byte[] newName) {
    detach();
    position = new Position(newParent, newName);
    newParent.children.put(key(newName), this);
  }

  /** The path as it is printed. */
  public byte[] path() {
    Position here = position;
    if (here.parent() == null) {
      return shown;
    }
    byte[] above = here.parent().path();
    byte[] name = here.name();
    byte[] path = Arrays.copyOf(above, above.length + name.length + 1);
    System.arraycopy(name, 0, path, above.length, name.length);
    path[path.length - 1] = '/';
    return path;
  }

  private static String key(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
