// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.ChmodRules;
import java.util.ArrayList;
import java.util.List;

/** The options about whom files belong to and what they may. */
final class IdentityWords implements OptionGroup {

  /** Who gave a map, for the errors about two of them. */
  private enum Origin {
    NOBODY,
    MAP,
    CHOWN
  }

  private final TransferOptionsBuilder builder;
  private final List<byte[]> chmod = new ArrayList<>();
  private String userMap = "";
  private String groupMap = "";
  private Origin userOrigin = Origin.NOBODY;
  private Origin groupOrigin = Origin.NOBODY;
  private Boolean superUser;
  private boolean fakeSuper;
  private boolean dropDevices;
  private String copyAs = "";

  IdentityWords(TransferOptionsBuilder builder) {
    this.builder = builder;
  }

  @Override
  public boolean flag(Option option, boolean on, String asTyped) {
    switch (option) {
      case SUPER -> superUser(on, false);
      case FAKE_SUPER -> superUser(null, true);
      case DROP_D -> dropDevices = on;
      default -> {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean text(Option option, byte[] value, String asTyped) throws RsyncException {
    switch (option) {
      case CHMOD -> chmod(value);
      case USERMAP -> userMap(Usage.text(value), Origin.MAP);
      case GROUPMAP -> groupMap(Usage.text(value), Origin.MAP);
      case CHOWN -> chown(Usage.text(value));
      case COPY_AS -> copyAs(Usage.text(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void copyAs(String user) throws RsyncException {
    if (user.isEmpty()) {
      throw new RsyncException(ExitCode.SYNTAX, "Invalid copy-as user: ");
    }
    copyAs = user;
  }

  private void chmod(byte[] rules) throws RsyncException {
    ChmodRules.ofOption(rules);
    chmod.add(rules.clone());
  }

  void settle() {
    builder.identity(
        new Identity(chmod, userMap, groupMap, superUser, fakeSuper, dropDevices, copyAs));
  }

  /** The last of --super, --no-super and --fake-super counts. */
  private void superUser(Boolean on, boolean fake) {
    superUser = on;
    fakeSuper = fake;
  }

  private void chown(String owners) throws RsyncException {
    int colon = owners.indexOf(':');
    String user = colon < 0 ? owners : owners.substring(0, colon);
    String group = owners.substring(colon < 0 ? owners.length() : colon + 1);
    if (!user.isEmpty()) {
      userMap("*:" + user, Origin.CHOWN);
    }
    if (!group.isEmpty()) {
      groupMap("*:" + group, Origin.CHOWN);
    }
  }

  private void userMap(String map, Origin origin) throws RsyncException {
    requireFirst(userOrigin, origin, "--usermap", "user");
    userMap = map;
    userOrigin = origin;
    builder.owner(true);
  }

  private void groupMap(String map, Origin origin) throws RsyncException {
    requireFirst(groupOrigin, origin, "--groupmap", "group");
    groupMap = map;
    groupOrigin = origin;
    builder.group(true);
  }

  private static void requireFirst(Origin earlier, Origin later, String option, String what)
      throws RsyncException {
    if (earlier == Origin.NOBODY) {
      return;
    }
    if (earlier != later) {
      String first = earlier == Origin.CHOWN ? "--chown" : option;
      String second = earlier == Origin.CHOWN ? option : "--chown";
      throw Usage.error(second + " conflicts with prior " + first + ".");
    }
    throw Usage.error(
        later == Origin.CHOWN
            ? "You can only specify a " + what + "-affecting --chown once."
            : "You can only specify " + option + " once.");
  }
}
