// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.store.ChmodRules;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a receiving side refuses, with rsync's words and exit codes. */
class FileListValidationTest {
  private static final int REGULAR = 0100644;
  private static final int DIRECTORY = 0040755;
  private static final int SAME_TIME_AND_IDS = 0x98;
  private static final int VARINT = Formats.SAFE | Formats.VARINT_FLAGS;
  private static final ListFormat PLAIN = Formats.archive(32, VARINT);
  private static final ListFormat INC = Formats.archive(32, VARINT | Formats.INC);
  private static final ListFormat RELATIVE = Formats.builder(32, VARINT).relative().build();
  private static final byte[] NO_IDS = {0, 0};

  /** Writes lists field by field, whatever they say. */
  private static final class Wire {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final WireOutput out = new WireOutput(bytes);

    Wire entry(String name, int mode) throws IOException {
      return entry(0, name, mode);
    }

    Wire entry(int flags, String name, int mode) throws IOException {
      name(flags | SAME_TIME_AND_IDS, name);
      out.writeVarlong(0, 3);
      out.writeInt(mode);
      return this;
    }

    Wire name(int flags, String name) throws IOException {
      byte[] text = Drafts.bytes(name);
      boolean isLong = text.length > 255;
      out.writeVarint(isLong ? flags | 0x40 : flags);
      if (isLong) {
        out.writeVarint(text.length);
      } else {
        out.writeByte(text.length);
      }
      out.writeBytes(text);
      return this;
    }

    Wire varint(int value) throws IOException {
      out.writeVarint(value);
      return this;
    }

    Wire varlong(long value, int minBytes) throws IOException {
      out.writeVarlong(value, minBytes);
      return this;
    }

    Wire int32(int value) throws IOException {
      out.writeInt(value);
      return this;
    }

    Wire raw(int... values) throws IOException {
      for (int value : values) {
        out.writeByte(value);
      }
      return this;
    }

    Wire end() throws IOException {
      return raw(0, 0);
    }

    Wire endWithIds() throws IOException {
      end();
      out.writeBytes(NO_IDS);
      return this;
    }

    byte[] bytes() throws IOException {
      out.flush();
      return bytes.toByteArray();
    }
  }

  private static FileListDecoder decoder(ListFormat format, Wire wire) throws IOException {
    return decoder(format, RequestedNames.ANY, wire);
  }

  private static FileListDecoder decoder(ListFormat format, RequestedNames names, Wire wire)
      throws IOException {
    return new FileListDecoder(
        format,
        new OwnerMapping(FakeIds.debian(), false),
        names,
        ChmodRules.NONE,
        XattrRules.PLAIN,
        UntranslatableNames.UNHEARD,
        new WireInput(new ByteArrayInputStream(wire.bytes())));
  }

  private static FileList read(ListFormat format, Wire wire) throws IOException {
    return decoder(format, wire).readFirst();
  }

  private static void assertRefused(ListFormat format, Wire wire, ExitCode exitCode, String message)
      throws IOException {
    FileListDecoder decoder = decoder(format, wire);
    assertRefused(decoder::readFirst, exitCode, message);
  }

  /** Something that reads. */
  @FunctionalInterface
  private interface Reading {
    FileList read() throws IOException;
  }

  private static void assertRefused(Reading reading, ExitCode exitCode, String message) {
    assertThatThrownBy(reading::read)
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(exitCode))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../x", "a/../b", "a/..", "a/./../b", "/etc", "/"})
  void refusesNamesThatLeadOut(String name) throws IOException {
    assertRefused(
        PLAIN,
        new Wire().entry(name, DIRECTORY),
        ExitCode.UNSUPPORTED,
        "ABORTING due to unsafe pathname from sender: " + name);
  }

  @ParameterizedTest
  @CsvSource({
    "a//b, a/b",
    "./a, a",
    "a/./b, a/b",
    "a/, a",
    "a/., a",
    "./, .",
    "., .",
    "a//, a",
    "..a, ..a",
    "a/...b, a/...b"
  })
  void cleansNames(String wire, String clean) throws IOException {
    ListFormat format = PLAIN;
    FileList list =
        read(format, new Wire().entry("a", DIRECTORY).entry(wire, DIRECTORY).endWithIds());

    assertThat(list.find(Drafts.bytes(clean))).isNotNegative();
  }

