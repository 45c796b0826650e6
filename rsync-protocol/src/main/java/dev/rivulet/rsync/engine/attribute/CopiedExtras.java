// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.flist.XattrRules;
import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.ExtendedAttributes;
import java.io.IOException;

/**
 * Gives a copy of something on this machine the extended attributes and access control lists of the
 * original, as far as the transfer preserves them. Immutable.
 */
final class CopiedExtras {
  private final boolean acls;
  private final boolean xattrs;
  private final XattrRules rules;

  CopiedExtras(Transfer transfer) {
    this.acls = transfer.options().preserve().acls();
    this.xattrs = transfer.options().preserve().xattrs() > 0;
    this.rules = transfer.xattrRules(transfer.options().filters(), FilterList.Side.RECEIVER);
  }

  /** Sets the attributes; the owner is right already, as a change of it would undo some. */
  void xattrs(AttributeTarget original, AttributeTarget copy) throws IOException {
    if (!xattrs) {
      return;
    }
    try (ExtendedAttributes from = original.extended();
        ExtendedAttributes to = copy.extended()) {
      for (byte[] name : from.names()) {
        if (rules.covers(name)) {
          to.set(name, from.get(name));
        }
      }
    }
  }

  /** Sets the lists of a directory; its permissions come with them. */
  void acls(AttributeTarget original, AttributeTarget copy) throws IOException {
    if (!acls) {
      return;
    }
    try (ExtendedAttributes from = original.extended();
        ExtendedAttributes to = copy.extended()) {
      set(Acl.Kind.ACCESS, from.acl(Acl.Kind.ACCESS), to);
      set(Acl.Kind.DEFAULT, from.acl(Acl.Kind.DEFAULT), to);
    }
  }

  /** Takes the list off a file that it has from its directory. */
  void withoutAcl(AttributeTarget copy) throws IOException {
    if (!acls) {
      return;
    }
    try (ExtendedAttributes to = copy.extended()) {
      set(Acl.Kind.ACCESS, Acl.NONE, to);
    }
  }

  private static void set(Acl.Kind kind, Acl wanted, ExtendedAttributes to) throws IOException {
    if (!wanted.equals(to.acl(kind))) {
      to.setAcl(kind, wanted);
    }
  }
}
