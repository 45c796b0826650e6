// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.Remark;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SersyncXmlTest {
  private final List<Remark> remarks = new ArrayList<>();

  @Test
  void readsElementsWithTheirLines() throws Exception {
    XmlElement head =
        read(
            """
            <?xml version="1.0" encoding="ISO-8859-1"?>
            <head version="2.5">
              <debug start="false"/>
              <sersync>
                <localpath watch="/opt/a&amp;b">
                  <!-- <remote ip="1.1.1.1" name="off"/> -->
                  <remote ip="10.0.0.1" name="one"/>
                  <remote ip="10.0.0.2" name="two"></remote>
                </localpath>
              </sersync>
            </head>
            """);
    XmlElement local = head.child("sersync").child("localpath");
    assertThat(local.text("watch", "")).isEqualTo("/opt/a&b");
    assertThat(local.children("remote"))
        .extracting(remote -> remote.text("name", "") + " " + remote.place())
        .containsExactly("one confxml.xml:7", "two confxml.xml:8");
    assertThat(remarks).isEmpty();
  }

  /** Copied configurations are full of them. */
  @Test
  void bareTextAndHashLinesMeanNothing() throws Exception {
    XmlElement head =
        read(
            """
            # a & b < c
            <head>
              # where the files are & more
              <debug start="true"/>   # trailing words
              <!-- # not a line of its own -->
              <!--
                # inside a comment -->
              <host hostip="#1"/>
            </head>
            """);
    assertThat(head.children()).extracting(XmlElement::name).containsExactly("debug", "host");
    assertThat(head.child("debug").line()).isEqualTo(4);
    assertThat(head.child("host").line()).isEqualTo(8);
    assertThat(remarks).isEmpty();
  }

  @Test
  void anElementBehindAHashCountsAndThatIsRemarked() throws Exception {
    XmlElement head = read("<head>\n  # <debug start=\"true\"/>\n</head>\n");
    assertThat(head.children()).hasSize(1);
    assertThat(remarks)
        .extracting(Remark::line)
        .singleElement()
        .asString()
        .startsWith("confxml.xml:2: # does not switch");
  }

  @Test
  void ofTwoDocumentsTheFirstCounts() throws Exception {
    XmlElement head =
        read(
            "<?xml version=\"1.0\"?><head version=\"first\"></head>\n"
                + "<?xml version=\"1.0\"?>\n<head version=\"second\"><broken></head>");
    assertThat(head.text("version", "")).isEqualTo("first");
    assertThat(remarks)
        .extracting(Remark::line)
        .singleElement()
        .asString()
        .startsWith("confxml.xml:3: a second document begins");
  }

  @Test
  void whatStandsInFrontOfTheDeclarationIsPassedOver() throws Exception {
    assertThat(read("\n\n  <?xml version=\"1.0\"?>\n<head version=\"x\"/>").line()).isEqualTo(4);
  }

  @Test
  void bytesStayWhatTheyAreWhateverTheDeclaredEncoding() throws Exception {
    byte[] name = {'/', (byte) 0xe6, (byte) 0x96, (byte) 0x87, (byte) 0xff};
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><head path=\""
            + new String(name, StandardCharsets.ISO_8859_1)
            + "\"/>";
    XmlElement head =
        SersyncXml.read("confxml.xml", xml.getBytes(StandardCharsets.ISO_8859_1), remarks);
    assertThat(XmlElement.bytes(head.text("path", ""))).isEqualTo(name);
    assertThat(XmlElement.bytes("\u6587")).isEqualTo("\u6587".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aFaultHasItsLine() {
    assertThatThrownBy(() -> read("<head>\n<debug start=true/>\n</head>"))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("confxml.xml:2: no well-formed XML");
    assertThatThrownBy(() -> read("<config>\n</config>"))
        .hasMessageContaining("outermost element is <config>");
    assertThatThrownBy(() -> read("<head>\n\n")).hasMessageStartingWith("confxml.xml:3: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE head [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><head path=\"a\">&x;</head>",
        "<!DOCTYPE head SYSTEM \"http://127.0.0.1:1/x.dtd\"><head/>",
        "<!DOCTYPE head [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><head>&b;</head>"
      })
  void documentTypesAndEntitiesAreRefused(String xml) {
    assertThatThrownBy(() -> read(xml)).isInstanceOf(ConfigException.class);
  }

  @Test
  void elementsInElementsHaveAnEnd() {
    assertThatThrownBy(() -> read("<head>" + "<a>".repeat(100_000)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("too deep");
  }

  @Test
  void valuesAreChecked() throws Exception {
    XmlElement head = read("<head a=\"TRUE\" b=\"yes\" n=\"12\" m=\"12x\" e=\" \"/>");
    assertThat(head.flag("a", false)).isTrue();
    assertThat(head.flag("e", true)).isTrue();
    assertThat(head.number("n", 0)).isEqualTo(12);
    assertThat(head.number("none", 7)).isEqualTo(7);
    assertThatThrownBy(() -> head.flag("b", false)).hasMessageContaining("b=\"yes\"");
    assertThatThrownBy(() -> head.number("m", 0)).hasMessageContaining("m=\"12x\"");
    assertThatThrownBy(() -> head.required("e", "name one")).hasMessageContaining("has no e");
  }

  private XmlElement read(String xml) throws ConfigException {
    return SersyncXml.read("confxml.xml", xml.getBytes(StandardCharsets.ISO_8859_1), remarks);
  }
}
