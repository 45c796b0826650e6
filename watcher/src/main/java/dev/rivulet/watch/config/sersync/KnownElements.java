// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.watch.config.NearestName;
import dev.rivulet.watch.config.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The elements and attributes that sersync has. What else stands in a file it never looks at;
 * neither do we, but we say so.
 */
final class KnownElements {
  private static final Set<String> START = Set.of("start");

  /** Attributes by the path of their element below the root. */
  private static final Map<String, Set<String>> ATTRIBUTES = new TreeMap<>();

  static {
    ATTRIBUTES.put("host", Set.of("hostip", "port"));
    ATTRIBUTES.put("debug", START);
    ATTRIBUTES.put("fileSystem", Set.of("xfs"));
    ATTRIBUTES.put("filter", START);
    ATTRIBUTES.put("filter/exclude", Set.of("expression"));
    ATTRIBUTES.put("inotify", Set.of());
    for (String event :
        List.of(
            "delete",
            "createFolder",
            "createFile",
            "closeWrite",
            "moveFrom",
            "moveTo",
            "attrib",
            "modify")) {
      ATTRIBUTES.put("inotify/" + event, START);
    }
    ATTRIBUTES.put("sersync", Set.of());
    ATTRIBUTES.put("sersync/localpath", Set.of("watch"));
    ATTRIBUTES.put("sersync/localpath/remote", Set.of("ip", "name"));
    ATTRIBUTES.put("sersync/rsync", Set.of());
    ATTRIBUTES.put("sersync/rsync/commonParams", Set.of("params"));
    ATTRIBUTES.put("sersync/rsync/auth", Set.of("start", "users", "passwordfile"));
    ATTRIBUTES.put("sersync/rsync/userDefinedPort", Set.of("start", "port"));
    ATTRIBUTES.put("sersync/rsync/timeout", Set.of("start", "time"));
    ATTRIBUTES.put("sersync/rsync/ssh", START);
    ATTRIBUTES.put("sersync/failLog", Set.of("path", "timeToExecute"));
    ATTRIBUTES.put("sersync/crontab", Set.of("start", "schedule"));
    ATTRIBUTES.put("sersync/crontab/crontabfilter", START);
    ATTRIBUTES.put("sersync/crontab/crontabfilter/exclude", Set.of("expression"));
    ATTRIBUTES.put("sersync/plugin", Set.of("start", "name"));
    ATTRIBUTES.put("plugin", Set.of("name"));
    ATTRIBUTES.put("plugin/param", Set.of("prefix", "suffix", "ignoreError"));
    ATTRIBUTES.put("plugin/filter", START);
    ATTRIBUTES.put("plugin/filter/include", Set.of("expression"));
    ATTRIBUTES.put("plugin/localpath", Set.of("watch"));
    ATTRIBUTES.put("plugin/localpath/deshost", Set.of("ip", "port", "url"));
    ATTRIBUTES.put("plugin/localpath/cdninfo", Set.of("domainname", "port", "username", "passwd"));
    ATTRIBUTES.put("plugin/localpath/sendurl", Set.of("base"));
    ATTRIBUTES.put("plugin/localpath/regexurl", Set.of("regex", "match"));
  }

  private KnownElements() {}

  /** Remarks whatever in the tree is not known. */
  static void check(XmlElement root, List<Remark> remarks) {
    check(root, "", remarks);
  }

  private static void check(XmlElement parent, String path, List<Remark> remarks) {
    for (XmlElement element : parent.children()) {
      String itsPath = path + element.name();
      Set<String> attributes = ATTRIBUTES.get(itsPath);
      if (attributes == null) {
        remarks.add(
            unknown(
                element, "<" + element.name() + ">", childrenOf(path), "<" + parent.name() + ">"));
        continue;
      }
      for (String name : element.attributes().keySet()) {
        if (!attributes.contains(name)) {
          remarks.add(unknown(element, name, attributes, "<" + element.name() + ">"));
        }
      }
      check(element, itsPath + "/", remarks);
    }
  }

  private static Set<String> childrenOf(String path) {
    Set<String> names = new TreeSet<>();
    for (String known : ATTRIBUTES.keySet()) {
      if (known.startsWith(path) && known.indexOf('/', path.length()) < 0) {
        names.add("<" + known.substring(path.length()) + ">");
      }
    }
    return names;
  }

  private static Remark unknown(XmlElement at, String name, Set<String> known, String where) {
    List<String> names = new ArrayList<>(known);
    return new Remark(
        at.place(),
        name + " has no meaning in " + where + " and is ignored",
        known.isEmpty()
            ? "leave it out"
            : "did you mean " + names.get(NearestName.of(name, names)) + "?");
  }
}
