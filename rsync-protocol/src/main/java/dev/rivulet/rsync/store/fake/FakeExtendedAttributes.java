// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.fake;

import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.ExtendedAttributes;
import dev.rivulet.rsync.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The extended attributes a file pretends to have: those of foreign namespaces are disguised as
 * {@code user.rsync.NAME}, its lists are attributes too, and what serves the pretence is not seen.
 */
final class FakeExtendedAttributes implements ExtendedAttributes {
  private static final byte[] USER = bytes("user.");
  private static final byte[] DISGUISE = bytes("user.rsync.");
  private static final byte[] INTERNAL = bytes("user.rsync.%");

  private final ExtendedAttributes real;
  private final FakeAttributeTarget object;

  /**
   * @param object whose attributes they are
   */
  FakeExtendedAttributes(ExtendedAttributes real, FakeAttributeTarget object) {
    this.real = real;
    this.object = object;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean startsWith(byte[] name, byte[] prefix) {
    return name.length >= prefix.length
        && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
  }

  private static byte[] disguised(byte[] name) {
    if (startsWith(name, USER)) {
      return name;
    }
    byte[] longer = Arrays.copyOf(DISGUISE, DISGUISE.length + name.length);
    System.arraycopy(name, 0, longer, DISGUISE.length, name.length);
    return longer;
  }

  @Override
  public List<byte[]> names() throws IOException {
    List<byte[]> names = new ArrayList<>();
    for (byte[] name : real.names()) {
      if (!startsWith(name, DISGUISE)) {
        names.add(name);
      } else if (!startsWith(name, INTERNAL)) {
        byte[] plain = Arrays.copyOfRange(name, DISGUISE.length, name.length);
        names.removeIf(other -> Arrays.equals(other, plain));
        names.add(plain);
      }
    }
    return names;
  }

  @Override
  public byte[] get(byte[] name) throws IOException {
    try {
      return real.get(disguised(name));
    } catch (StoreException e) {
      if (startsWith(name, USER)) {
        throw e;
      }
      return real.get(name);
    }
  }

  @Override
  public void set(byte[] name, byte[] value) throws IOException {
    real.set(disguised(name), value);
  }

  @Override
  public void remove(byte[] name) throws IOException {
    real.remove(disguised(name));
  }

  @Override
  public Acl acl(Acl.Kind kind) throws IOException {
    byte[] value;
    try {
      value = real.get(FakeAclFormat.name(kind));
    } catch (StoreException e) {
      return Acl.NONE;
    }
    Acl kept = FakeAclFormat.decode(value);
    return kind == Acl.Kind.DEFAULT || kept.isNone() ? kept : kept.over(object.attributes().mode());
  }

  @Override
  public void setAcl(Acl.Kind kind, Acl acl) throws IOException {
    if (kind == Acl.Kind.ACCESS) {
      real.set(FakeAclFormat.name(kind), FakeAclFormat.encode(acl.withoutSharedParts()));
    } else if (!acl.isNone()) {
      real.set(FakeAclFormat.name(kind), FakeAclFormat.encode(acl));
    } else {
      removeDefault();
    }
  }

  private void removeDefault() throws IOException {
    try {
      real.remove(FakeAclFormat.name(Acl.Kind.DEFAULT));
    } catch (StoreException e) {
      if (e.errno() != Errno.ENODATA && e.errno() != Errno.EOPNOTSUPP) {
        throw e;
      }
    }
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
