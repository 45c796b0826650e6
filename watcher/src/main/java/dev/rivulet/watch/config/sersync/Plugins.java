// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.hook.Command;
import dev.rivulet.watch.sersync.CdnPlugin;
import dev.rivulet.watch.sersync.CommandPlugin;
import dev.rivulet.watch.sersync.HttpPlugin;
import dev.rivulet.watch.sersync.PathAction;
import dev.rivulet.watch.sersync.SocketPlugin;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The elements {@code plugin} below the root: what each does with a path. */
final class Plugins {
  /** What {@code -m} and the element {@code plugin} of {@code sersync} may name. */
  static final List<String> NAMES = List.of("command", "http", "refreshCDN", "socket");

  private static final int USUAL_SOCKET_PORT = 8009;
  private static final int USUAL_WEB_PORT = 80;
  private static final String ANSWERS = "errorlog.txt";

  private final XmlElement head;

  Plugins(XmlElement head) {
    this.head = head;
  }

  /** A plugin: what it does, and the directory it watches when it is run alone. */
  record Plugin(List<PathAction> actions, Optional<byte[]> watch) {
    Plugin {
      actions = List.copyOf(actions);
    }
  }

  /**
   * The plugin of a name.
   *
   * @param asker the element that asks for it
   * @throws ConfigException if it is not configured
   */
  Plugin named(String name, XmlElement asker) throws ConfigException {
    if (!NAMES.contains(name)) {
      throw asker.fault(
          "there is no plugin \"" + XmlElement.shown(name) + "\"",
          "name one of " + String.join(", ", NAMES));
    }
    XmlElement plugin =
        head.children("plugin").stream()
            .filter(element -> element.text("name", "").strip().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    asker.fault(
                        "the plugin " + name + " is not configured",
                        "add <plugin name=\"" + name + "\"> below </sersync>"));
    return switch (name) {
      case "command" -> new Plugin(List.of(command(plugin)), Optional.empty());
      case "socket" -> local(plugin, local -> sockets(local));
      case "http" -> local(plugin, local -> posts(local));
      default -> local(plugin, local -> List.of(network(local)));
    };
  }

  /** What makes the actions of a plugin that has a directory of its own. */
  private interface Maker {
    List<PathAction> actions(XmlElement local) throws ConfigException;
  }

  private static Plugin local(XmlElement plugin, Maker maker) throws ConfigException {
    XmlElement local =
        plugin
            .find("localpath")
            .orElseThrow(() -> plugin.fault("the plugin has no <localpath>", "add one"));
    byte[] watch =
        XmlElement.bytes(local.required("watch", "name the directory").replaceFirst("/+$", ""));
    return new Plugin(maker.actions(local), Optional.of(watch));
  }

  // ---------------------------------------------------------------- command

  private static PathAction command(XmlElement plugin) throws ConfigException {
    XmlElement param = plugin.child("param");
    List<byte[]> prefix = words(param, "prefix", "/bin/sh");
    if (prefix.isEmpty()) {
      throw param.fault("prefix names no program", "write the program and its first arguments");
    }
    List<Pattern> includes = new ArrayList<>();
    XmlElement filter = plugin.child("filter");
    if (filter.isStarted(false)) {
      for (XmlElement include : filter.children("include")) {
        includes.add(pattern(include, "expression"));
      }
    }
    return new CommandPlugin(
        Command.of(prefix), words(param, "suffix", ""), param.flag("ignoreError", true), includes);
  }

  private static List<byte[]> words(XmlElement param, String attribute, String otherwise)
      throws ConfigException {
    ParamWords words = ParamWords.of(param.text(attribute, otherwise));
    if (words.isUnfinished()) {
      throw param.fault("a quote in " + attribute + " is not closed", "close it");
    }
    if (words.shellSyntax().isPresent()) {
      throw param.fault(
          attribute + " has " + words.shellSyntax().get() + ", which only a shell understands",
          "no shell stands between; write a script and name that");
    }
    return words.words().stream().map(XmlElement::bytes).toList();
  }

  private static Pattern pattern(XmlElement element, String attribute) throws ConfigException {
    String text = element.required(attribute, "write a regular expression");
    try {
      return Pattern.compile(text, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw element.fault(
          "\"" + XmlElement.shown(text) + "\" is no regular expression: " + e.getDescription(),
          "*.php is written (.*)\\.php here");
    }
  }

  // ---------------------------------------------------------------- the others

  private static List<PathAction> sockets(XmlElement local) throws ConfigException {
    List<PathAction> actions = new ArrayList<>();
    for (XmlElement host : hosts(local)) {
      String ip = host.required("ip", "name a host");
      actions.add(new SocketPlugin(ip, host.number("port", USUAL_SOCKET_PORT)));
    }
    return actions;
  }

  private static List<PathAction> posts(XmlElement local) throws ConfigException {
    List<PathAction> actions = new ArrayList<>();
    for (XmlElement host : hosts(local)) {
      String url = host.required("url", "write http://host/path");
      try {
        actions.add(new HttpPlugin(address(url, host.number("port", 0))));
      } catch (IllegalArgumentException e) {
        throw host.fault(
            "\"" + XmlElement.shown(url) + "\" is no address of the web", "write http://host/path");
      }
    }
    return actions;
  }

  /** An address without a port gets that of the attribute. */
  private static URI address(String url, int port) {
    URI address = URI.create(url.contains("://") ? url : "http://" + url);
    if (port == 0 || address.getPort() >= 0 || address.getHost() == null) {
      return address;
    }
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    return URI.create(address.getScheme() + "://" + address.getHost() + ":" + port + path + query);
  }

  private static List<XmlElement> hosts(XmlElement local) throws ConfigException {
    List<XmlElement> hosts = local.children("deshost");
    if (hosts.isEmpty()) {
      throw local.fault("the plugin has no <deshost>", "name who is to be told");
    }
    return hosts;
  }

  private static PathAction network(XmlElement local) throws ConfigException {
    XmlElement info = local.child("cdninfo");
    XmlElement url = local.child("sendurl");
    XmlElement match = local.child("regexurl");
    Optional<Pattern> expression =
        match.flag("regex", false) ? Optional.of(pattern(match, "match")) : Optional.empty();
    CdnPlugin.Service service =
        new CdnPlugin.Service(
            info.required("domainname", "name the host that is asked"),
            info.number("port", USUAL_WEB_PORT),
            XmlElement.shown(info.text("username", "")),
            XmlElement.shown(info.text("passwd", "")));
    return new CdnPlugin(
        service,
        url.required("base", "write http://host/path"),
        XmlElement.bytes(local.text("watch", "")),
        expression,
        Path.of(ANSWERS).toAbsolutePath());
  }
}
