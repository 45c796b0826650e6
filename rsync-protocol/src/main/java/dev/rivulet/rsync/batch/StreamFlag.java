// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.batch;

import dev.rivulet.rsync.options.Append;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The options that shape the data in a batch file, as bits at its beginning in this order; whoever
 * repeats the transfer has to have the same.
 */
enum StreamFlag {
  RECURSIVE("--recurse (-r)", o -> o.selection().recursive(), TransferOptionsBuilder::recursive),
  OWNER("--owner (-o)", o -> o.preserve().owner(), TransferOptionsBuilder::owner),
  GROUP("--group (-g)", o -> o.preserve().group(), TransferOptionsBuilder::group),
  LINKS("--links (-l)", o -> o.preserve().links(), TransferOptionsBuilder::links),
  DEVICES("--devices (-D)", o -> o.preserve().devices(), (b, on) -> b.devices(on).specials(on)),
  HARD_LINKS("--hard-links (-H)", o -> o.preserve().hardLinks(), TransferOptionsBuilder::hardLinks),
  CHECKSUM("--checksum (-c)", o -> o.update().checksum(), TransferOptionsBuilder::checksum),
  DIRS(
      "--dirs (-d)",
      o -> o.selection().dirs() || o.selection().recursive(),
      TransferOptionsBuilder::dirs),
  COMPRESS("--compress (-z)", o -> o.wire().compress(), StreamFlag::compress),
  /** Cannot be made good without knowing the character sets. */
  ICONV("--iconv", o -> !o.wire().iconv().isEmpty(), (b, on) -> {}),
  ACLS("--acls (-A)", o -> o.preserve().acls(), TransferOptionsBuilder::acls),
  XATTRS("--xattrs (-X)", o -> o.preserve().xattrs() > 0, (b, on) -> b.xattrs(on ? 1 : 0)),
  INPLACE("--inplace", o -> o.delivery().inplace(), TransferOptionsBuilder::inplace),
  APPEND(
      "--append",
      o -> o.delivery().append() == Append.YES,
      (b, on) -> b.append(on ? Append.YES : Append.NO)),
  APPEND_VERIFY(
      "--append-verify",
      o -> o.delivery().append() == Append.VERIFY,
      (b, on) -> b.append(on ? Append.VERIFY : Append.NO));

  private final String option;
  private final Predicate<TransferOptions> value;
  private final BiConsumer<TransferOptionsBuilder, Boolean> change;

  StreamFlag(
      String option,
      Predicate<TransferOptions> value,
      BiConsumer<TransferOptionsBuilder, Boolean> change) {
    this.option = option;
    this.value = value;
    this.change = change;
  }

  /** All bits, whatever the protocol. */
  static int bits(TransferOptions options) {
    int bits = 0;
    for (StreamFlag flag : values()) {
      bits |= flag.value.test(options) ? flag.bit() : 0;
    }
    return bits;
  }

  /** Those that mean something in a recording of this protocol; of others the reader decides. */
  static List<StreamFlag> of(int protocol) {
    StreamFlag end = protocol >= 30 ? null : protocol == 29 ? ICONV : DIRS;
    return Arrays.stream(values()).limit(end == null ? values().length : end.ordinal()).toList();
  }

  /** Whether the recorded transfer and the options differ here. */
  boolean differs(int bits, TransferOptions options) {
    return isIn(bits) != value.test(options);
  }

  /** The options with these flags as they are in the bits; those that are off come first. */
  static TransferOptions apply(List<StreamFlag> flags, int bits, TransferOptions options) {
    TransferOptionsBuilder builder = options.toBuilder();
    flags.stream().filter(flag -> !flag.isIn(bits)).forEach(f -> f.change.accept(builder, false));
    flags.stream().filter(flag -> flag.isIn(bits)).forEach(f -> f.change.accept(builder, true));
    boolean dirs = DIRS.value.test(options) != flags.contains(DIRS);
    return builder.dirs(dirs && !RECURSIVE.isIn(bits)).build();
  }

  /** What a user is told of a change. */
  String notice(int bits) {
    return (isIn(bits) ? "Setting" : "Clearing")
        + " the "
        + option
        + " option to match the batchfile.";
  }

  boolean isIn(int bits) {
    return (bits & bit()) != 0;
  }

  private int bit() {
    return 1 << ordinal();
  }

  /** A choice of how to compress is no reason to compress. */
  private static void compress(TransferOptionsBuilder builder, boolean on) {
    builder.compress(on);
    if (!on) {
      builder.compressChoice("");
    }
  }
}
