// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same small tree as real rsync sends it in each protocol: a root directory, a regular file
 * that has a second link in a sub-directory, a fifo, a device, a symbolic link.
 */
class FileListCodecTest {
  private static final String ROOT_OLD = "01 01 2e 00100000 267d9365 ed410000 00000000 00000000";
  private static final String IDS_OLD =
      "01000000 06" + hex("daemon") + "00000000" + "02000000 03" + hex("bin") + "00000000";
  private static final String IDS = "01 06" + hex("daemon") + "00 02 03" + hex("bin") + "00";
  private static final String IDS_WITH_ZERO =
      "01 06"
          + hex("daemon")
          + "00 04"
          + hex("root")
          + "02 03"
          + hex("bin")
          + "00 04"
          + hex("root");

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /** One capture of a whole list. */
  private record Golden(String name, ListFormat format, byte[] bytes) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Golden> goldens() {
    return Stream.of(
        new Golden(
            "protocol 27",
            Formats.archive(27, 0),
            bytes(
                ROOT_OLD
                    + "01 01 66 03000000 257d9365 80810000 01000000 02000000 01fe0000 fb7f3200"
                    + "04 01 70 00000000 267d9365 a4110000 00000000 00000000"
                    + "98 01 63 00000000 a4210000 40040000"
                    + "98 01 73 01000000 ffa10000 01000000 66"
                    + "98 01 64 00100000 ed410000"
                    + "20 01 02 2f67 03000000 257d9365 80810000 01000000 02000000"
                    + "01fe0000 fb7f3200"
                    + "00"
                    + IDS_OLD
                    + "00000000")),
        new Golden("protocol 28", Formats.archive(28, 0), old()),
        new Golden("protocol 29", Formats.archive(29, 0), old()),
        new Golden(
            "protocol 30",
            Formats.archive(30, 0),
            bytes(
                "01 01 2e 000010 65267d93 ed410000 00 00"
                    + "04 12 01 66 000300 65257d93 80810000 01 02"
                    + "04 01 01 70 000000 65267d93 a4110000 00 00 00"
                    + "98 01 63 000000 a4210000 04 40"
                    + "98 01 73 000100 ffa10000 01 66"
                    + "98 01 64 000010 ed410000"
                    + "24 02 01 02 2f67 01"
                    + "00"
                    + IDS)),
        new Golden(
            "protocol 31, byte flags",
            Formats.archive(31, Formats.SAFE),
            bytes(
                "01 01 2e 000010 65267d93 ed410000 00 00"
                    + "04 32 01 66 000300 65257d93 ee80b2e6 80810000 01 02"
                    + "01 01 70 000000 65267d93 a4110000 00 00"
                    + "98 01 63 000000 a4210000 04 40"
                    + "98 01 73 000100 ffa10000 01 66"
                    + "98 01 64 000010 ed410000"
                    + "24 22 01 02 2f67 01"
                    + "00"
                    + IDS)),
        new Golden(
            "protocol 32, varint flags",
            Formats.archive(32, Formats.SAFE | Formats.VARINT_FLAGS | Formats.ID0),
            bytes(
                "01 01 2e 000010 65267d93 ed410000 00 00"
                    + "b200 01 66 000300 65257d93 ee80b2e6 80810000 01 02"
                    + "04 01 70 000000 65267d93 a4110000 00 00"
                    + "8098 01 63 000000 a4210000 04 40"
                    + "8098 01 73 000100 ffa10000 01 66"
                    + "8098 01 64 000010 ed410000"
                    + "a220 01 02 2f67 01"
                    + "00 00"
                    + IDS_WITH_ZERO)));
  }

  private static byte[] old() {
    return bytes(
        ROOT_OLD
            + "04 02 01 66 03000000 257d9365 80810000 01000000 02000000 01fe0000 fb7f3200"
            + "04 09 01 70 00000000 267d9365 a4110000 00000000 00000000 00"
            + "9c 08 01 63 00000000 a4210000 04000000 40"
            + "98 01 73 01000000 ffa10000 01000000 66"
            + "98 01 64 00100000 ed410000"
            + "24 06 01 02 2f67 03000000 257d9365 80810000 01000000 02000000 fb7f3200"
            + "00"
            + IDS_OLD
            + "00000000");
  }

