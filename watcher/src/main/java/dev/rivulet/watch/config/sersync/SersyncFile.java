// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.client.Endpoint;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.Remark;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A confxml.xml, understood.
 *
 * @param head the root element
 * @param debug whether every change is told
 * @param host what {@code host} says, for the banner
 * @param names which names are left out
 * @param trees the directories and where they go
 * @param failLog where commands for what failed are written
 * @param pluginAfter the plugin that acts on every path that has arrived
 * @param remarks what is worth telling although it is no fault
 */
record SersyncFile(
    XmlElement head,
    boolean debug,
    String host,
    NameFilter names,
    Toggles toggles,
    List<Tree> trees,
    RsyncSettings rsync,
    Path failLog,
    Optional<Crontab> crontab,
    Optional<Plugins.Plugin> pluginAfter,
    List<Remark> remarks) {
  private static final String USUAL_FAIL_LOG = "/tmp/rsync_fail_log.sh";

  /**
   * A directory and where it goes.
   *
   * @param place of its element
   * @param watch absolute, without a slash at its end
   * @param targets as rsync takes them
   */
  record Tree(String place, byte[] watch, List<byte[]> targets) {
    Tree {
      targets = List.copyOf(targets);
    }

    String shown() {
      return watch.length == 0 ? "/" : new String(watch, StandardCharsets.UTF_8);
    }
  }

  /** Understands the contents of a file. */
  static SersyncFile read(String file, byte[] contents) throws ConfigException {
    List<Remark> remarks = new ArrayList<>();
    XmlElement head = SersyncXml.read(file, contents, remarks);
    KnownElements.check(head, remarks);
    XmlElement sersync =
        head.find("sersync")
            .orElseThrow(
                () -> head.fault("no <sersync>", "add it, with a <localpath> and its <remote>"));
    NameFilter names = NameFilter.of(head.child("filter"), remarks);
    RsyncSettings rsync = RsyncSettings.of(sersync.child("rsync"), remarks);
    XmlElement host = head.child("host");
    XmlElement plugin = sersync.child("plugin");
    Optional<Plugins.Plugin> after =
        plugin.isStarted(false)
            ? Optional.of(
                new Plugins(head).named(plugin.required("name", "name a plugin").strip(), plugin))
            : Optional.empty();
    XmlElement failLog = sersync.child("failLog");
    remarkRetries(failLog, remarks);
    return new SersyncFile(
        head,
        head.child("debug").isStarted(false),
        "host ip : "
            + XmlElement.shown(host.text("hostip", "localhost"))
            + "  host port: "
            + XmlElement.shown(host.text("port", "8008")),
        names,
        Toggles.of(head.child("inotify"), remarks),
        trees(sersync, rsync),
        rsync,
        Path.of(XmlElement.shown(failLog.text("path", USUAL_FAIL_LOG))).toAbsolutePath(),
        Crontab.of(sersync.child("crontab"), names.isOn(), remarks),
        after,
        List.copyOf(remarks));
  }

  private static void remarkRetries(XmlElement failLog, List<Remark> remarks)
      throws ConfigException {
    if (failLog.number("timeToExecute", 0) != 0) {
      remarks.add(
          new Remark(
              failLog.place(),
              "timeToExecute is not needed: what failed is tried again after half a second, later"
                  + " at least every minute; nobody runs the fail log",
              ""));
    }
  }

  private static List<Tree> trees(XmlElement sersync, RsyncSettings rsync) throws ConfigException {
    List<XmlElement> locals = sersync.children("localpath");
    if (locals.isEmpty()) {
      throw sersync.fault("no <localpath>", "add <localpath watch=\"/a/directory\">");
    }
    List<Tree> trees = new ArrayList<>();
    for (XmlElement local : locals) {
      byte[] watch = absolute(local.required("watch", "name the directory to be mirrored"));
      List<byte[]> targets = new ArrayList<>();
      for (XmlElement remote : local.children("remote")) {
        String ip = remote.required("ip", "name the host");
        String name =
            remote.required("name", rsync.ssh() ? "name the directory" : "name the module");
        byte[] target = rsync.target(ip, name);
        if (targets.stream().anyMatch(known -> Arrays.equals(known, target))) {
          throw remote.fault(Endpoint.parse(target) + " stands there twice", "take one out");
        }
        targets.add(target);
      }
      if (targets.isEmpty()) {
        throw local.fault("no <remote>", "add <remote ip=\"host\" name=\"module\"/>");
      }
      trees.add(new Tree(local.place(), watch, targets));
    }
    return trees;
  }

  private static byte[] absolute(String watch) {
    String path = watch.startsWith("/") ? watch : Path.of("").toAbsolutePath() + "/" + watch;
    return XmlElement.bytes(path.replaceFirst("/+$", ""));
  }

  /** What sersync prints about a configuration, in its order and, where they are known, words. */
  List<String> banner(boolean initialPass, int threads) {
    List<String> lines = new ArrayList<>();
    lines.add("parse xml config file");
    lines.add(host);
    if (names.isOn()) {
      lines.add("the filter is on: it holds for the first synchronisation too");
    }
    if (!toggles.delete()) {
      lines.add("deletions are not mirrored");
    }
    if (!rsync.passwordFile().isEmpty()) {
      lines.add("use rsync password-file :");
      lines.add("user is " + XmlElement.shown(rsync.user()));
      lines.add("passwordfile is " + XmlElement.shown(rsync.passwordFile()));
    }
    lines.add("config xml parse success");
    lines.add("please set /etc/rsyncd.conf max connections=0 Manually");
    int remotes = trees.stream().mapToInt(tree -> tree.targets().size()).sum();
    lines.add("one transfer at a time for each of " + remotes + " remotes");
    lines.add("plugin threads: " + threads);
    if (initialPass) {
      lines.add("everything is synchronised first");
    }
    lines.add("run the sersync: ");
    trees.forEach(tree -> lines.add("watch path is: " + tree.shown()));
    return lines;
  }
}
