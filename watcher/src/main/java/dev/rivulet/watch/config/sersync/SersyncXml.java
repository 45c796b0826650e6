// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.Remark;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads the XML up to the end of the first {@code head}: what follows, a second document after a
 * careless {@code cat >>} for example, never counted. Declarations of document types are refused
 * and nothing outside the file is ever read.
 */
final class SersyncXml {
  static final String ROOT = "head";

  /** No configuration is as large; the parser holds all of it. */
  private static final int LARGEST = 4 << 20;

  private static final int DEEPEST = 64;

  private final String file;
  private final List<Remark> remarks;

  private SersyncXml(String file, List<Remark> remarks) {
    this.file = file;
    this.remarks = remarks;
  }

  /**
   * The root element.
   *
   * @param file for places in messages
   * @param remarks gets what is worth telling although it is no fault
   * @throws ConfigException for what no XML parser would take
   */
  static XmlElement read(String file, byte[] contents, List<Remark> remarks)
      throws ConfigException {
    if (contents.length > LARGEST) {
      throw new ConfigException(file, "is larger than any configuration", "check the name");
    }
    return new SersyncXml(file, remarks).read(SersyncText.of(contents));
  }

  private XmlElement read(SersyncText text) throws ConfigException {
    for (int line : text.halfComments()) {
      remarks.add(
          new Remark(
              file + ":" + line,
              "# does not switch off an element",
              "put it into <!-- and -->, or the # away"));
    }
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text.text()));
      try {
        XmlElement root = read(xml);
        remarkWhatFollows(text.text(), xml.getLocation().getCharacterOffset());
        return root;
      } finally {
        xml.close();
      }
    } catch (XMLStreamException e) {
      throw malformed(e);
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing outside this file is read: " + systemId);
        });
    return factory;
  }

  private XmlElement read(XMLStreamReader xml) throws XMLStreamException, ConfigException {
    Deque<XmlElement> open = new ArrayDeque<>();
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> open.push(start(xml, open));
        case XMLStreamConstants.END_ELEMENT -> {
          XmlElement closed = open.pop();
          if (open.isEmpty()) {
            return closed;
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new ConfigException(
                file + ":" + xml.getLocation().getLineNumber(),
                "a document type or an entity of one",
                "take it out");
        default -> {
          // Text, comments and processing instructions.
        }
      }
    }
  }

  private XmlElement start(XMLStreamReader xml, Deque<XmlElement> open) throws ConfigException {
    XmlElement element =
        new XmlElement(file, xml.getLocalName(), xml.getLocation().getLineNumber());
    if (open.isEmpty() && !element.name().equals(ROOT)) {
      throw element.fault(
          "the outermost element is <" + element.name() + ">", "it must be <" + ROOT + ">");
    }
    if (open.size() == DEEPEST) {
      throw element.fault("elements lie too deep in each other", "close them");
    }
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      element.add(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    }
    if (!open.isEmpty()) {
      open.peek().add(element);
    }
    return element;
  }

  private void remarkWhatFollows(String text, int end) {
    int second = text.indexOf("<" + ROOT, Math.max(0, end));
    if (end >= 0 && second >= 0) {
      long line = 1 + text.chars().limit(second).filter(c -> c == '\n').count();
      remarks.add(
          new Remark(
              file + ":" + line,
              "a second document begins, and only the first one counts, as it does for sersync",
              "keep the one that is meant: \">>\" has added it, where \">\" replaces"));
    }
  }

  private ConfigException malformed(XMLStreamException e) {
    int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
    List<String> sentences = new ArrayList<>(String.valueOf(e.getMessage()).lines().toList());
    String problem = sentences.get(sentences.size() - 1).replaceFirst("^Message: ", "");
    return new ConfigException(
        file + ":" + line,
        "no well-formed XML: " + problem.replaceFirst("\\.$", ""),
        "close every element and quote every value; & is written &amp; and < is written &lt;",
        e);
  }
}
