// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import java.util.List;

/**
 * Whom files belong to and what they may, other than at the source.
 *
 * @param chmod the arguments of {@code --chmod} in their order
 * @param userMap {@code --usermap}, or what {@code --chown} makes of it; empty without
 * @param groupMap {@code --groupmap}, likewise
 * @param superUser {@code --super} or {@code --no-super}, null if neither was given
 * @param fakeSuper {@code --fake-super}: privileged attributes are kept in extended ones
 * @param dropDevices {@code --drop-D}: the receiver makes no devices and no special files
 * @param copyAs {@code --copy-as}: the user and, behind a colon, the group; empty without
 */
public record Identity(
    List<byte[]> chmod,
    String userMap,
    String groupMap,
    Boolean superUser,
    boolean fakeSuper,
    boolean dropDevices,
    String copyAs) {

  /** As at the source. */
  public static final Identity PLAIN = new Identity(List.of(), "", "", null, false, false, "");

  /** The same with or without {@code --fake-super}. */
  public Identity withFakeSuper(boolean pretends) {
    return new Identity(chmod, userMap, groupMap, superUser, pretends, dropDevices, copyAs);
  }

  /** The same with {@code --super} in place of what was said about it. */
  public Identity asSuper() {
    return new Identity(chmod, userMap, groupMap, true, false, dropDevices, copyAs);
  }

  /** The same without {@code --chmod}, which concerns one end only. */
  public Identity withoutChmod() {
    return new Identity(List.of(), userMap, groupMap, superUser, fakeSuper, dropDevices, copyAs);
  }

  /** The same without {@code --copy-as}, for who has seen to it. */
  public Identity withoutCopyAs() {
    return new Identity(chmod, userMap, groupMap, superUser, fakeSuper, dropDevices, "");
  }

  public Identity {
    chmod = List.copyOf(chmod);
  }
}
