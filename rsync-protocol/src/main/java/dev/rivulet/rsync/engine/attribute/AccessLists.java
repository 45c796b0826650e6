// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;

/**
 * Compares and sets access control lists (rsync(1), --acls). Plain permission bits are not its
 * business: of two lists without names neither differs. Stateless but for the options; each role
 * has its own.
 */
final class AccessLists {
  private static final int SET_ID = 06000;
  private static final int STICKY = 01000;
  private static final int OWNER_BITS = 07700;

  private final boolean preserved;
  private final Reports reports;

  AccessLists(Transfer transfer, Reports reports) {
    this.preserved = transfer.options().preserve().acls();
    this.reports = reports;
  }

  /** Whether an object's lists are not those of the entry; what cannot be read does not differ. */
  boolean differ(FileEntry entry, AttributeTarget target) throws IOException {
    if (!preserved || entry.isSymlink()) {
      return false;
    }
    try (ExtendedAttributes object = target.extended()) {
      return accessDiffers(entry, object) || defaultDiffers(entry, object);
    } catch (StoreException e) {
      return false;
    }
  }

  private static boolean accessDiffers(FileEntry entry, ExtendedAttributes object)
      throws IOException {
    Acl wanted = entry.accessAcl();
    Acl present = object.acl(Acl.Kind.ACCESS);
    boolean masked = wanted.mask() != Acl.ABSENT;
    if (masked != (present.mask() != Acl.ABSENT) || !wanted.hasNamesOf(present)) {
      return true;
    }
    return masked && wanted.completed(entry.mode()).group() != present.group();
  }

  private static boolean defaultDiffers(FileEntry entry, ExtendedAttributes object)
      throws IOException {
    return entry.isDirectory() && !object.acl(Acl.Kind.DEFAULT).equals(entry.defaultAcl());
  }

  /**
   * Gives an object the lists of an entry where they differ; a failure is reported.
   *
   * @param now what the object looks like
   * @param permissions it shall get; they are set afterwards, as far as the list has not set them
   * @param dryRun whether only to find out
   */
  AttributeApplier.Result apply(
      AttributeTarget target, FileEntry entry, FileAttributes now, int permissions, boolean dryRun)
      throws IOException {
    if (!preserved || entry.isSymlink()) {
      return AttributeApplier.Result.UNCHANGED;
    }
    String step = "get_acl: xacl_get";
    Acl.Kind kind = Acl.Kind.ACCESS;
    try (ExtendedAttributes object = target.extended()) {
      boolean access = accessDiffers(entry, object);
      kind = Acl.Kind.DEFAULT;
      boolean inherited = defaultDiffers(entry, object);
      step = "set_acl: xacl_set";
      if (access && !dryRun) {
        kind = Acl.Kind.ACCESS;
        object.setAcl(kind, entry.accessAcl().completed(guarded(now, permissions)));
      }
      if (inherited && !dryRun) {
        kind = Acl.Kind.DEFAULT;
        object.setAcl(kind, entry.defaultAcl());
      }
      return access || inherited
          ? AttributeApplier.Result.CHANGED
          : AttributeApplier.Result.UNCHANGED;
    } catch (StoreException e) {
      report(step, kind, entry, e);
      return AttributeApplier.Result.FAILED;
    }
  }

  /**
   * The permissions that go along with the list: until the special bits are right, which the list
   * does not carry, they are the owner's alone.
   */
  private static int guarded(FileAttributes now, int permissions) {
    boolean gainsSticky = now.isDirectory() && (permissions & ~now.mode() & STICKY) != 0;
    boolean losesSetId = !now.isDirectory() && (now.mode() & ~permissions & SET_ID) != 0;
    return gainsSticky || losesSetId ? permissions & OWNER_BITS : permissions;
  }

  private void report(String step, Acl.Kind kind, FileEntry entry, StoreException reason)
      throws IOException {
    reports.errorTransfer(
        new Text()
            .add("rsync: [" + reports.role() + "] " + step + "(")
            .add(entry.name())
            .add(", ACL_TYPE_" + kind + "): ")
            .addReason(reason)
            .bytes());
  }
}