  @Test
  void aNameEndsAtItsFirstNul() throws IOException {
    FileList list = read(PLAIN, new Wire().entry("ab\0../cd", REGULAR).endWithIds());

    assertThat(Drafts.names(list)).containsExactly("ab");
  }

  @Test
  void anEmptyNameIsAnInactiveEntry() throws IOException {
    FileList list = read(PLAIN, new Wire().entry("", REGULAR).entry("b", REGULAR).endWithIds());

    assertThat(Drafts.activeNames(list)).containsExactly("b");
    assertThat(list.size()).isEqualTo(2);
  }

  @Test
  void aLeadingSlashIsTakenOffWithRelative() throws IOException {
    FileList list =
        read(RELATIVE, new Wire().entry("/data", DIRECTORY).entry("/data/f", REGULAR).endWithIds());

    assertThat(Drafts.names(list)).containsExactly("data/", "data/f");
  }

  @Test
  void refusesALongName() throws IOException {
    assertRefused(
        PLAIN,
        new Wire().varint(SAME_TIME_AND_IDS | 0x40).varint(4096),
        ExitCode.MALLOC,
        "overflow: xflags=0xd8 l1=0 l2=4096 lastname= [Receiver]\n"
            + "buffer overflow: recv_file_entry");
    assertRefused(
        PLAIN,
        new Wire().varint(SAME_TIME_AND_IDS | 0x40).varint(-1),
        ExitCode.MALLOC,
        "overflow: xflags=0xd8 l1=0 l2=-1");
    assertRefused(
        PLAIN,
        new Wire()
            .entry("a".repeat(3900), REGULAR)
            .varint(SAME_TIME_AND_IDS | 0x60)
            .raw(255)
            .varint(3841),
        ExitCode.MALLOC,
        "overflow: xflags=0xf8 l1=255 l2=3841 lastname=a");
  }

  @Test
  void refusesToShareMoreOfAPreviousNameThanThereIs() throws IOException {
    assertRefused(
        PLAIN,
        new Wire().entry("ab", REGULAR).varint(SAME_TIME_AND_IDS | 0x20).raw(3, 0),
        ExitCode.MALLOC,
        "overflow: xflags=0xb8 l1=3 l2=0 lastname=ab");
  }

