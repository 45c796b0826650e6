// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static dev.rivulet.rsync.options.Option.Argument.NONE;
import static dev.rivulet.rsync.options.Option.Argument.NUMBER;
import static dev.rivulet.rsync.options.Option.Argument.TEXT;
import static dev.rivulet.rsync.options.Option.Negation.BY_NAME;
import static dev.rivulet.rsync.options.Option.Negation.BY_NAME_AND_LETTER;
import static dev.rivulet.rsync.options.Option.Negation.NEVER;
import static dev.rivulet.rsync.options.Option.Side.BOTH_ENDS;
import static dev.rivulet.rsync.options.Option.Side.DAEMON_ONLY;
import static dev.rivulet.rsync.options.Option.Side.OWN_END;
import static dev.rivulet.rsync.options.Option.Side.SERVER_END;
import static dev.rivulet.rsync.options.Option.Status.IMPLEMENTED;
import static dev.rivulet.rsync.options.Option.Status.LATER;

import java.util.List;

/**
 * Every option of rsync(1), the ones of the daemon and the one of ours: the single table behind the
 * parser of command lines and server arguments, refused options, help and documentation.
 *
 * <p>What is not implemented is in the table too, so that it is refused by name and never taken for
 * something else.
 */
public enum Option {
  VERBOSE('v', "verbose", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, IMPLEMENTED, "say more"),
  INFO(0, "info", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "choose what is reported"),
  DEBUG(0, "debug", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "choose what is traced"),
  STDERR(0, "stderr", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "choose where errors go"),
  MSGS2STDERR(
      0, "msgs2stderr", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "send messages to standard error"),
  QUIET('q', "quiet", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "report nothing but errors"),
  MOTD(0, "motd", NONE, BY_NAME, OWN_END, IMPLEMENTED, "show the daemon's message of the day"),
  CHECKSUM(
      'c',
      "checksum",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "compare files by checksum, not by time and size"),
  ARCHIVE('a', "archive", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "-rlptgoD"),
  RECURSIVE(
      'r',
      "recursive",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "descend into directories"),
  INC_RECURSIVE(
      0,
      "inc-recursive,i-r",
      NONE,
      BY_NAME,
      OWN_END,
      IMPLEMENTED,
      "list files while they are transferred"),
  RELATIVE(
      'R',
      "relative",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "keep the paths as they were given"),
  IMPLIED_DIRS(
      0,
      "implied-dirs,i-d",
      NONE,
      BY_NAME,
      BOTH_ENDS,
      IMPLEMENTED,
      "send the directories in front of a relative path"),
  BACKUP('b', "backup", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "keep what is replaced or deleted"),
  BACKUP_DIR(0, "backup-dir", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "where backups are kept"),
  SUFFIX(0, "suffix", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "suffix of backups"),
  UPDATE(
      'u',
      "update",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "leave files alone that are newer at the receiver"),
  INPLACE(0, "inplace", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "write into existing files"),
  APPEND(0, "append", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "append to shorter files"),
  APPEND_VERIFY(
      0,
      "append-verify",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "append, and check the old data too"),
  DIRS(
      'd',
      "dirs",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "transfer directories without their contents"),
  OLD_DIRS(
      0,
      "old-dirs,old-d",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "dirs, for servers that know it only by recursion"),
  MKPATH(
      0,
      "mkpath",
      NONE,
      BY_NAME,
      BOTH_ENDS,
      IMPLEMENTED,
      "make missing directories of the destination path"),
  LINKS(
      'l',
      "links",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "copy symbolic links as links"),
  COPY_LINKS(
      'L', "copy-links", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "copy what symbolic links point to"),
  COPY_UNSAFE_LINKS(
      0,
      "copy-unsafe-links",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "copy what links point to that lead outside the tree"),
  SAFE_LINKS(
      0,
      "safe-links",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "leave out links that lead outside the tree"),
  INSECURE_LINKS(
      0,
      "insecure-links",
      NONE,
      BY_NAME,
      BOTH_ENDS,
      IMPLEMENTED,
      "follow foreign links in option arguments"),
  CONFINE_ROOT(
      0,
      "confine-root",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "bound for the paths of option arguments"),
  MUNGE_LINKS(
      0, "munge-links", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "make symbolic links unusable"),
  COPY_DIRLINKS(
      'k',
      "copy-dirlinks",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "copy links to directories as directories"),
  KEEP_DIRLINKS(
      'K',
      "keep-dirlinks",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "take links to directories at the receiver for directories"),
  HARD_LINKS(
      'H', "hard-links", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, IMPLEMENTED, "keep hard links"),
  PERMS('p', "perms", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, IMPLEMENTED, "keep permissions"),
  EXECUTABILITY(
      'E',
      "executability",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "keep whether a file is executable"),
  CHMOD(0, "chmod", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "change permissions on the way"),
  ACLS('A', "acls", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, IMPLEMENTED, "keep access control lists"),
  XATTRS(
      'X', "xattrs", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, IMPLEMENTED, "keep extended attributes"),
  OWNER(
      'o',
      "owner",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "keep owners (as super-user)"),
  GROUP('g', "group", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, IMPLEMENTED, "keep groups"),
  DEVICES(0, "devices", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "keep device files (as super-user)"),
  COPY_DEVICES(
      0, "copy-devices", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "copy the contents of devices"),
  WRITE_DEVICES(0, "write-devices", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "write into devices"),
  SPECIALS(0, "specials", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "keep fifos and sockets"),
  DROP_D(0, "drop-D", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "never make devices or special files"),
  DEVICES_AND_SPECIALS(
      'D', "", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, IMPLEMENTED, "--devices --specials"),
  TIMES('t', "times", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, IMPLEMENTED, "keep modification times"),
  ATIMES('U', "atimes", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, IMPLEMENTED, "keep access times"),
  OPEN_NOATIME(
      0,
      "open-noatime",
      NONE,
      BY_NAME,
      BOTH_ENDS,
      IMPLEMENTED,
      "read files without touching their access times"),
  CRTIMES('N', "crtimes", NONE, BY_NAME_AND_LETTER, BOTH_ENDS, LATER, "keep creation times"),
  OMIT_DIR_TIMES(
      'O',
      "omit-dir-times",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "no times for directories"),
  OMIT_LINK_TIMES(
      'J',
      "omit-link-times",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "no times for symbolic links"),
  SUPER(0, "super", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "try what only the super-user may"),
  FAKE_SUPER(
      0,
      "fake-super",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "keep privileged attributes in extended ones"),
  SPARSE(
      'S',
      "sparse",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "make holes of blocks of zeros"),
  PREALLOCATE(
      0, "preallocate", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "reserve space before writing"),
  DRY_RUN('n', "dry-run", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "show what would be done"),
  WHOLE_FILE(
      'W',
      "whole-file",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "send files whole, without looking for differences"),
  CHECKSUM_CHOICE(
      0, "checksum-choice,cc", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "which checksum to use"),
  ONE_FILE_SYSTEM(
      'x',
      "one-file-system",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "stay on one file system"),
  BLOCK_SIZE(
      'B',
      "block-size",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "block length of the delta algorithm"),
  RSH('e', "rsh", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "which remote shell to use"),
  RSYNC_PATH(
      0, "rsync-path", TEXT, NEVER, OWN_END, IMPLEMENTED, "program to run at the remote end"),
  EXISTING(
      0, "existing,ignore-non-existing", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "make no new files"),
  IGNORE_EXISTING(
      0, "ignore-existing", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "leave existing files alone"),
  REMOVE_SOURCE_FILES(
      0,
      "remove-source-files",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "remove files at the source once they are transferred"),
  REMOVE_SENT_FILES(
      0,
      "remove-sent-files",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "remove at the source what was really sent"),
  DELETE(0, "delete", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "delete what the source does not have"),
  DELETE_BEFORE(
      0, "delete-before", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "delete before the transfer"),
  DELETE_DURING(
      0, "delete-during,del", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "delete during the transfer"),
  DELETE_DELAY(
      0,
      "delete-delay",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "find what to delete during the transfer, delete after it"),
  DELETE_AFTER(0, "delete-after", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "delete after the transfer"),
  DELETE_EXCLUDED(
      0, "delete-excluded", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "delete excluded files too"),
  IGNORE_MISSING_ARGS(
      0, "ignore-missing-args", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "do not mind missing sources"),
  DELETE_MISSING_ARGS(
      0,
      "delete-missing-args",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "delete at the destination what is missing among the sources"),
  IGNORE_ERRORS(
      0, "ignore-errors", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "delete even after I/O errors"),
  FORCE(
      0, "force", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "delete directories that are in the way"),
  MAX_DELETE(
      0, "max-delete", NUMBER, NEVER, BOTH_ENDS, IMPLEMENTED, "delete at most so many entries"),
  MAX_SIZE(0, "max-size", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "transfer no larger files"),
  MIN_SIZE(0, "min-size", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "transfer no smaller files"),
  MAX_ALLOC(0, "max-alloc", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "limit of one allocation"),
  PARTIAL(0, "partial", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "keep partly transferred files"),
  PARTIAL_DIR(
      0,
      "partial-dir",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "where partly transferred files are kept"),
  PARTIAL_PROGRESS('P', "", NONE, NEVER, OWN_END, IMPLEMENTED, "--partial --progress"),
  DELAY_UPDATES(
      0, "delay-updates", NONE, BY_NAME, BOTH_ENDS, IMPLEMENTED, "put files in place at the end"),
  PRUNE_EMPTY_DIRS(
      'm',
      "prune-empty-dirs",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "leave out empty directories"),
  NUMERIC_IDS(
      0,
      "numeric-ids",
      NONE,
      BY_NAME,
      BOTH_ENDS,
      IMPLEMENTED,
      "keep numbers of users and groups, not names"),
  USERMAP(0, "usermap", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "translate users"),
  GROUPMAP(0, "groupmap", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "translate groups"),
  CHOWN(0, "chown", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "one user and group for everything"),
  TIMEOUT(
      0,
      "timeout",
      NUMBER,
      BY_NAME,
      BOTH_ENDS,
      IMPLEMENTED,
      "give up after so many seconds without traffic"),
  CONTIMEOUT(
      0,
      "contimeout",
      NUMBER,
      BY_NAME,
      OWN_END,
      IMPLEMENTED,
      "give up connecting to a daemon after so many seconds"),
  IGNORE_TIMES(
      'I',
      "ignore-times",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "equal size and time do not mean equal"),
  SIZE_ONLY(0, "size-only", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "equal size means equal"),
  MODIFY_WINDOW(
      '@',
      "modify-window",
      NUMBER,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "how far apart equal times may be"),
  TEMP_DIR('T', "temp-dir", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "where temporary files are made"),
  FUZZY(
      'y',
      "fuzzy",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "look for a similar file as basis"),
  COMPARE_DEST(
      0,
      "compare-dest",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "compare with files of another directory too"),
  COPY_DEST(
      0,
      "copy-dest",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "... and copy the unchanged ones from there"),
  LINK_DEST(
      0,
      "link-dest",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "... and link the unchanged ones from there"),
  COMPRESS(
      'z',
      "compress",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "compress data on the wire"),
  COMPRESS_CHOICE(0, "compress-choice,zc", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "how to compress"),
  OLD_COMPRESS(0, "old-compress", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "--compress-choice=zlib"),
  NEW_COMPRESS(0, "new-compress", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "--compress-choice=zlibx"),
  COMPRESS_LEVEL(
      0, "compress-level,zl", NUMBER, NEVER, BOTH_ENDS, IMPLEMENTED, "how hard to compress"),
  COMPRESS_THREADS(
      0, "compress-threads,zt", NUMBER, NEVER, BOTH_ENDS, IMPLEMENTED, "how many threads compress"),
  /** Without effect by its own manual: no method changes its level from file to file. */
  SKIP_COMPRESS(
      0,
      "skip-compress",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "suffixes of files not worth compressing; no method heeds it, as in rsync"),
  CVS_EXCLUDE('C', "cvs-exclude", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "ignore files like CVS"),
  FILTER('f', "filter", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "add a filter rule"),
  DIR_FILTERS(
      'F',
      "",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "--filter='dir-merge /.rsync-filter', twice: and leave those files out"),
  EXCLUDE(0, "exclude", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "leave out matching files"),
  EXCLUDE_FROM(
      0,
      "exclude-from",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "read patterns of what to leave out from a file"),
  INCLUDE(0, "include", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "do not leave out matching files"),
  INCLUDE_FROM(
      0,
      "include-from",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "read patterns of what not to leave out from a file"),
  FILES_FROM(
      0,
      "files-from",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "read the names of sources from a file"),
  FROM0(
      '0',
      "from0",
      NONE,
      BY_NAME,
      BOTH_ENDS,
      IMPLEMENTED,
      "names and patterns in files end with NUL"),
  OLD_ARGS(
      0, "old-args", NONE, BY_NAME, OWN_END, IMPLEMENTED, "let the remote shell split arguments"),
  SECLUDED_ARGS(
      's',
      "secluded-args,protect-args",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "send arguments over the protocol"),
  TRUST_SENDER(
      0,
      "trust-sender",
      NONE,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "do not check the sender's file list"),
  COPY_AS(0, "copy-as", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "act as another user"),
  ADDRESS(0, "address", TEXT, NEVER, OWN_END, IMPLEMENTED, "local address to connect from"),
  PORT(0, "port", NUMBER, NEVER, OWN_END, IMPLEMENTED, "port of the daemon"),
  SOCKOPTS(0, "sockopts", TEXT, NEVER, OWN_END, IMPLEMENTED, "socket options"),
  BLOCKING_IO(
      0,
      "blocking-io",
      NONE,
      BY_NAME,
      OWN_END,
      IMPLEMENTED,
      "blocking descriptors for the remote shell"),
  OUTBUF(0, "outbuf", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "how standard output is buffered"),
  STATS(0, "stats", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "show what was transferred, in numbers"),
  EIGHT_BIT_OUTPUT(
      '8',
      "8-bit-output",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "show bytes above 127 as they are"),
  HUMAN_READABLE(
      'h', "human-readable", NONE, BY_NAME_AND_LETTER, OWN_END, IMPLEMENTED, "numbers with units"),
  PROGRESS(0, "progress", NONE, BY_NAME, OWN_END, IMPLEMENTED, "show how each file gets on"),
  ITEMIZE_CHANGES(
      'i',
      "itemize-changes",
      NONE,
      BY_NAME_AND_LETTER,
      BOTH_ENDS,
      IMPLEMENTED,
      "show what changes about each file"),
  REMOTE_OPTION(
      'M', "remote-option", TEXT, NEVER, OWN_END, IMPLEMENTED, "an option for the other end only"),
  OUT_FORMAT(
      0,
      "out-format,log-format",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "show each file in this form"),
  LOG_FILE(0, "log-file", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "write a log"),
  LOG_FILE_FORMAT(
      0, "log-file-format", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "form of lines in the log"),
  PASSWORD_FILE(
      0, "password-file", TEXT, NEVER, OWN_END, IMPLEMENTED, "where the daemon's password is"),
  EARLY_INPUT(
      0, "early-input", TEXT, NEVER, OWN_END, IMPLEMENTED, "what the daemon's early command reads"),
  LIST_ONLY(0, "list-only", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "list files, transfer none"),
  BWLIMIT(0, "bwlimit", TEXT, BY_NAME, BOTH_ENDS, IMPLEMENTED, "KiB per second at most"),
  STOP_AFTER(
      0,
      "stop-after,time-limit",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "stop after so many minutes"),
  STOP_AT(0, "stop-at", TEXT, NEVER, BOTH_ENDS, IMPLEMENTED, "stop at this time"),
  FSYNC(0, "fsync", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "force every file to disk"),
  WRITE_BATCH(0, "write-batch", TEXT, NEVER, OWN_END, IMPLEMENTED, "record the transfer"),
  ONLY_WRITE_BATCH(
      0,
      "only-write-batch",
      TEXT,
      NEVER,
      BOTH_ENDS,
      IMPLEMENTED,
      "record the transfer, change nothing"),
  READ_BATCH(0, "read-batch", TEXT, NEVER, OWN_END, IMPLEMENTED, "repeat a recorded transfer"),
  PROTOCOL(0, "protocol", NUMBER, NEVER, OWN_END, IMPLEMENTED, "speak no newer protocol"),
  ICONV(
      0, "iconv", TEXT, BY_NAME, BOTH_ENDS, IMPLEMENTED, "translate names between character sets"),
  CHECKSUM_SEED(0, "checksum-seed", NUMBER, NEVER, BOTH_ENDS, IMPLEMENTED, "seed of the checksums"),
  QSORT(0, "qsort,use-qsort", NONE, NEVER, BOTH_ENDS, IMPLEMENTED, "sort like old programs"),
  IPV4('4', "ipv4", NONE, NEVER, OWN_END, IMPLEMENTED, "connect by IPv4"),
  IPV6('6', "ipv6", NONE, NEVER, OWN_END, IMPLEMENTED, "connect by IPv6"),
  VERSION('V', "version", NONE, NEVER, OWN_END, IMPLEMENTED, "show the version"),
  HELP(0, "help", NONE, NEVER, OWN_END, IMPLEMENTED, "show this help (-h alone does too)"),
  SERVER(0, "server", NONE, NEVER, SERVER_END, IMPLEMENTED, "be the other end of a client"),
  SENDER(0, "sender", NONE, NEVER, SERVER_END, IMPLEMENTED, "the server sends"),
  DAEMON(0, "daemon", NONE, NEVER, DAEMON_ONLY, IMPLEMENTED, "be a daemon"),
  WATCH(0, "watch", NONE, NEVER, OWN_END, IMPLEMENTED, "stay and transfer whatever changes"),
  EVENT_SOURCE(
      0, "event-source", TEXT, NEVER, OWN_END, IMPLEMENTED, "how --watch hears of changes"),
  CONTROL(0, "control", TEXT, NEVER, OWN_END, IMPLEMENTED, "where --watch answers questions"),
  CONFIG(0, "config", TEXT, NEVER, DAEMON_ONLY, IMPLEMENTED, "configuration of the daemon"),
  DPARAM(0, "dparam", TEXT, NEVER, DAEMON_ONLY, IMPLEMENTED, "a parameter of the daemon"),
  DETACH(0, "detach", NONE, BY_NAME, DAEMON_ONLY, IMPLEMENTED, "leave the terminal");

