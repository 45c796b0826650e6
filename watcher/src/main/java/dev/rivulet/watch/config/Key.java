// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import static dev.rivulet.watch.config.Key.Scope.MIRROR;
import static dev.rivulet.watch.config.Key.Scope.PROGRAM;
import static dev.rivulet.watch.config.ValueKind.BOOLEAN;
import static dev.rivulet.watch.config.ValueKind.DURATION;
import static dev.rivulet.watch.config.ValueKind.LIMITS;
import static dev.rivulet.watch.config.ValueKind.LIST;
import static dev.rivulet.watch.config.ValueKind.NUMBER;
import static dev.rivulet.watch.config.ValueKind.PATH;
import static dev.rivulet.watch.config.ValueKind.SIZE;
import static dev.rivulet.watch.config.ValueKind.TEXT;
import static dev.rivulet.watch.config.ValueKind.WORD;
import static dev.rivulet.watch.config.ValueKind.WORDS;

import dev.rivulet.rsync.conf.Blanks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every key of our own configuration: the table behind its reader, its errors and its manual, which
 * a test compares.
 */
enum Key {
  LOG_FILE("log file", PROGRAM, PATH, "standard output", "where lines go; may be rotated"),
  LOG_CHANGES("log changes", PROGRAM, BOOLEAN, "yes", "whether every confirmed change has a line"),
  SYSLOG_FACILITY(
      "syslog facility", PROGRAM, WORD, "", "sends the lines to syslog, under this name"),
  SYSLOG_TAG("syslog tag", PROGRAM, WORD, "rsync-watch", "what syslog has in front of a line"),
  PID_FILE("pid file", PROGRAM, PATH, "", "holds the process id while the program runs"),
  STATUS_FILE("status file", PROGRAM, PATH, "", "is rewritten with the state of every mirror"),
  STATUS_INTERVAL("status interval", PROGRAM, DURATION, "10s", "least time between two of these"),
  CONTROL_SOCKET(
      "control socket", PROGRAM, PATH, "the usual place", "where status, flush and so on ask"),
  STATE_DIRECTORY(
      "state directory",
      PROGRAM,
      PATH,
      "none",
      "where journals and locks are kept: what waited is known after a crash, and a second"
          + " program with the same source and target is refused"),
  MAX_TRANSFERS(
      "max transfers",
      PROGRAM,
      NUMBER,
      "no limit",
      "transfers at one time over all mirrors; whoever has waited longest is next, and one that has"
          + " stood still for three seconds does not count"),

