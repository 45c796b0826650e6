// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.sersync;

import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.Remark;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The element {@code rsync}: how transfers are made.
 *
 * @param place of {@code commonParams}
 * @param params its words, without those that only show something
 * @param user empty without authentication
 * @param passwordFile empty without one
 * @param port 0 for the usual one
 * @param timeoutSeconds 0 for none
 * @param ssh whether remotes are reached by ssh, so that their names are directories
 */
record RsyncSettings(
    String place,
    List<String> params,
    String user,
    String passwordFile,
    int port,
    int timeoutSeconds,
    boolean ssh) {
  private static final String USUAL_PARAMS = "-artuz";
  private static final String USUAL_PASSWORD_FILE = "/etc/rsync.pas";
  private static final int USUAL_PORT = 874;
  private static final int USUAL_TIMEOUT = 100;
  private static final int LARGEST_PORT = 65535;

  /** What is only shown, to nobody: the original throws all output away. */
  private static final Map<String, String> SHOWS =
      Map.of(
          "--progress", "",
          "--stats", "",
          "--quiet", "",
          "-q", "",
          "--human-readable", "",
          "-h", "",
          "--itemize-changes", "",
          "-i", "",
          "-P", "--partial");

  RsyncSettings {
    params = List.copyOf(params);
  }

  /**
   * Reads the element.
   *
   * @param remarks gets what has no effect
   */
  static RsyncSettings of(XmlElement rsync, List<Remark> remarks) throws ConfigException {
    XmlElement common = rsync.child("commonParams");
    boolean ssh = rsync.child("ssh").isStarted(false);
    XmlElement auth = rsync.child("auth");
    boolean authenticates = auth.isStarted(false);
    if (authenticates && ssh) {
      remarks.add(new Remark(auth.place(), "with ssh the password file has no use", ""));
    }
    XmlElement port = rsync.child("userDefinedPort");
    XmlElement timeout = rsync.child("timeout");
    return new RsyncSettings(
        common.place(),
        params(common, remarks),
        authenticates ? auth.text("users", "root").strip() : "",
        authenticates && !ssh ? auth.text("passwordfile", USUAL_PASSWORD_FILE).strip() : "",
        port.isStarted(false) ? port(port) : 0,
        timeout.isStarted(false) ? seconds(timeout) : 0,
        ssh);
  }

  private static int port(XmlElement element) throws ConfigException {
    int port = element.number("port", USUAL_PORT);
    if (port < 1 || port > LARGEST_PORT) {
      throw element.fault("port " + port + " does not exist", "write one from 1 to 65535");
    }
    return port;
  }

  private static int seconds(XmlElement element) throws ConfigException {
    int seconds = element.number("time", USUAL_TIMEOUT);
    if (seconds < 0) {
      throw element.fault("a negative time", "write seconds, 0 for no limit");
    }
    return seconds;
  }

  private static List<String> params(XmlElement common, List<Remark> remarks)
      throws ConfigException {
    ParamWords words = ParamWords.of(common.text("params", USUAL_PARAMS));
    if (words.isUnfinished()) {
      throw common.fault("a quote in params is not closed", "close it");
    }
    if (words.shellSyntax().isPresent()) {
      throw common.fault(
          "params has " + words.shellSyntax().get() + ", which only a shell could give a meaning",
          "no shell reads it: write what it would make of it, or put it into quotes");
    }
    List<String> kept = new ArrayList<>();
    for (String word : words.words()) {
      String instead = SHOWS.getOrDefault(word, word);
      if (!instead.equals(word)) {
        remarks.add(
            new Remark(common.place(), word + " shows something to nobody and is left out", ""));
      }
      if (!instead.isEmpty()) {
        kept.add(instead);
      }
    }
    return kept;
  }

  /**
   * The options of rsync that these settings stand for.
   *
   * @param deletes whether deletions are mirrored
   */
  List<byte[]> words(boolean deletes) {
    List<String> words = new ArrayList<>(params);
    words.add("-R");
    if (deletes) {
      words.add("--delete");
    }
    if (port != 0) {
      words.add("--port=" + port);
    }
    if (timeoutSeconds != 0) {
      words.add("--timeout=" + timeoutSeconds);
    }
    if (!passwordFile.isEmpty()) {
      words.add("--password-file=" + passwordFile);
    }
    return words.stream().map(XmlElement::bytes).toList();
  }

  /**
   * A remote as rsync takes it.
   *
   * @param name the module, or with ssh the directory
   */
  byte[] target(String host, String name) {
    String login = user.isEmpty() ? "" : user + "@";
    String address = host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]";
    return XmlElement.bytes(login + address + (ssh ? ":" : "::") + name);
  }
}
