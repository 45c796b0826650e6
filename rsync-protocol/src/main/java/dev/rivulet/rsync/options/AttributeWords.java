// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** The options about the attributes of files. */
final class AttributeWords implements OptionGroup {
  private final TransferOptionsBuilder builder;
  private int hardLinks;
  private int accessTimes;
  private int xattrs;
  private Wish omitDirTimes = Wish.OPEN;

  AttributeWords(TransferOptionsBuilder builder) {
    this.builder = builder;
  }

  @Override
  public boolean flag(Option option, boolean on, String asTyped) {
    switch (option) {
      case LINKS -> builder.links(on);
      case HARD_LINKS -> builder.hardLinkLetters(hardLinks = on ? hardLinks + 1 : 0);
      case PERMS -> builder.perms(on);
      case EXECUTABILITY -> builder.executability(true);
      case OWNER -> builder.owner(on);
      case GROUP -> builder.group(on);
      case DEVICES -> builder.devices(on);
      case SPECIALS -> builder.specials(on);
      case DEVICES_AND_SPECIALS -> devicesAndSpecials(on);
      case TIMES -> builder.times(on);
      case OMIT_DIR_TIMES -> omitDirTimes = Wish.typed(on);
      case OMIT_LINK_TIMES -> builder.omitLinkTimes(on);
      case NUMERIC_IDS -> builder.numericIds(on);
      case ATIMES -> accessTimes(on);
      case XATTRS -> builder.xattrs(xattrs = on ? xattrs + 1 : 0);
      case ACLS -> acls(on);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Whoever keeps access times with emphasis does not want to change them by reading. */
  private void accessTimes(boolean on) {
    accessTimes = on ? accessTimes + 1 : 0;
    builder.accessTimes(accessTimes);
    if (accessTimes > 1) {
      builder.openNoAccessTime(true);
    }
  }

  /** What {@code --archive} keeps. */
  void archive() {
    builder.links(true).perms(true).times(true).owner(true).group(true);
    devicesAndSpecials(true);
  }

  /**
   * Decides about the times of directories.
   *
   * @param changedByBackups whether backups are made in the directories themselves
   */
  void settle(boolean changedByBackups) {
    builder.omitDirTimes(omitDirTimes.isOn() || changedByBackups);
  }

  private void devicesAndSpecials(boolean on) {
    builder.devices(on).specials(on);
  }

  /** Access control lists are nothing without permissions. */
  private void acls(boolean on) {
    builder.acls(on);
    if (on) {
      builder.perms(true);
    }
  }
}
