// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.Hex;
import dev.rivulet.rsync.Mutations;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterRule.Modifier;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filter lists on the wire, and which rules go there. */
class FilterListCodecTest {

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static FilterList list(String... rules) throws RsyncException {
    List<FilterRule> parsed = new ArrayList<>();
    for (String rule : rules) {
      FilterRuleParser.parseRule(bytes(rule), parsed);
    }
    return new FilterList(parsed);
  }

  private static byte[] write(FilterList list, Side side, boolean deleteExcluded, int protocol)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    FilterListCodec.write(list, side, deleteExcluded, protocol, out);
    out.flush();
    return bytes.toByteArray();
  }

  private static FilterList read(byte[] bytes, int protocol) throws IOException {
    return FilterListCodec.read(
        protocol, new WireInput(new ByteArrayInputStream(bytes)), RuleContext.NONE);
  }

  /** The texts on the wire. */
  private static List<String> texts(byte[] wire) throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(wire));
    List<String> texts = new ArrayList<>();
    for (int length = in.readInt(); length > 0; length = in.readInt()) {
      texts.add(new String(in.readBytes(length), StandardCharsets.UTF_8));
    }
    return texts;
  }

  @Test
  void writesLengthsTextsAndATerminator() throws IOException {
    assertThat(write(list("- foo"), Side.RECEIVER, false, 31))
        .isEqualTo(Hex.bytes("05 00 00 00 2d 20 66 6f 6f 00 00 00 00"));
    assertThat(write(FilterList.EMPTY, Side.RECEIVER, false, 29))
        .isEqualTo(Hex.bytes("00 00 00 00"));
  }

  @ParameterizedTest
  @CsvSource({
    "H foo, -s foo",
    "- a, - a",
    "+ x/, + x/",
    ": .f, : .f",
    "'-! z', '-! z'",
    "-/ /q, -/ /q",
    "-sr foo, -sr foo",
    "-p pp, -p pp",
    "-x user.*, -x user.*",
    ":C, :C .cvsignore",
    ":nw+ .q, :nw+ .q",
    ":- .g, :- .g",
    "S x, +s x"
  })
  void writesEveryModifierInTheOriginalsOrder(String rule, String text) throws IOException {
    assertThat(texts(write(list(rule), Side.RECEIVER, false, 30))).containsExactly(text);
  }

  @Test
  void rulesOfThisSideStayHere() throws IOException {
    FilterList list = list("H h", "P p", "- both", ": .f");

    assertThat(texts(write(list, Side.RECEIVER, false, 32)))
        .containsExactly("-s h", "- both", ": .f");
    assertThat(texts(write(list, Side.SENDER, false, 32)))
        .containsExactly("-r p", "- both", ": .f");
  }

  @Test
  void deleteExcludedSendsNoRuleThatWouldProtect() throws IOException {
    FilterList list = list("- plain", "P p", ": .m", ":- .n");

    assertThat(texts(write(list, Side.SENDER, true, 31))).containsExactly("-r p", ": .m");
  }

  @Test
  void oldPeersGetBarePatterns() throws IOException {
    FilterList list = list("- foo", "+ bar", "- x/", "- +y", "H gone", "- - z");

    assertThat(texts(write(list, Side.SENDER, false, 28)))
        .containsExactly("foo", "+ bar", "x/", "+y", "- - z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-! z", "-/ /q", ": .f", "-x user.*", "-p pp"})
  void oldPeersAreTooOldForModernRules(String rule) throws RsyncException {
    FilterList list = list(rule);

    assertThatThrownBy(() -> write(list, Side.SENDER, false, 28))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PROTOCOL))
        .hasMessage("filter rules are too modern for remote rsync.");
  }

  @ParameterizedTest
  @ValueSource(ints = {27, 28, 29})
  void perishableRulesOfOptionsAreOrdinaryOnesToOldPeers(int protocol) throws IOException {
    FilterRule rule = list("-p .part/").rules().get(0).implied();
    List<String> texts = texts(write(new FilterList(List.of(rule)), Side.SENDER, false, protocol));
    assertThat(texts).containsExactly(protocol < 29 ? ".part/" : "- .part/");
  }

  @Test
  void perishabilityIsDroppedForOldPeersWhereItIsHarmless() throws IOException {
    assertThat(texts(write(list("-p pp"), Side.RECEIVER, false, 29))).containsExactly("- pp");
    assertThat(texts(write(list("-C"), Side.SENDER, false, 29))).hasSize(36).contains("- RCS");
    assertThatThrownBy(() -> write(list("-p pp"), Side.SENDER, false, 29))
        .hasMessage("filter rules are too modern for remote rsync.");
  }

  @Test
  void oldSendersAreToldWhatTheCvsRuleStandsFor() throws IOException {
    assertThat(texts(write(list("-C"), Side.RECEIVER, false, 28))).hasSize(36).contains("RCS");
    assertThat(texts(write(list("-C"), Side.RECEIVER, false, 29))).containsExactly("-C ");
  }

  @Test
  void everyRuleThatIsReceivedCountsHere() throws IOException {
    byte[] wire = write(list("H h", "- both"), Side.RECEIVER, false, 31);

    FilterList list = read(wire, 31);

    assertThat(list.excludes(bytes("h"), false, Side.RECEIVER)).isTrue();
    assertThat(list.excludes(bytes("h"), false, Side.SENDER)).isTrue();
    assertThat(list.rules()).noneMatch(rule -> rule.has(Modifier.SENDER_SIDE));
  }

  @Test
  void oldListsExcludeByDefault() throws IOException {
    byte[] wire = write(list("- foo", "+ bar"), Side.SENDER, false, 28);

    FilterList list = read(wire, 28);

    assertThat(list.rules()).hasSize(2);
    assertThat(list.excludes(bytes("a/foo"), false, Side.RECEIVER)).isTrue();
    assertThat(list.excludes(bytes("bar"), false, Side.RECEIVER)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"00140000", "ffffffff", "ffffff7f"})
  void refusesOverlongRules(String length) {
    assertThatThrownBy(() -> read(Hex.bytes(length), 31))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.PROTOCOL));
  }

  @Test
  void refusesToReadFilesForAPeer() {
    byte[] wire = Hex.bytes("0d000000 2e202f6574632f736861646f77 00000000");

    assertThatThrownBy(() -> read(wire, 31))
        .isInstanceOf(RsyncException.class)
        .hasMessageNotContaining("No such file");
  }

  @Test
  void aListCutAnywhereIsAnUnexpectedEnd() throws IOException {
    byte[] wire = write(list("- foo", "+ */", "H x"), Side.RECEIVER, false, 31);
    for (int length = 0; length < wire.length; length++) {
      byte[] cut = Arrays.copyOf(wire, length);
      assertThatThrownBy(() -> read(cut, 31)).isInstanceOf(RsyncException.class);
    }
  }

  @Test
  void changedListsAreReadOrRefused() throws IOException {
    byte[] wire =
        write(
            list("- foo", "+ */", "H x[a-z]*", ": .f", "-! q/**", "-C"), Side.RECEIVER, false, 31);
    for (int protocol : new int[] {28, 31}) {
      Mutations.survive(
          bytes -> {
            FilterList list = read(bytes, protocol);
            list.judge(bytes("some/dir/name.o"), false, Side.SENDER, false);
          },
          wire,
          77,
          5000);
    }
  }

  @Test
  void aTestOfTheProgramStaysHereOrIsRefused() throws IOException {
    FilterRule odd = FilterRule.excluding(bytes("odd"), (name, directory) -> true);
    FilterList list = new FilterList(List.of(odd));

    assertThat(write(list, Side.SENDER, false, 32))
        .isEqualTo(write(FilterList.EMPTY, Side.SENDER, false, 32));
    assertThatThrownBy(() -> write(list, Side.RECEIVER, false, 32))
        .isInstanceOf(RsyncException.class)
        .hasMessageContaining("the rule odd cannot be told");
  }
}
