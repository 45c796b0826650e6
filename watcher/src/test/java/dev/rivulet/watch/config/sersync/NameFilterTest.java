// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.Remark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that end in a slash are directories. */
class NameFilterTest {
  private final List<Remark> remarks = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "(.*)\\.gz, x.gz, true",
    "(.*)\\.gz, a/b/x.gz, true",
    "(.*)\\.gz, x.gz.old, false",
    "(.*)\\.gz, dir.gz/, false",
    "^info/*, info/, true",
    "^info/*, info/below, true",
    "^info/*, information/, false",
    "^info/*, a/info/, false",
    "^info/*, a/info/below, false",
    "(.*)/tmp/, a/tmp/x, true",
    "(.*)tmp/, tmp/, true",
    "/a/.*\\.log, a/x.log, true",
    "/a/.*\\.log, x.log, false",
    "name, name, true",
    "name, a/name, false",
    "nam, name, false",
  })
  void anExpressionMatchesCompletely(String expression, String name, boolean excluded)
      throws ConfigException {
    assertThat(filter(expression).excludes(path(name), name.endsWith("/"))).isEqualTo(excluded);
  }

  @Test
  void editorsFilesAreIgnoredWithoutAnyExpression() throws ConfigException {
    NameFilter filter = filter();
    assertThat(List.of(".x.swp", "a/.x", "x~", "4913", "a/4913"))
        .allMatch(name -> filter.isEditorsFile(path(name)));
    assertThat(List.of("x", "a.b", ".d/x", "49130"))
        .noneMatch(name -> filter.isEditorsFile(path(name)));
    assertThat(filter.excludes(path(".x"), false)).isFalse();
    assertThat(filter.rules(true).isEmpty()).isTrue();
  }

  @Test
  void bytesThatAreNoTextAreComparedToo() throws ConfigException {
    assertThat(filter("x\u00ff").excludes(TreePath.of(new byte[] {'x', (byte) 0xff}), false))
        .isTrue();
    assertThat(filter(".*\\.tmp").excludes(path("line\nbreak.tmp"), false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(.*)\\.gz", "^info/*", "^static/*", "(.*)\\.(gz|bz2)", "x?y+", "a{2,3}/"})
  void whatCanMatchIsNotRemarked(String expression) throws ConfigException {
    filter(expression);
    assertThat(remarks).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^static/.*\\.js", "/info/", "a/b", "^upload/[0-9]+\\.tmp$"})
  void whatCanNeverMatchIsRemarked(String expression) throws ConfigException {
    filter(expression);
    assertThat(remarks)
        .extracting(Remark::line)
        .singleElement()
        .asString()
        .startsWith("confxml.xml:2: ")
        .contains("matches nothing");
  }

  @Test
  void theShippedExpressionForSubversionMatchesNoDirectory() throws ConfigException {
    assertThat(filter("(.*)\\.svn").excludes(path(".svn/entries"), false)).isFalse();
    assertThat(remarks)
        .extracting(Remark::remedy)
        .containsExactly("for directories add (.*)\\.svn/");
    assertThat(filter("(.*)\\.svn/").excludes(path("a/.svn/entries"), false)).isTrue();
  }

  @Test
  void anExpressionThatIsNoneIsAFaultWithItsPlace() {
    assertThatThrownBy(() -> filter("*.gz"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("confxml.xml:2: \"*.gz\" is no regular expression");
  }

  @Test
  void transfersLeaveOutWhatEventsDo() throws ConfigException {
    FilterList rules = filter("(.*)\\.gz", "^info/*").rules(false);
    assertThat(judged(rules, Side.SENDER, "x.gz", "a/x.gz", "info/")).containsOnly(true);
    assertThat(judged(rules, Side.SENDER, "x", "x.gz/", "a/info/")).containsOnly(false);
    assertThat(rules.excludes(bytes("."), true, Side.SENDER)).isFalse();
  }

  /** The receiver may spare more than was left out, never less. */
  @ParameterizedTest
  @CsvSource({
    "(.*)\\.gz, x.gz, true",
    "(.*)\\.gz, a/x.gz, true",
    "(.*)\\.gz, x.g, false",
    "(.*)\\.gz, x.gz/, false",
    "^info/*, info/, true",
    "^info/*, information/, false",
    "^info/*, a/info/, false",
    "info/.*, info/, true",
    "info/.*, info/a/, true",
    "(.*)\\.(gz|bz2), x.bz2, true",
    "a|/b/c, a, true",
    "a|/b/c, b/c, true",
    "a|/b/c, b/a, false",
    "[ab][0-9]+\\*x, a12*x, true",
    "[ab][0-9]+\\*x, a12x, false",
    "(?i)x, X, true",
  })
  void theReceiverSparesWhatWasNotSent(String expression, String name, boolean spared)
      throws ConfigException {
    FilterList rules = filter(expression).rules(true);
    assertThat(judged(rules, Side.RECEIVER, name)).containsOnly(spared);
  }

  private static List<Boolean> judged(FilterList rules, Side side, String... names) {
    List<Boolean> judged = new ArrayList<>();
    for (String name : names) {
      judged.add(rules.excludes(path(name).bytes(), name.endsWith("/"), side));
    }
    return judged;
  }

  private NameFilter filter(String... expressions) throws ConfigException {
    StringBuilder xml = new StringBuilder("<head><filter start=\"true\">\n");
    for (String expression : expressions) {
      xml.append("<exclude expression=\"").append(expression).append("\"/>\n");
    }
    XmlElement head =
        SersyncXml.read(
            "confxml.xml",
            xml.append("</filter></head>").toString().getBytes(StandardCharsets.ISO_8859_1),
            remarks);
    return NameFilter.of(head.child("filter"), remarks);
  }

  private static TreePath path(String name) {
    return TreePath.of(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