  private static final ListFormat INCREMENTAL =
      Formats.archive(32, Formats.SAFE | Formats.VARINT_FLAGS | Formats.ID0 | Formats.INC);

  private static final byte[] INCREMENTAL_FIRST =
      bytes(
          "8c01 01 2e 000010 65267d93 ed410000 00 04"
              + hex("root")
              + "00 04"
              + hex("root")
              + "be00 01 66 000300 65257d93 ee80b2e6 80810000 01 06"
              + hex("daemon")
              + "02 03"
              + hex("bin")
              + "04 01 70 000000 65267d93 a4110000 00 00"
              + "8098 01 63 000000 a4210000 04 40"
              + "8098 01 73 000100 ffa10000 01 66"
              + "8098 01 64 000010 ed410000"
              + "00 00");

  private static final byte[] INCREMENTAL_SECOND =
      bytes("a220 01 02 2f67 02 000300 65257d93 ee80b2e6 80810000 01 02 00 00");

  private static FileListDecoder decoder(ListFormat format, byte[] input) {
    return new FileListDecoder(
        format,
        new OwnerMapping(FakeIds.debian(), false),
        new WireInput(new ByteArrayInputStream(input)));
  }

  private static FileList decode(ListFormat format, byte[] input) throws IOException {
    return decoder(format, input).readFirst();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void decodesWhatRealRsyncSends(Golden golden) throws IOException {
    FileList list = decode(golden.format, golden.bytes);

    assertThat(names(list)).containsExactlyInAnyOrder(".", "c", "d", "d/g", "f", "p", "s");
    FileEntry file = entry(list, "f");
    assertThat(file.mode()).isEqualTo(0100600);
    assertThat(file.size()).isEqualTo(3);
    assertThat(file.mtime()).isEqualTo(0x65937D25L);
    assertThat(file.mtimeNanos())
        .isEqualTo(golden.format.session().nanosecondTimes() ? 250_000_000 : 0);
    assertThat(file.uid()).isEqualTo(1);
    assertThat(file.gid()).isEqualTo(2);
    FileEntry second = entry(list, "d/g");
    assertThat(second.hardLinkGroup()).isEqualTo(file.hardLinkGroup()).isNotNegative();
    assertThat(second.mode()).isEqualTo(file.mode());
    assertThat(second.mtime()).isEqualTo(file.mtime());
    FileEntry device = entry(list, "c");
    assertThat(device.mode()).isEqualTo(020644);
    assertThat(device.rdevMajor()).isEqualTo(4);
    assertThat(device.rdevMinor()).isEqualTo(64);
    assertThat(entry(list, "s").linkTarget()).isEqualTo(new byte[] {'f'});
    assertThat(entry(list, "p").isSpecial()).isTrue();
    assertThat(entry(list, ".").isTop()).isTrue();
    assertThat(entry(list, ".").hasContent()).isTrue();
    assertThat(entry(list, "d").hasContent()).isTrue();
    assertThat(entry(list, "d").isTop()).isFalse();
    assertThat(list.totalSize()).isEqualTo(7);
    assertThat(list.firstIndex()).isZero();
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void encodesTheSameBytesAsRealRsync(Golden golden) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    FileListEncoder encoder = new FileListEncoder(golden.format, FakeIds.debian(), out);

    encoder.write(tree(golden.format), 0);
    out.flush();

    assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
        .isEqualTo(HexFormat.of().formatHex(golden.bytes));
  }

  @ParameterizedTest
  @MethodSource("goldens")
  void aListCutAnywhereIsAnUnexpectedEnd(Golden golden) {
    for (int length = 0; length < golden.bytes.length; length++) {
      byte[] cut = Arrays.copyOf(golden.bytes, length);
      assertThatThrownBy(() -> decode(golden.format, cut))
          .as("cut at %d", length)
          .isInstanceOfSatisfying(
              RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.STREAM_IO));
    }
  }

  @Test
  void readsListsOfDirectoriesUnderIncrementalRecursion() throws IOException {
    FileListDecoder decoder = decoder(INCREMENTAL, concat(INCREMENTAL_FIRST, INCREMENTAL_SECOND));

    FileList first = decoder.readFirst();
    FileList second = decoder.readSegment(1);

    assertThat(names(first)).containsExactly(".", "c", "f", "p", "s", "d");
    assertThat(first.firstIndex()).isEqualTo(1);
    assertThat(first.directoryNumber()).isEqualTo(-1);
    assertThat(names(second)).containsExactly("d/g");
    assertThat(second.firstIndex()).isEqualTo(8);
    assertThat(second.directoryNumber()).isEqualTo(1);
    assertThat(second.entry(0).hardLinkGroup()).isEqualTo(entry(first, "f").hardLinkGroup());
    assertThat(second.entry(0).size()).isEqualTo(3);
    assertThat(second.entry(0).index()).isEqualTo(8);
  }

