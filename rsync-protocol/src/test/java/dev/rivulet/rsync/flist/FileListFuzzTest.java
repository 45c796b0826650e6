// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.Mutations;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists that chance has changed are decoded or refused, and random ones come back as they were. */
class FileListFuzzTest {
  private static final int RUNS = 2000;

  private static List<ListFormat> formats() {
    int modern = Formats.SAFE | Formats.VARINT_FLAGS | Formats.ID0;
    return List.of(
        Formats.archive(27, 0),
        Formats.archive(28, 0),
        Formats.builder(29, 0).checksum(16).build(),
        Formats.archive(30, Formats.SAFE),
        Formats.builder(31, Formats.SAFE).atimes().relative().build(),
        Formats.builder(32, modern).checksum(8).build(),
        Formats.builder(32, modern).relative().deleteMissing().numericIds().build());
  }

  private static byte[] encode(ListFormat format, FileList list) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    new FileListEncoder(format, FakeIds.debian(), out).write(list, 3);
    out.flush();
    return bytes.toByteArray();
  }

  private static FileListDecoder decoder(ListFormat format, byte[] bytes) {
    return new FileListDecoder(
        format,
        new OwnerMapping(FakeIds.debian(), false),
        new WireInput(new ByteArrayInputStream(bytes)));
  }

  @ParameterizedTest
  @ValueSource(longs = {101, 102, 103})
  void changedListsAreDecodedOrRefused(long seed) throws IOException {
    for (ListFormat format : formats()) {
      byte[] golden = encode(format, randomList(format, new Random(seed), 30));
      Mutations.survive(bytes -> useAll(decoder(format, bytes).readFirst()), golden, seed, RUNS);
    }
  }

  @Test
  void changedIncrementalListsAreDecodedOrRefused() throws IOException {
    int compat = Formats.SAFE | Formats.VARINT_FLAGS | Formats.INC;
    ListFormat format = Formats.builder(32, compat).build();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    FileListEncoder encoder = new FileListEncoder(format, FakeIds.debian(), out);
    encoder.write(segment(1, "d/", "e/", "f"), 0);
    encoder.write(segment(5, "d/f", "d/g/"), 1);
    encoder.write(segment(8, "e/f"), 0);
    out.flush();

    Mutations.survive(
        changed -> {
          FileListDecoder decoder = decoder(format, changed);
          useAll(decoder.readFirst());
          useAll(decoder.readSegment(0));
          useAll(decoder.readSegment(1));
        },
        bytes.toByteArray(),
        104,
        RUNS);
  }

  private static FileList segment(int firstIndex, String... names) throws IOException {
    FileListBuilder builder = new FileListBuilder(true, firstIndex, -1);
    for (String name : names) {
      EntryDraft draft = Drafts.draft(name);
      draft.hardLinkGroup = name.endsWith("f") ? 3 : -1;
      builder.add(draft);
    }
    return builder.build(0);
  }

  /** Everything a session may ask of a list. */
  private static void useAll(FileList list) {
    for (int i = 0; i < list.size(); i++) {
      FileEntry entry = list.entry(i);
      int found = list.find(entry.name());
      assertThat(found).isBetween(-1, list.size() - 1);
      if (entry.isActive()) {
        assertThat(entry.path().bytes()).isNotEmpty();
        assertThat(found).isNotNegative();
      }
      assertThat(entry.linkTarget()).hasSizeLessThan(4096);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void randomListsComeBackAsTheyWere(long seed) throws IOException {
    for (ListFormat format : formats()) {
      FileList sent = randomList(format, new Random(seed), 200);
      FileList received = decoder(format, encode(format, sent)).readFirst();
      String where = "seed " + seed + ", protocol " + format.session().protocol();

      assertThat(received.size()).as(where).isEqualTo(sent.size());
      assertThat(received.ioError()).as(where).isEqualTo(3);
      for (int i = 0; i < sent.size(); i++) {
        assertSame(format, sent.entry(i), received.entry(i), where);
      }
    }
  }

  private static void assertSame(
      ListFormat format, FileEntry sent, FileEntry received, String where) {
    boolean nanos = format.session().nanosecondTimes();
    boolean old = format.session().protocol() < 30;
    assertThat(Drafts.name(received)).as(where).isEqualTo(Drafts.name(sent));
    assertThat(received.mode()).as(where).isEqualTo(sent.mode());
    assertThat(received.size()).as(where).isEqualTo(sent.size());
    assertThat(received.mtime())
        .as(where)
        .isEqualTo(old ? sent.mtime() & 0xffffffffL : sent.mtime());
    assertThat(received.mtimeNanos()).as(where).isEqualTo(nanos ? sent.mtimeNanos() : 0);
    assertThat(received.uid()).as(where).isEqualTo(sent.uid());
    assertThat(received.gid()).as(where).isEqualTo(sent.gid());
    assertThat(received.rdevMajor()).as(where).isEqualTo(sent.rdevMajor());
    assertThat(received.rdevMinor()).as(where).isEqualTo(sent.rdevMinor());
    assertThat(received.linkTarget()).as(where).isEqualTo(sent.linkTarget());
    assertThat(received.checksum()).as(where).isEqualTo(sent.checksum());
    assertThat(received.hasContent()).as(where).isEqualTo(sent.hasContent());
    if (format.atimes() && !sent.isDirectory()) {
      assertThat(received.atime()).as(where).isEqualTo(sent.atime());
    }
  }

  private static FileList randomList(ListFormat format, Random random, int count)
      throws IOException {
    FileListBuilder builder = new FileListBuilder(format.session().filesBeforeDirectories(), 0, -1);
    EntryDraft root = Drafts.draft("./");
    root.flags = EntryFlag.TOP | EntryFlag.CONTENT;
    builder.add(root);
    String directory = "";
    for (int i = 0; i < count; i++) {
      EntryDraft draft = randomDraft(format, random, directory, i);
      builder.add(draft);
      if ((draft.mode & 0170000) == 0040000 && draft.nameLength < 1000) {
        directory = new String(draft.nameBytes(), StandardCharsets.UTF_8) + "/";
      }
    }
    return builder.build(0);
  }

  private static EntryDraft randomDraft(
      ListFormat format, Random random, String directory, int number) {
    int[] types = {0100000, 0100000, 0100000, 0040000, 0120000, 0020000, 0060000, 0010000, 0140000};
    int type = types[random.nextInt(types.length)];
    String name = directory + "n" + "x".repeat(random.nextInt(10) == 0 ? 300 : 2) + number;
    EntryDraft draft = Drafts.draft(name, type | random.nextInt(010000));
    boolean device = type == 0020000 || type == 0060000;
    boolean hasLength = type == 0100000 || type == 0120000 || type == 0040000;
    draft.flags = type == 0040000 ? EntryFlag.CONTENT : 0;
    draft.size = hasLength ? (random.nextInt(9) == 0 ? 1L << 40 : random.nextInt(5000)) : 0;
    draft.mtime = random.nextInt(3) == 0 ? 1_700_000_000L : random.nextInt();
    draft.mtimeNanos = random.nextBoolean() ? 0 : random.nextInt(1_000_000_000);
    draft.atime = random.nextInt(3) == 0 ? random.nextLong() >> 8 : 5;
    draft.uid = random.nextInt(3) == 0 ? random.nextInt() : 1;
    draft.gid = random.nextInt(3) == 0 ? random.nextInt(100_000) : 2;
    draft.rdev = device ? EntryDraft.rdev(random.nextInt(4) * 64, random.nextInt(2) * 255 + 1) : 0;
    draft.linkTarget =
        type == 0120000 ? Drafts.bytes("t".repeat(1 + random.nextInt(300))) : draft.linkTarget;
    if (format.checksumLength() > 0 && type == 0100000) {
      draft.checksum = new byte[format.checksumLength()];
      random.nextBytes(draft.checksum);
    }
    if (format.session().protocol() < 28 && type == 0100000) {
      draft.hasInode = true;
      draft.device = 7;
      draft.inode = number;
    }
    return draft;
  }
}
