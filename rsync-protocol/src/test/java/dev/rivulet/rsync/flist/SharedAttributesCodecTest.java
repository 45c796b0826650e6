// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.store.Acl;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Access control lists and extended attributes as they follow an entry on the wire. */
final class SharedAttributesCodecTest {
  private static final int FILE = 0100775;

  /** Of a file with permissions 0775; what follows from these is left out. */
  private static final Acl NAMED =
      new Acl.Builder().name(true, 1, 7).name(true, 12345, 4).group(5).name(false, 2, 6).build();

  private static final Acl COMPLETE =
      new Acl.Builder().user(7).name(true, 1, 7).group(7).mask(7).other(7).build();

  /** As the reference program sends {@link #NAMED}. */
  private static final String NAMED_ON_THE_WIRE = "00 12 05 03 01 1e b039 12 02 18";

  /** As the reference program sends a long and a short value. */
  private static final String TWO_VALUES =
      "00 02 0a 64 757365722e6c6f6e6700 bf6ed0a586ff68d9d2f00314ba58dca8"
          + " 0b 03 757365722e73686f727400 616263";

  private final SharedAttributes shared = new SharedAttributes();

  private static String hex(String text) {
    return text.replace(" ", "");
  }

  private static WireInput input(String hex) {
    return new WireInput(new ByteArrayInputStream(HexFormat.of().parseHex(hex(hex))));
  }

  // Access control lists

