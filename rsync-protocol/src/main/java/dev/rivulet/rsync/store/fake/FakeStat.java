// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.fake;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.TreePath;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file pretends to be, as kept in {@link #NAME}: {@code MODE MAJOR,MINOR UID:GID}, the mode
 * in octal (rsync(1), --fake-super).
 */
record FakeStat(int mode, int rdevMajor, int rdevMinor, int uid, int gid) {

  /** The extended attribute that holds it. */
  static final byte[] NAME = "user.rsync.%stat".getBytes(StandardCharsets.US_ASCII);

  private static final Pattern FORM =
      Pattern.compile("\\s*([0-7]{1,11})\\s+(\\d{1,10}),(\\d{1,10})\\s+(\\d{1,10}):(\\d{1,10}).*");
  private static final int OWNER_READS_AND_WRITES = 0600;
  private static final int OWNER_ALL = 0700;
  private static final int PLAIN = 0777;

  /** What an object looks like, as something to be pretended. */
  static FakeStat of(FileAttributes seen) {
    return new FakeStat(seen.mode(), seen.rdevMajor(), seen.rdevMinor(), seen.uid(), seen.gid());
  }

  /**
   * @param shown the file's name, for messages
   * @throws RsyncException (exit code 11) if the text is no such thing
   */
  static FakeStat parse(byte[] value, String shown) throws RsyncException {
    String text = new String(value, StandardCharsets.ISO_8859_1);
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw new RsyncException(
          ExitCode.FILE_IO,
          "Corrupt user.rsync.%stat xattr attached to " + shown + ": " + TreePath.escape(value));
    }
    return new FakeStat(
        (int) Long.parseLong(parts.group(1), 8) & 0xffff,
        number(parts.group(2)),
        number(parts.group(3)),
        number(parts.group(4)),
        number(parts.group(5)));
  }

  private static int number(String text) {
    return (int) Long.parseLong(text);
  }

  byte[] text() {
    String text =
        Integer.toOctalString(mode)
            + " "
            + Integer.toUnsignedString(rdevMajor)
            + ","
            + Integer.toUnsignedString(rdevMinor)
            + " "
            + Integer.toUnsignedString(uid)
            + ":"
            + Integer.toUnsignedString(gid);
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** The real object with what it pretends to be. */
  FileAttributes over(FileAttributes real) {
    return new FileAttributes(
        mode,
        real.size(),
        real.mtime(),
        real.mtimeNanos(),
        real.atime(),
        real.atimeNanos(),
        real.ctime(),
        real.ctimeNanos(),
        uid,
        gid,
        real.links(),
        real.device(),
        real.inode(),
        rdevMajor,
        rdevMinor);
  }

  FakeStat withOwner(int newUid, int newGid) {
    return new FakeStat(
        mode, rdevMajor, rdevMinor, newUid == -1 ? uid : newUid, newGid == -1 ? gid : newGid);
  }

  FakeStat withPermissions(int permissions) {
    return new FakeStat(
        mode & FileType.MASK | permissions & FileType.PERMISSIONS, rdevMajor, rdevMinor, uid, gid);
  }

  /** The bits of the real object: its owner can always use it, and nobody gets its rights. */
  int realPermissions() {
    return mode & PLAIN | (FileType.isDirectory(mode) ? OWNER_ALL : OWNER_READS_AND_WRITES);
  }
}