  @Test
  void refusesARootThatIsNoDirectory() throws IOException {
    assertRefused(
        PLAIN,
        new Wire().entry(".", REGULAR),
        ExitCode.PROTOCOL,
        "ERROR: rejecting non-directory transfer-root entry: .");
    assertRefused(
        RELATIVE,
        new Wire().entry("/.", REGULAR),
        ExitCode.PROTOCOL,
        "ERROR: rejecting non-directory transfer-root entry: .");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0644, 0170000, 0030644, 0150777})
  void refusesModesOfNoType(int mode) throws IOException {
    assertRefused(
        PLAIN,
        new Wire().entry(0, "f", mode),
        ExitCode.PROTOCOL,
        "invalid file mode 0%o for f [Receiver]".formatted(mode));
  }

  @Test
  void modeZeroIsAMissingArgumentWhereThoseAreDeleted() throws IOException {
    ListFormat format = Formats.builder(32, VARINT).deleteMissing().build();

    FileList list = read(format, new Wire().entry("no/f", 0).endWithIds());

    assertThat(list.entry(0).isMissingArgument()).isTrue();
  }

  @Test
  void refusesANegativeLength() throws IOException {
    assertRefused(
        PLAIN,
        new Wire().name(SAME_TIME_AND_IDS, "f").varlong(-1, 3).int32(REGULAR),
        ExitCode.UNSUPPORTED,
        "Offset underflow: file-length is negative");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000_000, -1})
  void refusesNanosecondsOutOfRange(int nanos) throws IOException {
    assertRefused(
        PLAIN,
        new Wire().name(SAME_TIME_AND_IDS | 0x2000, "f").varlong(1, 3).varint(nanos),
        ExitCode.PROTOCOL,
        "wire value modtime_nsec out of range: " + nanos);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 4096, Integer.MAX_VALUE})
  void refusesLinkTargetsOutOfRange(int length) throws IOException {
    assertRefused(
        PLAIN,
        new Wire().entry("l", 0120777).varint(length),
        ExitCode.MALLOC,
        "overflow: linkname_len=" + length);
  }

  @Test
  void acceptsAnEmptyLinkTarget() throws IOException {
    FileList list = read(PLAIN, new Wire().entry("l", 0120777).varint(0).endWithIds());

    assertThat(list.entry(0).linkTarget()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1, 2, Integer.MAX_VALUE})
  void refusesHardLinksToEntriesThatAreNotThere(int index) throws IOException {
    assertRefused(
        PLAIN,
        new Wire().entry("f", REGULAR).name(SAME_TIME_AND_IDS | 0x200, "g").varint(index),
        ExitCode.PROTOCOL,
        "hard-link reference out of range: " + index + " (1)");
  }

  @Test
  void refusesAHardLinkToAnEntryThatIsNoFirstLink() throws IOException {
    assertRefused(
        PLAIN,
        new Wire().entry("f", REGULAR).name(SAME_TIME_AND_IDS | 0x200, "g").varint(0),
        ExitCode.PROTOCOL,
        "hard-link reference to no first link: 0");
  }

  @Test
  void refusesAGroupThatNoEarlierListIntroduced() throws IOException {
    Wire wire =
        new Wire()
            .entry("d", DIRECTORY)
            .entry(0x1200, "f", REGULAR)
            .end()
            .name(SAME_TIME_AND_IDS | 0x200, "d/g")
            .varint(1);
    FileListDecoder decoder = decoder(INC, wire);
    decoder.readFirst();

    assertRefused(
        () -> decoder.readSegment(0), ExitCode.PROTOCOL, "hard-link gnum 1 precedes flist start 4");
  }

  @Test
  void refusesHardLinksWhereNobodyAskedForThem() throws IOException {
    ListFormat format = Formats.builder(32, VARINT).withoutHardLinks().build();

    assertRefused(
        format, new Wire().entry(0x200, "f", REGULAR), ExitCode.PROTOCOL, "hard-link flag");
  }

  @Test
  void refusesAnErrorEndMarkerFromAPeerWithoutSafeLists() throws IOException {
    assertRefused(
        Formats.archive(30, 0),
        new Wire().raw(0x04, 0x10, 0x01),
        ExitCode.PROTOCOL,
        "Invalid flist flag: 1004");
  }

  @Test
  void takesTheIoErrorBitsOfEveryEndMarker() throws IOException {
    ListFormat old = Formats.archive(29, 0);
    Wire oldEnd = new Wire().raw(0).int32(0).int32(0).int32(3);
    ListFormat safe = Formats.archive(30, Formats.SAFE);

    assertThat(read(old, oldEnd).ioError()).isEqualTo(3);
    assertThat(read(safe, new Wire().raw(0x04, 0x10, 0x02, 0, 0)).ioError()).isEqualTo(2);
    assertThat(read(PLAIN, new Wire().raw(0, 0x7f, 0, 0)).ioError()).isEqualTo(7);
    assertThat(read(PLAIN, new Wire().endWithIds()).ioError()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/f", "a/b/f"})
  void refusesNamesWhoseDirectoryIsNotInTheList(String name) throws IOException {
    assertRefused(
        PLAIN,
        new Wire().entry("x", DIRECTORY).entry("a", REGULAR).entry(name, REGULAR).endWithIds(),
        ExitCode.PROTOCOL,
        "ABORTING due to invalid path from sender: " + name);
  }

  @Test
  void refusesNamesOutsideTheListsDirectory() throws IOException {
    Wire first = new Wire().entry("d", DIRECTORY).end();
    for (String name : List.of("f", "e/f", "d/e/f", "dx/f")) {
      FileListDecoder decoder =
          decoder(INC, new Wire().entry("d", DIRECTORY).end().entry(name, REGULAR));
      decoder.readFirst();
      assertRefused(
          () -> decoder.readSegment(0),
          ExitCode.UNSUPPORTED,
          "ABORTING due to invalid path from sender: " + name);
    }
    assertRefused(
        INC,
        new Wire().entry("d/f", REGULAR),
        ExitCode.UNSUPPORTED,
        "ABORTING due to invalid path from sender: d/f");
    assertThat(read(INC, first).size()).isEqualTo(1);
  }

  @Test
  void refusesListsOfDirectoriesThatDoNotExist() throws IOException {
    Wire wire = new Wire().entry("d", DIRECTORY).entry("e", DIRECTORY).end();
    for (int number : new int[] {2, -1, -97, Integer.MAX_VALUE}) {
      FileListDecoder decoder = decoder(INC, wire);
      decoder.readFirst();
      assertRefused(
          () -> decoder.readSegment(number),
          ExitCode.PROTOCOL,
          "Invalid dir index: " + (-101 - number) + " (-101 - -102)");
    }
  }

  @Test
  void refusesASecondListForADirectory() throws IOException {
    FileListDecoder decoder = decoder(INC, new Wire().entry("d", DIRECTORY).end().end().end());
    decoder.readFirst();
    decoder.readSegment(0);

    assertRefused(
        () -> decoder.readSegment(0),
        ExitCode.PROTOCOL,
        "rsync: refusing malicious duplicate flist for dir 0");
  }

  @Test
  void refusesAListForAnInactiveDirectory() throws IOException {
    FileListDecoder decoder =
        decoder(INC, new Wire().entry("d", DIRECTORY).entry("d", DIRECTORY).end().end());
    decoder.readFirst();

    assertRefused(
        () -> decoder.readSegment(1),
        ExitCode.PROTOCOL,
        "rsync: refusing flist for cleared dir_ndx 1");
  }

  @Test
  void namesOfIdsAreMappedToLocalNumbers() throws IOException {
    FakeIds local = new FakeIds(Map.of(77, "daemon"), Map.of(88, "bin"), true);
    Wire wire = new Wire().name(0x80, "f").varlong(0, 3).int32(REGULAR).varint(1).varint(2).end();
    wire.varint(1).raw(6).raw('d', 'a', 'e', 'm', 'o', 'n').varint(0);
    wire.varint(2).raw(3).raw('b', 'i', 'n').varint(0);
    FileListDecoder decoder =
        new FileListDecoder(
            PLAIN,
            new OwnerMapping(local, false),
            new WireInput(new ByteArrayInputStream(wire.bytes())));

    FileEntry entry = decoder.readFirst().entry(0);

    assertThat(entry.uid()).isEqualTo(77);
    assertThat(entry.gid()).isEqualTo(88);
    assertThat(entry.skipsGroup()).isFalse();
  }

  @Test
  void groupsThatAnOrdinaryUserIsNoMemberOfAreSkipped() throws IOException {
    FakeIds local = new FakeIds(Map.of(), Map.of(5, "mine"), false);
    Wire wire = new Wire();
    for (int gid : new int[] {5, 6}) {
      wire.name(0x80, "f" + gid).varlong(0, 3).int32(REGULAR).varint(1).varint(gid);
    }
    wire.endWithIds();
    FileListDecoder decoder =
        new FileListDecoder(
            PLAIN,
            new OwnerMapping(local, false),
            new WireInput(new ByteArrayInputStream(wire.bytes())));

    FileList list = decoder.readFirst();

    assertThat(list.entry(0).skipsGroup()).isFalse();
    assertThat(list.entry(1).skipsGroup()).isTrue();
  }

  private static RequestedNames requested(boolean relative, boolean recursive, String... names)
      throws RsyncException {
    List<byte[]> arguments = new ArrayList<>();
    for (String name : names) {
      arguments.add(Drafts.bytes(name));
    }
    return RequestedNames.of(arguments, relative, recursive, FilterList.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({
    "src, src",
    "src, src/f",
    "src/a, a/f",
    "src/, anything/below",
    "., x",
    "s*, srx/f",
    "x/[ab]*, b1/c",
    "src/., f",
    "a/.., f",
    "br[ack]et, br[ack]et"
  })
  void acceptsNamesThatWereAskedFor(String argument, String name) throws IOException {
    Wire wire = new Wire();
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) == '/') {
        wire.entry(name.substring(0, i), DIRECTORY);
      }
    }
    wire.entry(name, REGULAR).endWithIds();

    FileList list = decoder(PLAIN, requested(false, true, argument), wire).readFirst();

    assertThat(list.find(Drafts.bytes(name))).isNotNegative();
  }

  @ParameterizedTest
  @CsvSource({
    "src, other",
    "src, srcx",
    "src/a, src",
    "s?, src",
    "src, SRC",
    "a/b, a",
    "'', src/f"
  })
  void refusesNamesThatNobodyAskedFor(String argument, String name) throws IOException {
    RequestedNames names =
        argument.isEmpty() ? requested(false, false, "") : requested(false, true, argument);
    Wire wire = new Wire();
    if (argument.isEmpty()) {
      wire.entry("src", DIRECTORY);
    }
    wire.entry(name, REGULAR);
    FileListDecoder decoder = decoder(PLAIN, names, wire);

    assertRefused(
        decoder::readFirst,
        ExitCode.UNSUPPORTED,
        "ERROR: rejecting unrequested file-list name: " + name);
  }

  @Test
  void aMereParentOfAnArgumentStaysImpliedWhateverTheSenderClaims() throws IOException {
    Wire wire =
        new Wire()
            .entry(0x01, ".", DIRECTORY)
            .entry(0x01, "a", DIRECTORY)
            .entry(0x01, "a/b", DIRECTORY)
            .entry("a/b/f", REGULAR)
            .endWithIds();
    FileList list = decoder(RELATIVE, requested(true, true, "x/./a/b"), wire).readFirst();

    for (String parent : List.of(".", "a")) {
      FileEntry entry = list.entry(list.find(Drafts.bytes(parent)));
      assertThat(entry.isImplied()).as(parent).isTrue();
      assertThat(entry.hasContent()).as(parent).isFalse();
    }
    assertThat(list.entry(list.find(Drafts.bytes("a/b"))).hasContent()).isTrue();
  }

  @Test
  void listedNamesAreNoPatterns() throws IOException {
    RequestedNames names =
        RequestedNames.ofList(
            List.of(Drafts.bytes("br[ack]et"), Drafts.bytes("#hash")),
            true,
            true,
            FilterList.EMPTY);
    Wire wire = new Wire().entry("#hash", REGULAR).entry("br[ack]et", REGULAR).endWithIds();

    assertThat(decoder(RELATIVE, names, wire).readFirst().size()).isEqualTo(2);
    assertRefused(
        decoder(RELATIVE, names, new Wire().entry("bret", REGULAR))::readFirst,
        ExitCode.UNSUPPORTED,
        "ERROR: rejecting unrequested file-list name: bret");
  }

  @Test
  void aParentOfAnArgumentMustBeADirectory() throws IOException {
    FileListDecoder decoder =
        decoder(RELATIVE, requested(true, true, "a/b"), new Wire().entry("a", REGULAR));

    assertRefused(
        decoder::readFirst, ExitCode.UNSUPPORTED, "ERROR: rejecting unrequested file-list name: a");
  }

  @Test
  void refusesNamesThatTheClientsOwnRulesExclude() throws IOException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parseRule(Drafts.bytes("- *.o"), rules);
    FilterRuleParser.parseRule(Drafts.bytes("P protected"), rules);
    RequestedNames names =
        RequestedNames.of(List.of(Drafts.bytes("src/")), false, true, new FilterList(rules));
    FileListDecoder decoder =
        decoder(PLAIN, names, new Wire().entry("protected", REGULAR).entry("x.o", REGULAR));

    assertRefused(
        decoder::readFirst, ExitCode.UNSUPPORTED, "ERROR: rejecting excluded file-list name: x.o");
  }

  /** As in the reference program. */
  @Test
  void aLeadingSlashOfANameIsNoneForARuleThatBeginsWithADoubleStar() throws IOException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parseRule(Drafts.bytes("- **/above*"), rules);
    FilterList filters = new FilterList(rules);
    RequestedNames names =
        RequestedNames.of(List.of(Drafts.bytes("/above/src")), true, true, filters);
    Wire slash = new Wire().entry("/above", DIRECTORY).endWithIds();

    assertThat(decoder(RELATIVE, names, slash).readFirst().size()).isEqualTo(1);
    assertThat(filters.excludes(Drafts.bytes("above"), true, FilterList.Side.SENDER)).isTrue();
    assertThat(filters.excludes(Drafts.bytes("/x/above"), true, FilterList.Side.SENDER)).isTrue();
  }

  @Test
  void refusesParentsOfAnArgumentThatTheClientsOwnRulesExclude() throws IOException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parseRule(Drafts.bytes("- above*"), rules);
    RequestedNames names =
        RequestedNames.of(List.of(Drafts.bytes("a/above/src")), true, true, new FilterList(rules));
    FileListDecoder decoder =
        decoder(RELATIVE, names, new Wire().entry("a", DIRECTORY).entry("a/above", DIRECTORY));

    assertRefused(
        decoder::readFirst,
        ExitCode.UNSUPPORTED,
        "ERROR: rejecting excluded file-list name: a/above");
  }
}