  private String written(boolean namesInline, Acl... acls) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    AclEncoder encoder = new AclEncoder(new IdAnnouncer(FakeIds.debian(), namesInline), out);
    for (Acl acl : acls) {
      encoder.write(shared.accessAcls(), shared.accessAcls().numberOf(acl));
    }
    out.flush();
    return HexFormat.of().formatHex(bytes.toByteArray());
  }

  private AclDecoder aclDecoder(Acl.Kind kind, boolean mapsAtOnce, String hex) {
    OwnerMapping owners = new OwnerMapping(FakeIds.debian(), false);
    return new AclDecoder(kind, shared.accessAcls(), owners, mapsAtOnce, input(hex));
  }

  @Test
  void listsGoInFullOnceAndThenByNumber() throws IOException {
    assertThat(written(false, Acl.NONE, NAMED, Acl.NONE, NAMED))
        .isEqualTo(hex("0000" + NAMED_ON_THE_WIRE + "01 02"));
    assertThat(written(false, COMPLETE)).isEqualTo(hex("00 1f 07 07 07 07 01 01 1e"));
  }

  @Test
  void namesGoAlongOnceUnderIncrementalRecursion() throws IOException {
    Acl other = new Acl.Builder().name(true, 1, 4).build();

    assertThat(written(true, other, NAMED))
        .isEqualTo(
            hex("00 10 01 01 13 06 6461656d6f6e" + "00 12 05 03 01 1e b039 12 02 19 03 62696e"));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    AclDecoder decoder =
        aclDecoder(Acl.Kind.ACCESS, false, "0000" + NAMED_ON_THE_WIRE + "01 02 0000");

    assertThat(
            new int[] {
              decoder.read(FILE),
              decoder.read(FILE),
              decoder.read(FILE),
              decoder.read(FILE),
              decoder.read(FILE)
            })
        .containsExactly(0, 1, 0, 1, 2);
    assertThat(shared.accessAcl(0)).isEqualTo(Acl.NONE);
    assertThat(shared.accessAcl(1)).isEqualTo(NAMED.withMask(7));
    assertThat(shared.accessAcl(SharedAttributes.NONE)).isEqualTo(Acl.NONE);
  }

  @Test
  void maskThatWasNotSentFollowsFromTheRest() throws IOException {
    String namesOnly = "00 10 02 01 06 05 0a";

    assertThat(shared.accessAcl(aclDecoder(Acl.Kind.ACCESS, false, namesOnly).read(0100640)).mask())
        .isEqualTo(4);
    assertThat(shared.accessAcl(aclDecoder(Acl.Kind.DEFAULT, false, namesOnly).read(0)).mask())
        .isEqualTo(3);
  }

  @Test
  void idsGetTheNumbersOfThisPlace() throws IOException {
    AclDecoder inline = aclDecoder(Acl.Kind.ACCESS, true, "00 10 02 09 13 06 6461656d6f6e 08 10");
    assertThat(shared.accessAcl(inline.read(FILE))).hasToString("u:1:4,g:8:4,m::7");

    OwnerMapping owners = new OwnerMapping(FakeIds.debian(), false);
    AclDecoder late =
        new AclDecoder(
            Acl.Kind.ACCESS, shared.accessAcls(), owners, false, input("00 10 02 09 12 08 10"));
    int number = late.read(FILE);
    owners.aclUser(9, "daemon".getBytes(US_ASCII));
    owners.gid(8, "bin".getBytes(US_ASCII));
    late.mapAll();
    assertThat(shared.accessAcl(number)).hasToString("u:1:4,g:2:4,m::7");
  }

  @ParameterizedTest
  @CsvSource({
    "01, 12, recv_acl_index: ACL_TYPE_ACCESS ACL index 1 > 0",
    "f0ffffffff, 12, recv_acl_index: ACL_TYPE_ACCESS ACL index -1 > 0",
    "00 01 08, 12, recv_acl_access: value out of range: 8",
    "00 10 01 01 f0000080ff, 12, recv_acl_access: value out of range",
    "00 10 c1 0100 01, 2, wire value ACL count out of range: 65537",
    "00 10 f0ffffffff, 2, wire value ACL count out of range: -1",
  })
  void refusesListsThatCannotBe(String wire, int code, String message) {
    RsyncException failure =
        catchThrowableOfType(
            RsyncException.class, () -> aclDecoder(Acl.Kind.ACCESS, false, wire).read(FILE));

    assertThat(failure).isInstanceOf(ProtocolException.class).hasMessageStartingWith(message);
    assertThat(failure.exitCode().code()).isEqualTo(code);
  }

  @Test
  void endOfInputAnywhereInAListIsAStreamError() {
    String wire = hex("00 1f 07 07 07 07 02 01 1f 0161 05 0a");
    for (int cut = 0; cut < wire.length(); cut += 2) {
      String part = wire.substring(0, cut);
      assertThat(
              catchThrowableOfType(
                  RsyncException.class, () -> aclDecoder(Acl.Kind.ACCESS, true, part).read(FILE)))
          .as("cut at %d", cut / 2)
          .isNotNull();
    }
  }

  // Extended attributes

  private static XattrSet twoValues() {
    return new XattrSet(
        List.of(
            Xattr.withDigest(
                bytes("user.long"),
                1,
                100,
                HexFormat.of().parseHex("bf6ed0a586ff68d9d2f00314ba58dca8")),
            Xattr.withValue(bytes("user.short"), 2, bytes("abc"))));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(US_ASCII);
  }

  private XattrDecoder xattrDecoder(XattrRules rules, String hex) {
    return new XattrDecoder(shared.xattrs(), rules, input(hex));
  }

  private static XattrRules rules(boolean isSuper, int level) {
    return new XattrRules(isSuper, level, FilterList.EMPTY, FilterList.Side.RECEIVER);
  }

  private static List<String> names(XattrSet set) {
    return StreamSupport.stream(set.spliterator(), false)
        .map(attribute -> new String(attribute.name(), US_ASCII) + " " + attribute.number())
        .toList();
  }

  @Test
  void setsGoInFullOnceAndThenByNumber() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    XattrEncoder encoder = new XattrEncoder(out);
    for (XattrSet set : List.of(XattrSet.NONE, twoValues(), XattrSet.NONE, twoValues())) {
      encoder.write(shared.xattrs(), shared.xattrs().numberOf(set));
    }
    out.flush();

    assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
        .isEqualTo(hex("0000" + TWO_VALUES + "01 02"));
  }

  @Test
  void readsTheSetsThatWereWritten() throws IOException {
    XattrDecoder decoder = xattrDecoder(XattrRules.PLAIN, "0000" + TWO_VALUES + "01 02");

    assertThat(decoder.read(bytes("a"))).isEqualTo(0);
    assertThat(decoder.read(bytes("b"))).isEqualTo(1);
    assertThat(decoder.read(bytes("c"))).isEqualTo(0);
    assertThat(decoder.read(bytes("d"))).isEqualTo(1);
    assertThat(shared.xattrs(0).isEmpty()).isTrue();
    assertThat(shared.xattrs(1)).isEqualTo(twoValues());
    assertThat(shared.xattrs(1).get(0).hasValue()).isFalse();
    assertThat(shared.xattrs(1).get(1).value()).isEqualTo(bytes("abc"));
  }

  @Test
  void longValueIsKnownByItsDigest() {
    byte[] value = "x".repeat(100).getBytes(US_ASCII);
    Xattr found = Xattr.found(bytes("user.long"), 1, value);

    assertThat(found.isImmediate()).isFalse();
    assertThat(found.matches(value)).isTrue();
    value[99] = 'y';
    assertThat(found.matches(value)).isFalse();
    assertThat(found.matches(new byte[0])).isFalse();
    assertThat(found.claim()).isTrue();
    assertThat(found.claim()).isFalse();
  }

  @Test
  void attributesOfOthersLeaveAGapForAnOrdinaryUser() throws IOException {
    String three =
        "00 03 0a 01 747275737465642e6100 31 07 01 757365722e6200 32 07 00 757365722e6300";
    XattrSet forRoot = shared.xattrs(xattrDecoder(rules(true, 1), three).read(bytes("f")));
    XattrSet forUser = shared.xattrs(xattrDecoder(rules(false, 1), three).read(bytes("f")));

    assertThat(names(forRoot)).containsExactly("trusted.a 1", "user.b 2", "user.c 3");
    assertThat(names(forUser)).containsExactly("user.b 2", "user.c 3");
  }

  @Test
  void endOfInputAnywhereInASetIsAStreamError() {
    String wire = hex(TWO_VALUES);
    for (int cut = 0; cut < wire.length(); cut += 2) {
      String part = wire.substring(0, cut);
      assertThat(
              catchThrowableOfType(
                  RsyncException.class,
                  () -> xattrDecoder(XattrRules.PLAIN, part).read(bytes("f"))))
          .as("cut at %d", cut / 2)
          .isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "01, 12, receive_xattr: xa index 1 out of range for some\\#001file",
    "00 c1 0100, 2, wire value xattr count out of range: 65537",
    "00 01 00, 2, wire size xattr name_len out of range: 0",
    "00 01 9001, 2, wire size xattr name_len out of range: 4097",
    "00 01 07 f0ffffffff, 2, wire size xattr datum_len out of range: -1",
    "00 01 07 e8010000, 2, xattr datum_len exceeds per-value limit",
    "00 01 02 00 6161, 11, Invalid xattr name received (missing trailing \\0).",
  })
  void refusesSetsThatCannotBe(String wire, int code, String message) {
    RsyncException failure =
        catchThrowableOfType(
            RsyncException.class,
            () -> xattrDecoder(XattrRules.PLAIN, wire).read(bytes("some\u0001file")));

    assertThat(failure).isInstanceOf(ProtocolException.class).hasMessageStartingWith(message);
    assertThat(failure.exitCode().code()).isEqualTo(code);
  }

  @Test
  void valuesOfOneEntryHaveALimitTogether() {
    StringBuilder wire = new StringBuilder("00 05");
    for (int i = 0; i < 5; i++) {
      wire.append("02 e8000000 6100").append("00".repeat(16));
    }
    RsyncException failure =
        catchThrowableOfType(
            RsyncException.class,
            () -> xattrDecoder(XattrRules.PLAIN, wire.toString()).read(bytes("f")));

    assertThat(failure).hasMessage("xattr list exceeds per-file limit");
  }
}
