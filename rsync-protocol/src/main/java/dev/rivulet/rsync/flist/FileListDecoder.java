// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static dev.rivulet.rsync.wire.TransmitFlags.EXTENDED_FLAGS;
import static dev.rivulet.rsync.wire.TransmitFlags.IO_ERROR_ENDLIST;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.store.ChmodRules;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads and validates file lists; the counterpart of {@link FileListEncoder}. One instance per
 * session, owned by the thread that reads the connection.
 *
 * <p>A hostile peer can make it keep at most what the peer has sent, times a small factor: every
 * length is checked before anything is allocated for it.
 */
public final class FileListDecoder {
  private static final byte[] NO_NAME = {};

  private final ListFormat format;
  private final OwnerMapping owners;
  private final RequestedNames requested;
  private final WireInput in;
  private final SharedAttributes shared = new SharedAttributes();
  private final EntryReader entries;
  private final EntryDraft draft = new EntryDraft();
  private final DirectoryNames directories = new DirectoryNames();
  private int nextFirstIndex;

  /**
   * For an end that takes any name within the transfer.
   *
   * @param owners maps received ids and names to local ids
   */
  public FileListDecoder(ListFormat format, OwnerMapping owners, WireInput in) {
    this(
        format,
        owners,
        RequestedNames.ANY,
        ChmodRules.NONE,
        XattrRules.PLAIN,
        UntranslatableNames.UNHEARD,
        in);
  }

  /**
   * @param owners maps received ids and names to local ids
   * @param requested what a client that pulls has asked for; other names are refused
   * @param chmod changes of the permissions that arrive
   * @param xattrRules which extended attributes are kept
   * @param untranslatable told what cannot be named here (--iconv) and is therefore inactive
   */
  public FileListDecoder(
      ListFormat format,
      OwnerMapping owners,
      RequestedNames requested,
      ChmodRules chmod,
      XattrRules xattrRules,
      UntranslatableNames untranslatable,
      WireInput in) {
    this.format = format;
    this.owners = owners;
    this.requested = requested;
    this.in = in;
    this.entries = new EntryReader(format, owners, chmod, shared, xattrRules, untranslatable, in);
    this.nextFirstIndex = format.session().incrementalRecursion() ? 1 : 0;
  }

  /**
   * Reads the first list, with the id lists and the I/O error value where the protocol has them;
   * sorted, duplicates made inactive.
   *
   * @throws dev.rivulet.rsync.RsyncException with rsync's text and exit code for a list that must
   *     be refused
   */
  public FileList readFirst() throws IOException {
    FileListBuilder builder = builder(-1);
    int ioError = readEntries(builder, NO_NAME);
    if (!format.session().incrementalRecursion()) {
      readIdLists();
      entries.mapAcls();
      HardLinkGroups.dissolveSingles(builder.columns().hardLinkGroups());
    }
    if (format.session().protocol() < 30) {
      ioError = in.readInt();
    }
    FileList list = finish(builder, ioError);
    if (!format.session().incrementalRecursion()) {
      checkParents(list);
    }
    return list;
  }

  /** Reads the list of a directory; its header has been read by the caller. */
  public FileList readSegment(int directoryNumber) throws IOException {
    byte[] prefix = directories.open(directoryNumber);
    FileListBuilder builder = builder(directoryNumber);
    int ioError = readEntries(builder, prefix);
    return finish(builder, ioError);
  }

  private FileListBuilder builder(int directoryNumber) {
    FileListBuilder builder =
        new FileListBuilder(
                format.session().filesBeforeDirectories(), nextFirstIndex, directoryNumber)
            .limitedTo(format.largestArray())
            .countingArrivals(format.countsArrivals())
            .deactivatingDuplicates()
            .sharing(shared);
    return format.relative() ? builder.strippingSlash() : builder;
  }

  /** Reads to the end marker; returns the I/O error value that came with it. */
  private int readEntries(FileListBuilder builder, byte[] prefix) throws IOException {
    while (true) {
      int flags = readFlags();
      if (flags == 0) {
        return format.session().varintListFlags() ? in.readVarint() : 0;
      }
      if (isErrorEnd(flags)) {
        return in.readVarint();
      }
      entries.read(flags, draft, builder);
      if (!entries.isUnnamed()) {
        checkName(prefix);
      }
      if (nextFirstIndex > Integer.MAX_VALUE - 2 - builder.size()) {
        throw new ProtocolException(ExitCode.MALLOC, "file list has grown too large to expand");
      }
      builder.add(draft);
    }
  }

  private void checkName(byte[] prefix) throws ProtocolException {
    if (format.session().incrementalRecursion()) {
      checkDirectory(prefix);
    }
    requested.check(draft);
  }

