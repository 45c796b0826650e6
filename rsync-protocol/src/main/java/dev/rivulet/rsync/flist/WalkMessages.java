// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.flist.WalkObserver.Severity;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a walk says, in rsync's words, and the I/O error bits that go with it. Names are those in
 * the list, full names those that messages quote.
 */
final class WalkMessages {
  private final WalkObserver observer;
  private final WalkPlace place;
  private int ioError;

  WalkMessages(WalkObserver observer, WalkPlace place) {
    this.observer = observer;
    this.place = place;
  }

  int ioError() {
    return ioError;
  }

  void unsafeLinkCopied(byte[] name, byte[] target) {
    observer.unsafeLinkCopied(name, target);
  }

  void making(byte[] name, int length, int rules) {
    observer.making(name, length, rules);
  }

  boolean followDirectories() {
    return observer.followsDirectories();
  }

  void entering(byte[] fullName) {
    observer.entering(fullName);
  }

  void walked() {
    observer.walked();
  }

  void skippingDirectory(byte[] name) {
    say(Severity.INFO, "skipping directory ", name, "");
  }

  /** A call on a named thing failed: {@code rsync: [sender] CALL "NAME" failed: TEXT (N)}. */
  void callFailed(String call, byte[] name, byte[] fullName, Errno errno) {
    ioError |= IoError.GENERAL;
    argumentMissing(call, name, fullName, errno);
  }

  /** As {@link #callFailed}, without an I/O error: a missing argument does not stop deletions. */
  void argumentMissing(String call, byte[] name, byte[] fullName, Errno errno) {
    say(
        Severity.ERROR,
        "rsync: [sender] " + call + " \"",
        fullName,
        "\"" + place.suffix() + " failed: " + text(errno));
    observer.failed(name, call + ": " + text(errno));
  }

  void linkFailed(byte[] name, byte[] fullName, Errno errno) {
    ioError |= IoError.GENERAL;
    say(
        Severity.ERROR,
        "rsync: [sender] readlink_stat(\"",
        fullName,
        "\"" + place.suffix() + ") failed: " + text(errno));
    observer.failed(name, "readlink_stat: " + text(errno));
  }

  /** The value of an extended attribute cannot be read. */
  void attributeFailed(byte[] name, byte[] fullName, byte[] attribute, Errno errno) {
    ioError |= IoError.GENERAL;
    say(
        Severity.ERROR,
        "rsync: [sender] get_xattr_data: lgetxattr(\"",
        fullName,
        "\""
            + place.suffix()
            + ",\""
            + TreePath.escape(attribute)
            + "\",0) failed: "
            + text(errno));
    observer.failed(name, "lgetxattr: " + text(errno));
  }

  private static String text(Errno errno) {
    return errno.text() + " (" + errno.number() + ")";
  }

  void linkNotTrusted() {
    say(Severity.ERROR, StoreException.FOREIGN_LINK, new byte[0], "");
  }

  void linkDangles(byte[] name, byte[] fullName) {
    ioError |= IoError.GENERAL;
    fail(Severity.ERROR, "symlink has no referent", name, fullName);
  }

  void linkIsEmpty(byte[] name, byte[] fullName) {
    ioError |= IoError.GENERAL;
    fail(Severity.WARNING, "skipping symlink with 0-length value", name, fullName);
  }

  void fileVanished(byte[] name, byte[] fullName) {
    ioError |= IoError.VANISHED;
    fail(Severity.VANISHED, "file has vanished", name, fullName);
  }

  void directoryVanished(byte[] name, byte[] fullName) {
    ioError |= IoError.VANISHED;
    fail(Severity.VANISHED, "directory has vanished", name, fullName);
  }

  /**
   * @param base the last component of the name
   */
  void nameTooLong(byte[] name, byte[] base, int excess) {
    ioError |= IoError.GENERAL;
    String reason = "filename overflows max-path len by " + excess;
    say(Severity.ERROR, reason + ": ", base, "");
    observer.failed(name, reason);
  }

  /** The name means nothing in this end's character set (--iconv). */
  void nameUntranslatable(byte[] name, Errno errno) {
    ioError |= IoError.GENERAL;
    say(Severity.ERROR, "[sender] cannot convert filename: ", name, " (" + errno.text() + ")");
    observer.failed(name, "cannot convert filename (" + errno.text() + ")");
  }

  /** As {@link #nameUntranslatable}, for what a symbolic link leads to. */
  void linkUntranslatable(byte[] name, byte[] fullName, Errno errno) {
    ioError |= IoError.GENERAL;
    say(
        Severity.ERROR,
        "[sender] cannot convert symlink data for: \"",
        fullName,
        "\"" + place.suffix() + " (" + errno.text() + ")");
    observer.failed(name, "cannot convert symlink data (" + errno.text() + ")");
  }

  /** Something cannot be sent: {@code REASON: "NAME"}. */
  private void fail(Severity severity, String reason, byte[] name, byte[] fullName) {
    say(severity, reason + ": \"", fullName, "\"" + place.suffix());
    observer.failed(name, reason);
  }

  private void say(Severity severity, String before, byte[] name, String after) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    text.writeBytes(name);
    text.writeBytes(after.getBytes(StandardCharsets.UTF_8));
    observer.message(severity, text.toByteArray());
  }
}
