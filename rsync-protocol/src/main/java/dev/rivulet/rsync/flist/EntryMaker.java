// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.checksum.StrongChecksum;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.util.Arrays;

/** Turns what a look at a source file showed into the fields of its entry. */
final class EntryMaker {
  private static final byte[] MUNGE_PREFIX = {
    '/', 'r', 's', 'y', 'n', 'c', 'd', '-', 'm', 'u', 'n', 'g', 'e', 'd', '/'
  };
  private static final int MAX_NANOS = 999_999_999;
  private static final int BUFFER_SIZE = 256 << 10;

  private final ListFormat format;
  private final WalkOptions options;
  private final SourceFollower follower;
  private final HardLinkNumbers hardLinks = new HardLinkNumbers();
  private final StrongChecksum checksum;
  private final byte[] buffer;

  EntryMaker(ListFormat format, WalkOptions options, SourceFollower follower) {
    this.format = format;
    this.options = options;
    this.follower = follower;
    boolean digests = format.checksumLength() > 0;
    this.checksum = digests ? format.session().listChecksum().plain() : null;
    this.buffer = new byte[digests ? BUFFER_SIZE : 0];
  }

  /** The fields that need no further look at the file; name, origin and flags are the caller's. */
  void fill(EntryDraft draft, FileAttributes attributes) {
    int mode = attributes.mode();
    boolean hasLength = !FileType.isDevice(mode) && !FileType.isSpecial(mode);
    int nanos = attributes.mtimeNanos();
    draft.mode = options.chmod().apply(mode);
    draft.size = hasLength ? attributes.size() : 0;
    draft.mtime = attributes.mtime();
    draft.mtimeNanos = nanos < 0 || nanos > MAX_NANOS ? 0 : nanos;
    draft.atime = format.atimes() ? attributes.atime() : 0;
    draft.uid = format.owner() ? attributes.uid() : 0;
    draft.gid = format.group() ? attributes.gid() : 0;
    draft.rdev =
        FileType.isDevice(mode)
            ? EntryDraft.rdev(attributes.rdevMajor(), attributes.rdevMinor())
            : 0;
  }

  /** The group of a file with several links, whose entry will have this arrival index. */
  void link(EntryDraft draft, FileAttributes attributes, int arrivalIndex) {
    if (!options.preserveHardLinks() || attributes.isDirectory()) {
      return;
    }
    int protocol = format.session().protocol();
    if (attributes.links() > 1) {
      draft.hardLinkGroup = hardLinks.group(attributes, arrivalIndex);
    }
    if (protocol < 30 && (attributes.links() > 1 || (protocol < 28 && attributes.isRegular()))) {
      draft.hasInode = true;
      draft.device = attributes.device();
      draft.inode = attributes.inode();
    }
  }

  /** The text of a symbolic link as it goes over the wire. */
  byte[] linkTarget(WalkOrigin origin, TreePath path) throws IOException {
    byte[] target = origin.tree().readLink(path);
    boolean munged =
        options.mungeSymlinks()
            && target.length > MUNGE_PREFIX.length
            && Arrays.equals(target, 0, MUNGE_PREFIX.length, MUNGE_PREFIX, 0, MUNGE_PREFIX.length);
    return munged ? Arrays.copyOfRange(target, MUNGE_PREFIX.length, target.length) : target;
  }

  /**
   * The digest of a regular file's contents; zeros for one that cannot be read, so that it is
   * requested and the failure reported then.
   *
   * @param size where reading ends: a device, which may have no end, has none
   */
  byte[] digest(WalkOrigin origin, TreePath path, long size) throws IOException {
    byte[] digest = new byte[format.checksumLength()];
    try {
      SourceLocation location =
          follower.followsAny()
              ? follower.locate(origin, path, path.bytes())
              : new SourceLocation(origin.tree(), path, path.bytes());
      try (SourceFile file = location.tree().open(location.path())) {
        checksum.reset();
        long position = 0;
        for (int n = 1; n > 0 && position < size; position += n) {
          int most = (int) Math.min(buffer.length, size - position);
          n = Math.max(0, file.read(position, buffer, 0, most));
          checksum.update(buffer, 0, n);
        }
        checksum.digest(digest, 0);
      }
    } catch (StoreException e) {
      return new byte[format.checksumLength()];
    }
    return digest;
  }

  boolean wantsDigests() {
    return checksum != null;
  }
}
