// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.fake;

import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileType;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;

/**
 * An object whose owner, type and permissions are pretended: setting them changes what it says
 * about itself, and as much of the real object as its owner may have.
 */
class FakeAttributeTarget implements AttributeTarget {
  private final AttributeTarget real;
  private final String shown;

  /**
   * @param shown the name, for messages
   */
  FakeAttributeTarget(AttributeTarget real, String shown) {
    this.real = real;
    this.shown = shown;
  }

  /**
   * What an object pretends to be.
   *
   * @param seen what it really is; real devices and specials pretend nothing
   */
  FileAttributes pretended(FileAttributes seen) throws IOException {
    if (seen.isDevice() || seen.isSpecial()) {
      return seen;
    }
    try (ExtendedAttributes attributes = real.extended()) {
      return FakeStat.parse(attributes.get(FakeStat.NAME), shown).over(seen);
    } catch (StoreException e) {
      return seen;
    }
  }

  @Override
  public FileAttributes attributes() throws IOException {
    return pretended(real.attributes());
  }

  @Override
  public void setOwner(int uid, int gid) throws IOException {
    FileAttributes seen = real.attributes();
    pretend(FakeStat.of(pretended(seen)).withOwner(uid, gid), seen);
  }

  @Override
  public void setMode(int permissions) throws IOException {
    FileAttributes seen = real.attributes();
    if (seen.isDevice() || seen.isSpecial()) {
      real.setMode(permissions);
      return;
    }
    FileAttributes pretended = pretended(seen);
    if (pretended.isSymlink()) {
      throw new StoreException("chmod", Errno.EOPNOTSUPP);
    }
    FakeStat wanted = FakeStat.of(pretended).withPermissions(permissions);
    if (seen.permissions() != wanted.realPermissions()) {
      real.setMode(wanted.realPermissions());
      seen = real.attributes();
    }
    pretend(wanted, seen);
  }

  /** Bits that are only to be pretended are taken from an object that really has them. */
  @Override
  public void canonicalize(int permissions) throws IOException {
    FileAttributes seen = real.attributes();
    FakeStat pretended = FakeStat.of(pretended(seen));
    boolean isLink = FileType.isSymlink(pretended.mode());
    FakeStat wanted = isLink ? pretended.withPermissions(permissions) : pretended;
    boolean canPretend = seen.isRegular() || seen.isDirectory();
    boolean isKept = wanted.equals(pretended) && seen.permissions() == wanted.realPermissions();
    if (canPretend && !isKept) {
      become(wanted);
    }
  }

  /** Sets all at once, of an object just made. */
  void become(FakeStat wanted) throws IOException {
    real.setMode(wanted.realPermissions());
    pretend(wanted, real.attributes());
  }

  /** What really is so need not be pretended. */
  private void pretend(FakeStat wanted, FileAttributes seen) throws IOException {
    try (ExtendedAttributes attributes = real.extended()) {
      if (!wanted.equals(FakeStat.of(seen))) {
        attributes.set(FakeStat.NAME, wanted.text());
        return;
      }
      attributes.remove(FakeStat.NAME);
    } catch (StoreException e) {
      if (e.errno() != Errno.ENODATA) {
        throw e;
      }
    }
  }

  @Override
  public void setTimes(long mtime, int mtimeNanos, long atime, int atimeNanos) throws IOException {
    real.setTimes(mtime, mtimeNanos, atime, atimeNanos);
  }

  @Override
  public ExtendedAttributes extended() throws IOException {
    return new FakeExtendedAttributes(real.extended(), this);
  }
}