  private int readFlags() throws IOException {
    if (format.session().varintListFlags()) {
      return in.readVarint();
    }
    int flags = in.readByte();
    boolean extended = format.session().protocol() >= 28 && (flags & EXTENDED_FLAGS) != 0;
    return extended ? flags | in.readByte() << 8 : flags;
  }

  private boolean isErrorEnd(int flags) throws ProtocolException {
    if (format.session().varintListFlags()
        || format.session().protocol() < 28
        || flags != (EXTENDED_FLAGS | IO_ERROR_ENDLIST)) {
      return false;
    }
    if (!format.session().safeFileList()) {
      throw new ProtocolException("Invalid flist flag: %x".formatted(flags));
    }
    return true;
  }

  /** Every name of an incremental list lies directly in the list's directory. */
  private void checkDirectory(byte[] prefix) throws ProtocolException {
    int start = draft.nameLength > 0 && draft.name[0] == '/' ? 1 : 0;
    int slash = draft.nameLength - 1;
    while (slash >= start && draft.name[slash] != '/') {
      slash--;
    }
    int end = Math.max(start, slash + 1);
    if (!Arrays.equals(draft.name, start, end, prefix, 0, prefix.length)) {
      throw invalidPath(ExitCode.UNSUPPORTED, draft.nameBytes());
    }
  }

  private static ProtocolException invalidPath(ExitCode exitCode, byte[] name) {
    return new ProtocolException(
        exitCode, "ABORTING due to invalid path from sender: " + TreePath.escape(name));
  }

  private void readIdLists() throws IOException {
    if (format.numericIds()) {
      return;
    }
    if (format.owner() || format.acls()) {
      readIdList(format.acls() ? owners::aclUser : owners::uid);
    }
    if (format.group() || format.acls()) {
      readIdList(owners::gid);
    }
  }

  /** Takes note of a name for an id. */
  @FunctionalInterface
  private interface NameSink {
    int map(int id, byte[] name);
  }

  private void readIdList(NameSink sink) throws IOException {
    int protocol = format.session().protocol();
    for (int id = in.readVarint30(protocol); id != 0; id = in.readVarint30(protocol)) {
      sink.map(id, in.readBytes(in.readByte()));
    }
    if (format.session().idZeroNames()) {
      sink.map(0, in.readBytes(in.readByte()));
    }
  }

  private FileList finish(FileListBuilder builder, int ioError) {
    mapOwners(builder.columns());
    FileList list = builder.build(format.ignoreErrors() ? 0 : ioError & IoError.MASK);
    nextFirstIndex += list.size() + 1;
    if (format.session().incrementalRecursion()) {
      directories.addAll(list);
    }
    return list;
  }

  private void mapOwners(EntryColumns columns) {
    if (format.owner()) {
      columns.uids().map(uid -> owners.uid(uid, NO_NAME));
    }
    if (format.group()) {
      columns.gids().map(gid -> owners.gid(gid, NO_NAME));
      markSkippedGroups(columns);
    }
  }

  private void markSkippedGroups(EntryColumns columns) {
    int lastGid = 0;
    boolean isSkipped = owners.skipsGroup(lastGid);
    for (int row = 0; row < columns.size(); row++) {
      if (columns.gid(row) != lastGid) {
        lastGid = columns.gid(row);
        isSkipped = owners.skipsGroup(lastGid);
      }
      if (isSkipped) {
        columns.setFlag(row, EntryFlag.SKIP_GROUP);
      }
    }
  }

  /**
   * Every name of a complete list lies in a directory of the list; only missing arguments may lack
   * theirs. So is --no-implied-dirs of no use below protocol 30, where implied directories are not
   * sent: rsync refuses such lists, too.
   */
  private void checkParents(FileList list) throws ProtocolException {
    EntryColumns columns = list.columns();
    boolean[] known = new boolean[columns.prefixCount()];
    for (int id = 0; id < known.length; id++) {
      known[id] = isListed(list, columns.prefix(id));
    }
    for (int row = 0; row < columns.size(); row++) {
      if (!known[columns.prefixId(row)] && columns.mode(row) != 0) {
        throw invalidPath(ExitCode.PROTOCOL, list.displayName(row));
      }
    }
  }

  private static boolean isListed(FileList list, byte[] prefix) {
    int start = prefix.length > 0 && prefix[0] == '/' ? 1 : 0;
    if (prefix.length <= start) {
      return true;
    }
    int position = list.find(Arrays.copyOfRange(prefix, start, prefix.length - 1));
    return position >= 0 && list.entry(position).isDirectory();
  }
}
