// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.store.Acl;

/**
 * The access control lists and sets of extended attributes of a session, each kept once however
 * many entries have it.
 */
record SharedAttributes(
    ValueTable<Acl> accessAcls, ValueTable<Acl> defaultAcls, ValueTable<XattrSet> xattrs) {

  /** In place of a number: the entry has none. */
  static final int NONE = -1;

  SharedAttributes() {
    this(new ValueTable<>(), new ValueTable<>(), new ValueTable<>());
  }

  Acl accessAcl(int number) {
    return number == NONE ? Acl.NONE : accessAcls.get(number);
  }

  Acl defaultAcl(int number) {
    return number == NONE ? Acl.NONE : defaultAcls.get(number);
  }

  XattrSet xattrs(int number) {
    return number == NONE ? XattrSet.NONE : xattrs.get(number);
  }
}
