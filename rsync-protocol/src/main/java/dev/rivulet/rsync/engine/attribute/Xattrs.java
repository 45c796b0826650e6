// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.engine.dialogue.Basis;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.Xattr;
import dev.rivulet.rsync.flist.XattrRules;
import dev.rivulet.rsync.flist.XattrSet;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compares and sets the extended attributes of what is at the destination (rsync(1), --xattrs).
 * Attributes that the source could not have are left alone. Each role has its own.
 */
final class Xattrs {
  private static final int OWNER_WRITES = 0200;

  private final boolean preserved;
  private final boolean isSuper;
  private final XattrRules rules;
  private final Reports reports;

  Xattrs(Transfer transfer, XattrRules rules, Reports reports) {
    this.preserved = transfer.options().preserve().xattrs() > 0;
    this.isSuper = transfer.workspace().ids().isSuper();
    this.rules = rules;
    this.reports = reports;
  }

  /** Whether the entry has any; with nothing at its place they are all to be set. */
  boolean matter(FileEntry entry) {
    return preserved && !entry.xattrs().isEmpty();
  }

  /** Whether an object has others than the entry; what cannot be read has. */
  boolean differ(FileEntry entry, AttributeTarget target) throws IOException {
    if (!preserved) {
      return false;
    }
    try (ExtendedAttributes object = target.extended()) {
      return differ(entry.xattrs(), object);
    } catch (StoreException e) {
      return true;
    }
  }

  private boolean differ(XattrSet wanted, ExtendedAttributes object) throws IOException {
    List<byte[]> present = covered(object);
    if (present.size() != wanted.size()) {
      return true;
    }
    for (int i = 0; i < present.size(); i++) {
      Xattr attribute = wanted.get(i);
      if (!Arrays.equals(attribute.name(), present.get(i))
          || !attribute.matches(object.get(attribute.name()))) {
        return true;
      }
    }
    return false;
  }

  /** Names of the attributes that the source could have, sorted. */
  private List<byte[]> covered(ExtendedAttributes object) throws IOException {
    List<byte[]> names = new ArrayList<>(object.names());
    names.removeIf(name -> !rules.covers(name));
    names.sort(Arrays::compareUnsigned);
    return names;
  }

  /**
   * Gives an object the attributes of an entry; failures are reported and the others set.
   *
   * @param now what it looks like: its owner may have to be allowed to write first
   * @param basis what has long values that were not sent because it has them
   * @param shown its name for messages
   */
  AttributeApplier.Result apply(
      FileEntry entry, AttributeTarget target, FileAttributes now, Basis basis, byte[] shown)
      throws IOException {
    if (!preserved) {
      return AttributeApplier.Result.UNCHANGED;
    }
    boolean opened = false;
    try (ExtendedAttributes object = target.extended()) {
      if (!differ(entry.xattrs(), object)) {
        return AttributeApplier.Result.UNCHANGED;
      }
      opened = !isSuper && !now.isSymlink() && (now.mode() & OWNER_WRITES) == 0;
      if (opened) {
        target.setMode(now.permissions() | OWNER_WRITES);
      }
      boolean complete =
          set(entry, object, basis, shown) & removeOthers(entry.xattrs(), object, shown);
      return complete ? AttributeApplier.Result.CHANGED : AttributeApplier.Result.FAILED;
    } catch (StoreException e) {
      reports.failed("get_xattr_names: llistxattr", shown, e);
      return AttributeApplier.Result.FAILED;
    } finally {
      if (opened) {
        target.setMode(now.permissions());
      }
    }
  }

  private boolean set(FileEntry entry, ExtendedAttributes object, Basis basis, byte[] shown)
      throws IOException {
    boolean complete = true;
    for (Xattr attribute : entry.xattrs()) {
      Optional<byte[]> present = find(object, attribute.name());
      if (present.isPresent() && attribute.matches(present.get())) {
        continue;
      }
      Optional<byte[]> value = valueOf(attribute, basis);
      if (value.isEmpty()) {
        reports.errorTransfer(
            new Text()
                .add("Missing abbreviated xattr value, ")
                .add(attribute.name())
                .add(", for ")
                .add(reports.quoted(shown))
                .bytes());
        complete = false;
      } else {
        complete &= set(object, attribute, value.get(), shown);
      }
    }
    return complete;
  }

  private Optional<byte[]> valueOf(Xattr attribute, Basis basis) throws IOException {
    if (attribute.hasValue()) {
      return Optional.of(attribute.value());
    }
    if (basis.isMissing()) {
      return Optional.empty();
    }
    try (ExtendedAttributes other = basis.tree().attributes(basis.path()).extended()) {
      return find(other, attribute.name()).filter(attribute::matches);
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  private static Optional<byte[]> find(ExtendedAttributes object, byte[] name) throws IOException {
    try {
      return Optional.of(object.get(name));
    } catch (StoreException e) {
      return Optional.empty();
    }
  }

  private boolean set(ExtendedAttributes object, Xattr attribute, byte[] value, byte[] shown)
      throws IOException {
    try {
      object.set(attribute.name(), value);
      return true;
    } catch (StoreException e) {
      report("rsync_xal_set: fsetxattr", shown, attribute.name(), e);
      return false;
    }
  }

  private boolean removeOthers(XattrSet wanted, ExtendedAttributes object, byte[] shown)
      throws IOException {
    boolean complete = true;
    for (byte[] name : covered(object)) {
      if (!wanted.has(name)) {
        complete &= remove(object, name, shown);
      }
    }
    return complete;
  }

  private boolean remove(ExtendedAttributes object, byte[] name, byte[] shown) throws IOException {
    try {
      object.remove(name);
      return true;
    } catch (StoreException e) {
      if (e.errno() == Errno.ENODATA) {
        return true;
      }
      report("rsync_xal_clear: fremovexattr", shown, name, e);
      return false;
    }
  }

  private void report(String call, byte[] shown, byte[] attribute, StoreException reason)
      throws IOException {
    reports.errorTransfer(
        new Text()
            .add("rsync: [" + reports.role() + "] " + call + "(")
            .add(reports.quoted(shown))
            .add(",\"")
            .add(attribute)
            .add("\") failed: ")
            .addReason(reason)
            .bytes());
  }
}
