// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Which extended attributes take part in a transfer, and what they are called here (rsync(1),
 * --xattrs). Immutable.
 *
 * <p>Without filter rules for attributes (modifier {@code x}) a super user copies all namespaces
 * but {@code system.}, others {@code user.} only; with such rules they alone decide. What rsync
 * itself keeps in attributes, {@code user.rsync.%...}, is copied only if asked for twice, and
 * removed where the source does not have it.
 */
public final class XattrRules {

  /** What holds for a super user without rules. */
  public static final XattrRules PLAIN = new XattrRules(true, 1, FilterList.EMPTY, Side.RECEIVER);

  private static final byte[] SYSTEM = bytes("system.");
  private static final byte[] USER = bytes("user.");
  private static final byte[] OWN = bytes("user.rsync.");
  private static final byte[] INTERNAL = bytes("user.rsync.%");

  private final boolean isSuper;
  private final boolean copiesInternal;
  private final FilterList filters;
  private final Side side;
  private final boolean filtered;
  private final boolean pretending;

  /**
   * @param isSuper whether this end may set attributes of every namespace
   * @param level how often --xattrs was given
   * @param filters the rules this end knows
   */
  public XattrRules(boolean isSuper, int level, FilterList filters, Side side) {
    this(isSuper, level > 1, filters, side, false);
  }

  private XattrRules(
      boolean isSuper, boolean copiesInternal, FilterList filters, Side side, boolean pretending) {
    this.isSuper = isSuper;
    this.copiesInternal = copiesInternal;
    this.pretending = pretending;
    this.filters = filters;
    this.side = side;
    this.filtered = filters.judgesAttributes(side);
  }

  /** The same for files that pretend: what was sent in disguise is here what it stands for. */
  public XattrRules pretending() {
    return new XattrRules(isSuper, copiesInternal, filters, side, true);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean startsWith(byte[] name, byte[] prefix) {
    return name.length >= prefix.length
        && Arrays.equals(name, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Whether a sender sends an attribute of this name. */
  public boolean sends(byte[] name) {
    return (filtered ? isIncluded(name) : !startsWith(name, SYSTEM)) && !isHidden(name);
  }

  /** Whether an attribute of this name at the destination is one that the source could have. */
  public boolean covers(byte[] name) {
    boolean within = isSuper ? filtered || !startsWith(name, SYSTEM) : startsWith(name, USER);
    return within && (!filtered || isIncluded(name));
  }

  /** Whether a received attribute is kept, under the name of {@link #stored}. */
  boolean keeps(byte[] name) {
    boolean within = isSuper || filtered || startsWith(name, USER);
    return within && (!filtered || isIncluded(name)) && !isHidden(name);
  }

  /** The name here of a received attribute: those an ordinary user cannot set are disguised. */
  byte[] stored(byte[] name) {
    if (pretending && startsWith(name, OWN) && !startsWith(name, INTERNAL)) {
      return Arrays.copyOfRange(name, OWN.length, name.length);
    }
    if (isSuper || startsWith(name, USER)) {
      return name;
    }
    byte[] disguised = Arrays.copyOf(OWN, OWN.length + name.length);
    System.arraycopy(name, 0, disguised, OWN.length, name.length);
    return disguised;
  }

  private boolean isIncluded(byte[] name) {
    return filters.judgeAttribute(name, side) != FilterList.Verdict.EXCLUDED;
  }

  private boolean isHidden(byte[] name) {
    return !copiesInternal && startsWith(name, INTERNAL);
  }
}