  /** What follows the option. */
  public enum Argument {
    NONE,
    TEXT,
    /** A decimal, octal (0...) or hexadecimal (0x...) number of 32 bits. */
    NUMBER
  }

  /** Which {@code --no-X} forms there are. */
  public enum Negation {
    NEVER,
    BY_NAME,
    BY_NAME_AND_LETTER
  }

  /** Whom the option concerns. */
  public enum Side {
    /** Both ends of a transfer; it may be among the arguments of a server. */
    BOTH_ENDS,
    /** Only the program it is given to. */
    OWN_END,
    /** Only a server, as a client starts it. */
    SERVER_END,
    /** Only a daemon. */
    DAEMON_ONLY
  }

  /** Whether the option works. */
  public enum Status {
    IMPLEMENTED,
    LATER
  }

  /** What {@link #letter} answers for an option without one. */
  public static final char NO_LETTER = 0;

  private final char letter;
  private final List<String> names;
  private final Argument argument;
  private final Negation negation;
  private final Side side;
  private final Status status;
  private final String summary;

  Option(
      int letter,
      String names,
      Argument argument,
      Negation negation,
      Side side,
      Status status,
      String summary) {
    this.letter = (char) letter;
    this.names = split(names);
    this.argument = argument;
    this.negation = negation;
    this.side = side;
    this.status = status;
    this.summary = summary;
  }

  /** Without {@code String.split}, which would load the regular expressions at start-up. */
  private static List<String> split(String names) {
    if (names.isEmpty()) {
      return List.of();
    }
    int comma = names.indexOf(',');
    return comma < 0
        ? List.of(names)
        : List.of(names.substring(0, comma), names.substring(comma + 1));
  }

  /** The letter of its short form, or {@link #NO_LETTER}. */
  public char letter() {
    return letter;
  }

  /** Its long names without dashes, the usual one first; empty if it has only a letter. */
  public List<String> names() {
    return names;
  }

  public Argument argument() {
    return argument;
  }

  public Negation negation() {
    return negation;
  }

  public Side side() {
    return side;
  }

  public boolean isImplemented() {
    return status == IMPLEMENTED;
  }

  /** One line of help. */
  public String summary() {
    return summary;
  }

  /** The usual spelling, {@code --name} or {@code -x}. */
  public String spelling() {
    return names.isEmpty() ? "-" + letter : "--" + names.get(0);
  }
}
