// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

/** The part of the builder for {@link TransferOptions.Preserve}: which attributes are preserved. */
abstract class PreservePart extends BuilderPart {
  private boolean links;
  private boolean perms;
  private boolean times;
  private boolean owner;
  private boolean group;
  private boolean devices;
  private boolean specials;
  private int hardLinkLetters;
  private boolean executability;
  private boolean omitDirTimes;
  private boolean omitLinkTimes;
  private boolean numericIds;
  private int accessTimes;
  private boolean acls;
  private int xattrs;

  final void start(TransferOptions.Preserve from) {
    links = from.links();
    perms = from.perms();
    times = from.times();
    owner = from.owner();
    group = from.group();
    devices = from.devices();
    specials = from.specials();
    hardLinkLetters = from.hardLinkLetters();
    executability = from.executability();
    omitDirTimes = from.omitDirTimes();
    omitLinkTimes = from.omitLinkTimes();
    numericIds = from.numericIds();
    accessTimes = from.accessTimes();
    acls = from.acls();
    xattrs = from.xattrs();
  }

  final TransferOptions.Preserve preserve() {
    return new TransferOptions.Preserve(
        links,
        perms,
        times,
        owner,
        group,
        devices,
        specials,
        hardLinkLetters,
        executability,
        omitDirTimes,
        omitLinkTimes,
        numericIds,
        accessTimes,
        acls,
        xattrs);
  }

  /** {@code --archive}: -rlptgoD. */
  public TransferOptionsBuilder archive() {
    links = true;
    perms = true;
    times = true;
    group = true;
    owner = true;
    devices = true;
    specials = true;
    return self().recursive(true);
  }

  public TransferOptionsBuilder links(boolean value) {
    links = value;
    return self();
  }

  public TransferOptionsBuilder perms(boolean value) {
    perms = value;
    return self();
  }

  public TransferOptionsBuilder times(boolean value) {
    times = value;
    return self();
  }

  public TransferOptionsBuilder owner(boolean value) {
    owner = value;
    return self();
  }

  public TransferOptionsBuilder group(boolean value) {
    group = value;
    return self();
  }

  public TransferOptionsBuilder devices(boolean value) {
    devices = value;
    return self();
  }

  public TransferOptionsBuilder specials(boolean value) {
    specials = value;
    return self();
  }

  public TransferOptionsBuilder hardLinks(boolean value) {
    return hardLinkLetters(value ? 1 : 0);
  }

  /** How often {@code -H} is given. */
  public TransferOptionsBuilder hardLinkLetters(int value) {
    hardLinkLetters = value;
    return self();
  }

  public TransferOptionsBuilder executability(boolean value) {
    executability = value;
    return self();
  }

  public TransferOptionsBuilder omitDirTimes(boolean value) {
    omitDirTimes = value;
    return self();
  }

  public TransferOptionsBuilder omitLinkTimes(boolean value) {
    omitLinkTimes = value;
    return self();
  }

  public TransferOptionsBuilder numericIds(boolean value) {
    numericIds = value;
    return self();
  }

  public TransferOptionsBuilder accessTimes(int value) {
    accessTimes = value;
    return self();
  }

  public TransferOptionsBuilder acls(boolean value) {
    acls = value;
    return self();
  }

  public TransferOptionsBuilder xattrs(int value) {
    xattrs = value;
    return self();
  }
}