  SOURCE("source", MIRROR, PATH, "must be given", "the directory whose contents are mirrored"),
  TARGET(
      "target",
      MIRROR,
      LIST,
      "must be given",
      "what is kept equal to it: `rsync://HOST/MODULE/PATH`, `HOST::MODULE/PATH` or a directory;"
          + " several in one line or in several lines, each a mirror of its own"),
  OPTIONS("options", MIRROR, WORDS, "-a", "options of rsync, as on its command line"),
  USER("user", MIRROR, WORD, "", "who logs in at targets that name nobody"),
  PASSWORD_FILE("password file", MIRROR, PATH, "RSYNC_PASSWORD", "its first line is the password"),
  EXCLUDE("exclude", MIRROR, LIST, "", "patterns of what is left out, as `--exclude` takes them"),
  INCLUDE("include", MIRROR, LIST, "", "patterns of what is not, as `--include` takes them"),
  FILTER("filter", MIRROR, TEXT, "", "one rule, as `--filter` takes it; may be repeated"),
  EXCLUDE_FROM("exclude from", MIRROR, PATH, "", "a file with patterns of what is left out"),
  INCLUDE_FROM("include from", MIRROR, PATH, "", "a file with patterns of what is not"),
  DELETE(
      "delete",
      MIRROR,
      WORD,
      "no",
      "`yes`, `no`, `startup` (only when everything is compared) or `running` (only when"
          + " something is deleted while the mirror runs)"),
  HOLD_DELETIONS(
      "hold deletions",
      MIRROR,
      LIMITS,
      "no limit",
      "more deletions than this, within a minute, wait for `rsync-watch release`: a number, a"
          + " percentage of what the target has, or both"),
  INITIAL_PASS(
      "initial pass", MIRROR, BOOLEAN, "yes", "whether everything is compared at the start"),
  FULL_PASS_EVERY("full pass every", MIRROR, DURATION, "never", "compares everything again"),
  FULL_PASS_EXCLUDE(
      "full pass exclude", MIRROR, LIST, "", "patterns that such a comparison leaves out"),
  VERIFY_EVERY(
      "verify every",
      MIRROR,
      DURATION,
      "never",
      "compares everything beside the running transfers and repairs what was lost"),
  VERIFY_CONTENTS(
      "verify contents",
      MIRROR,
      BOOLEAN,
      "no",
      "whether that compares contents too, which both ends have to read"),
  TWO_WAY(
      "two way",
      MIRROR,
      BOOLEAN,
      "no",
      "whether another mirror goes in the opposite direction; see below"),
  TRUST_JOURNAL(
      "trust journal",
      MIRROR,
      BOOLEAN,
      "no",
      "whether a start compares only what changed since the last one, if the journal in the state"
          + " directory is sound"),
  RENAME_REUSE(
      "rename reuse",
      MIRROR,
      BOOLEAN,
      "yes",
      "whether a target makes a directory or a large file that was renamed from what it has by the"
          + " old name, instead of being sent it again"),
  PUBLISH(
      "publish",
      MIRROR,
      LIST,
      "",
      "names that arrive after all that was changed before them, and go before anything else goes:"
          + " paths from the source, with wildcards; see below"),
  APPEND_ONLY(
      "append only",
      MIRROR,
      LIST,
      "",
      "files that only ever grow, such as logs: paths from the source, with wildcards; of each only"
          + " what is new is read and sent, see below"),
  DELAY("delay", MIRROR, DURATION, "0", "how long a change waits for others"),
  CUT_AT("cut at", MIRROR, NUMBER, "no limit", "so many waiting changes cut the delay short"),
  LARGE_FILE(
      "large file",
      MIRROR,
      SIZE,
      "64M",
      "a file of this size or more is sent beside the others, so that it does not hold them up; 0"
          + " sends all together"),
  EVENT_SOURCE(
      "event source", MIRROR, WORD, "auto", "how changes are heard of, as `--event-source` has it"),
  POLL(
      "poll",
      MIRROR,
      LIST,
      "",
      "files and directories that are compared from time to time although events tell of them:"
          + " paths from the source, with wildcards, `**` for any directories"),
  POLL_EVERY(
      "poll every",
      MIRROR,
      DURATION,
      "10s",
      "how often what no event tells of is compared, unless that took longer than a fifth of it"),
  EVENT_MODE(
      "event mode",
      MIRROR,
      WORD,
      "close-write",
      "when a file is complete: `close-write`, `modify` or `either`"),
  WARM_LOGIN(
      "warm login",
      MIRROR,
      BOOLEAN,
      "no",
      "whether the next connection is logged in ahead, which the daemon's log and hooks may see"),
  BEFORE_TRANSFER("before transfer", MIRROR, WORDS, "", "a command before each batch, no shell"),
  AFTER_TRANSFER("after transfer", MIRROR, WORDS, "", "a command after each batch, no shell"),
  POST_URL("post url", MIRROR, WORD, "", "where each batch is posted as JSON"),
  EVENT_LOG(
      "event log",
      MIRROR,
      PATH,
      "",
      "gets a line for each change that has arrived; without a target for each event"),
  EVENT_LOG_FORMAT(
      "event log format",
      MIRROR,
      TEXT,
      "`%T %p %e was rsynced`",
      "`%T` time, `%p` path, `%w` directory, `%f` name, `%e` events, as inotifywait writes them"),
  EVENT_TIME_FORMAT(
      "event time format", MIRROR, TEXT, "`%d/%m/%y %H:%M`", "of `%T`, as strftime takes it"),
  ON_EVENT(
      "on event",
      MIRROR,
      WORDS,
      "",
      "without a target: a command for each event, no shell; `%p`, `%e` and so on in its"
          + " arguments"),
  EVENTS(
      "events",
      MIRROR,
      TEXT,
      "`close_write,create,delete,move`",
      "without a target: which events, in inotifywait's words"),
  EVENT_COMMANDS(
      "event commands", MIRROR, NUMBER, "1", "how many of these may run at the same time");

  /** Where a key has its place. */
  enum Scope {
    /** In front of the sections, about the program as a whole. */
    PROGRAM,
    /** In a section, or in front of the sections as the default of those that follow. */
    MIRROR
  }

  private static final Map<String, Key> BY_NAME = new HashMap<>();

  static {
    for (Key key : values()) {
      BY_NAME.put(Blanks.key(key.title), key);
    }
  }

  private final String title;
  private final Scope scope;
  private final ValueKind kind;
  private final String defaultText;
  private final String meaning;

  Key(String title, Scope scope, ValueKind kind, String defaultText, String meaning) {
    this.title = title;
    this.scope = scope;
    this.kind = kind;
    this.defaultText = defaultText;
    this.meaning = meaning;
  }

  /** The key of this name; letter case and blanks do not count. */
  static Optional<Key> named(String name) {
    return Optional.ofNullable(BY_NAME.get(Blanks.key(name)));
  }

  /** The key whose name is most like a name that is none. */
  static Key nearest(String name) {
    List<String> titles = new ArrayList<>();
    for (Key key : values()) {
      titles.add(key.title);
    }
    return values()[NearestName.of(name, titles)];
  }

  /** The name as the manual writes it. */
  String title() {
    return title;
  }

  Scope scope() {
    return scope;
  }

  ValueKind kind() {
    return kind;
  }

  /** Whether it may be given more than once in one section: all of these count. */
  boolean repeats() {
    return kind == LIST || this == FILTER || this == EXCLUDE_FROM || this == INCLUDE_FROM;
  }

  /** What holds where it is not given, for the manual; empty for nothing. */
  String defaultText() {
    return defaultText;
  }

  /** One line for the manual. */
  String meaning() {
    return meaning;
  }
}
