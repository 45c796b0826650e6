// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.rsync.conf.Blanks;
import java.util.List;
import java.util.Optional;

/**
 * What a parameter of rsyncd.conf is for (rsyncd.conf(5)).
 *
 * @param name as the manual writes it
 * @param global whether it stands only in front of the modules
 * @param kind of its value
 * @param otherwise what holds if it is not set, in words
 * @param purpose in a few words; of a boolean, what is the case if it is true
 */
public record RsyncdParameter(
    String name, boolean global, Kind kind, String otherwise, String purpose) {

  /** What a value is. */
  public enum Kind {
    TEXT,
    NUMBER,
    BOOLEAN
  }

  private static final List<RsyncdParameter> ALL =
      List.of(
          global("address", Kind.TEXT, "every address", "where the daemon listens"),
          global("daemon chroot", Kind.TEXT, "none", "the daemon's own root directory"),
          global("daemon gid", Kind.TEXT, "as started", "the daemon's group"),
          global("daemon uid", Kind.TEXT, "as started", "the daemon's user"),
          global("listen backlog", Kind.NUMBER, "5", "connections that wait to be accepted"),
          global("motd file", Kind.TEXT, "none", "text shown to every client"),
          global("pid file", Kind.TEXT, "none", "holds the daemon's process id"),
          global("port", Kind.NUMBER, "873", "where the daemon listens"),
          global("proxy protocol", Kind.BOOLEAN, "no", "a proxy in front names the clients"),
          global("proxy protocol hosts", Kind.TEXT, "any", "proxies that may do so"),
          global("socket options", Kind.TEXT, "none", "settings of the connections"),
          module("auth digest", Kind.TEXT, "the best of both", "how passwords are proven"),
          module("auth users", Kind.TEXT, "everybody, without a password", "who may come"),
          module("charset", Kind.TEXT, "none", "of names, for clients with --iconv"),
          module("comment", Kind.TEXT, "none", "shown beside the module in listings"),
          module("dont compress", Kind.TEXT, "usual suffixes", "files sent as they are"),
          module("early exec", Kind.TEXT, "none", "a command before authentication's end"),
          module("exclude", Kind.TEXT, "nothing", "what the module does not have"),
          module("exclude from", Kind.TEXT, "nothing", "a file with what it does not have"),
          module("fake super", Kind.BOOLEAN, "no", "owners are kept in extended attributes"),
          module("filter", Kind.TEXT, "nothing", "rules about what the module has"),
          module("forward lookup", Kind.BOOLEAN, "yes", "names in host lists are resolved"),
          module("gid", Kind.TEXT, "nobody's when root", "group of the transfers"),
          module("hosts allow", Kind.TEXT, "everybody", "who may connect"),
          module("hosts deny", Kind.TEXT, "nobody", "who may not connect"),
          module("ignore errors", Kind.BOOLEAN, "no", "errors do not keep clients from deleting"),
          module("ignore nonreadable", Kind.BOOLEAN, "no", "what cannot be read is hidden"),
          module("include", Kind.TEXT, "nothing", "what the module has all the same"),
          module("include from", Kind.TEXT, "nothing", "a file with what it has"),
          module("incoming chmod", Kind.TEXT, "none", "changes modes of what comes in"),
          module("insecure links", Kind.BOOLEAN, "no", "links of other users are followed"),
          module("list", Kind.BOOLEAN, "yes", "listings show the module"),
          module("lock file", Kind.TEXT, "/var/run/rsyncd.lock", "counts connections"),
          module("log file", Kind.TEXT, "syslog", "where the log goes"),
          module("log format", Kind.TEXT, "rsync's own", "form of a line of the log"),
          module("max connections", Kind.NUMBER, "no limit", "connections at one time"),
          module("max verbosity", Kind.NUMBER, "1", "most that clients may ask for"),
          module(
              "munge symlinks",
              Kind.BOOLEAN,
              "without a chroot",
              "symbolic links are made harmless"),
          module("name converter", Kind.TEXT, "none", "a program that maps names to ids"),
          module("numeric ids", Kind.BOOLEAN, "inside a chroot", "owners go by number"),
          module("open noatime", Kind.BOOLEAN, "as asked", "access times are left alone"),
          module("outgoing chmod", Kind.TEXT, "none", "changes modes of what goes out"),
          module("path", Kind.TEXT, "must be given", "the directory the module is"),
          module("post-xfer exec", Kind.TEXT, "none", "a command after a transfer"),
          module("pre-xfer exec", Kind.TEXT, "none", "a command before a transfer"),
          module("read only", Kind.BOOLEAN, "yes", "nothing may be written"),
          module("refuse options", Kind.TEXT, "none", "options clients may not use"),
          module("reverse lookup", Kind.BOOLEAN, "yes", "names of clients are found out"),
          module("secrets file", Kind.TEXT, "none", "users and passwords"),
          module("strict modes", Kind.BOOLEAN, "yes", "the secrets file must be private"),
          module("syslog facility", Kind.TEXT, "daemon", "how syslog sorts lines"),
          module("syslog tag", Kind.TEXT, "rsyncd", "in front of lines in syslog"),
          module("temp dir", Kind.TEXT, "beside each file", "where files are built"),
          module("timeout", Kind.NUMBER, "none", "seconds of silence before hanging up"),
          module("transfer logging", Kind.BOOLEAN, "no", "each file has a line in the log"),
          module("uid", Kind.TEXT, "nobody when root", "user of the transfers"),
          module("use chroot", Kind.BOOLEAN, "tried", "transfers are locked into the directory"),
          module("write only", Kind.BOOLEAN, "no", "nothing may be read"));

  private static RsyncdParameter global(String name, Kind kind, String otherwise, String purpose) {
    return new RsyncdParameter(name, true, kind, otherwise, purpose);
  }

  private static RsyncdParameter module(String name, Kind kind, String otherwise, String purpose) {
    return new RsyncdParameter(name, false, kind, otherwise, purpose);
  }

  /** Every parameter there is. */
  public static List<RsyncdParameter> all() {
    return ALL;
  }

  /** The parameter of that name; letter case and blanks do not count, other characters do. */
  static Optional<RsyncdParameter> named(String typed) {
    String key = Blanks.key(typed);
    return ALL.stream().filter(known -> Blanks.key(known.name).equals(key)).findFirst();
  }
}