  @Test
  void writesListsOfDirectoriesUnderIncrementalRecursion() throws IOException {
    FileListBuilder first = new FileListBuilder(true, 1, -1);
    for (EntryDraft draft : drafts(INCREMENTAL, 1).subList(0, 6)) {
      first.add(draft);
    }
    FileListBuilder second = new FileListBuilder(true, 8, 1);
    second.add(drafts(INCREMENTAL, 1).get(6));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    FileListEncoder encoder = new FileListEncoder(INCREMENTAL, FakeIds.debian(), out);

    encoder.write(first.build(0), 0);
    encoder.write(second.build(0), 0);
    out.flush();

    assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
        .isEqualTo(HexFormat.of().formatHex(concat(INCREMENTAL_FIRST, INCREMENTAL_SECOND)));
  }

  @Test
  void refusesAnOldListWithoutAnImpliedDirectory() throws IOException {
    ListFormat format = Formats.builder(29, 0).relative().build();
    FileListBuilder list = new FileListBuilder(true, 0, -1);
    list.add(draft("a/f", 0100600, 3, 0x65937D25L));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    new FileListEncoder(format, FakeIds.debian(), out).write(list.build(0), 0);
    out.flush();

    FileListDecoder decoder = decoder(format, bytes.toByteArray());
    assertThatThrownBy(decoder::readFirst)
        .hasMessage("ABORTING due to invalid path from sender: a/f");
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static FileList tree(ListFormat format) throws RsyncException {
    FileListBuilder builder = new FileListBuilder(format.session().filesBeforeDirectories(), 0, -1);
    for (EntryDraft draft : drafts(format, 0)) {
      builder.add(draft);
    }
    return builder.build(0);
  }

  private static List<EntryDraft> drafts(ListFormat format, int firstIndex) {
    boolean inodes = format.session().protocol() < 30;
    EntryDraft root = draft(".", 0040755, 0x1000, 0x65937D26L);
    root.flags = EntryFlag.TOP | EntryFlag.CONTENT;
    EntryDraft fifo = draft("p", 0010644, 0, 0x65937D26L);
    EntryDraft device = draft("c", 0020644, 0, 0x65937D26L);
    device.rdev = EntryDraft.rdev(4, 64);
    EntryDraft link = draft("s", 0120777, 1, 0x65937D26L);
    link.linkTarget = new byte[] {'f'};
    EntryDraft directory = draft("d", 0040755, 0x1000, 0x65937D26L);
    directory.flags = EntryFlag.CONTENT;
    return List.of(
        root,
        linked("f", inodes, firstIndex),
        fifo,
        device,
        link,
        directory,
        linked("d/g", inodes, firstIndex));
  }

  private static EntryDraft linked(String name, boolean inodes, int firstIndex) {
    EntryDraft draft = draft(name, 0100600, 3, 0x65937D25L);
    draft.mtimeNanos = 250_000_000;
    draft.uid = 1;
    draft.gid = 2;
    draft.hardLinkGroup = firstIndex + 1;
    if (inodes) {
      draft.hasInode = true;
      draft.device = 0xFE00;
      draft.inode = 3309563;
    }
    return draft;
  }

  private static EntryDraft draft(String name, int mode, long size, long mtime) {
    EntryDraft draft = new EntryDraft();
    draft.setName(name.getBytes(StandardCharsets.UTF_8));
    draft.mode = mode;
    draft.size = size;
    draft.mtime = mtime;
    return draft;
  }

  private static List<String> names(FileList list) {
    return IntStream.range(0, list.size())
        .mapToObj(i -> new String(list.entry(i).name(), StandardCharsets.UTF_8))
        .toList();
  }

  private static FileEntry entry(FileList list, String name) {
    int position = list.find(name.getBytes(StandardCharsets.UTF_8));
    assertThat(position).as(name).isNotNegative();
    return list.entry(position);
  }
}
