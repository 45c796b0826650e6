// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.engine.place.EmptyTree;
import dev.rivulet.rsync.engine.transfer.Counters;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.engine.transfer.Events;
import dev.rivulet.rsync.engine.transfer.Outcome;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.FileListDecoder;
import dev.rivulet.rsync.flist.ListFormat;
import dev.rivulet.rsync.flist.OwnerMapping;
import dev.rivulet.rsync.handshake.CompatFlags;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Entries, attributes and transfers as the tests of decisions need them. */
public final class Entries {
  public static final int FILE = 0100644;
  public static final int DIRECTORY = 0040755;
  public static final int SYMLINK = 0120777;
  public static final long MTIME = 1_700_000_000;

  private Entries() {}

  /** An entry of 100 bytes, modified at {@link #MTIME}, owned by 0:0. */
  public static FileEntry entry(int mode) {
    return entry(mode, 100, MTIME, 0);
  }

  public static FileEntry entry(int mode, long size, long mtime, int nanos) {
    return list(new Spec("name", mode, size, mtime, nanos, NOT_LINKED)).entry(0);
  }

  /** In the place of a leader: a file of one name. */
  public static final int NOT_LINKED = -1;

  /** In the place of a leader: the first name of its file. */
  public static final int LEADS = -2;

  /** What an entry is made from; {@code leader} is the position of the first name of its file. */
  public record Spec(String name, int mode, long size, long mtime, int nanos, int leader) {}

  public static FileList list(String... names) {
    return list(
        Arrays.stream(names)
            .map(name -> new Spec(name, FILE, 100, MTIME, 0, NOT_LINKED))
            .toArray(Spec[]::new));
  }

  /** Lets the decoder make a list from bytes, as a receiver gets one. */
  public static FileList list(Spec... specs) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      WireOutput out = new WireOutput(bytes);
      for (Spec spec : specs) {
        write(spec, out);
      }
      out.writeVarint(0);
      out.writeVarint(0);
      out.flush();
      WireInput in = new WireInput(new ByteArrayInputStream(bytes.toByteArray()));
      ListFormat format = transfer(TransferOptions.builder().hardLinks(true)).listFormat();
      return new FileListDecoder(format, new OwnerMapping(new Root(), true), in).readFirst();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void write(Spec spec, WireOutput out) throws IOException {
    int links = spec.leader() == NOT_LINKED ? 0 : spec.leader() == LEADS ? 0x1200 : 0x0200;
    out.writeVarint(0x18 | links | (spec.nanos() == 0 ? 0 : 0x2000));
    byte[] name = spec.name().getBytes(UTF_8);
    out.writeByte(name.length);
    out.writeBytes(name);
    if (spec.leader() >= 0) {
      out.writeVarint(spec.leader());
      return;
    }
    out.writeVarlong(spec.size(), 3);
    out.writeVarlong(spec.mtime(), 4);
    if (spec.nanos() != 0) {
      out.writeVarint(spec.nanos());
    }
    out.writeInt(spec.mode());
    if (spec.mode() == SYMLINK) {
      out.writeVarint(1);
      out.writeByte('t');
    }
  }

  /** What a look at the destination shows. */
  public static FileAttributes attributes(int mode, long size, long mtime, int nanos) {
    return attributes(mode, size, mtime, nanos, 0, 0);
  }

  public static FileAttributes attributes(
      int mode, long size, long mtime, int nanos, int uid, int gid) {
    return new FileAttributes(mode, size, mtime, nanos, 0, 0, 0, 0, uid, gid, 1, 1, 1, 0, 0);
  }

  /** As the entry, but for the access time. */
  public static FileAttributes accessedAt(int mode, long atime) {
    return new FileAttributes(mode, 100, MTIME, 0, atime, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0);
  }

  public static FileAttributes same(int mode) {
    return attributes(mode, 100, MTIME, 0);
  }

  public static Transfer transfer(TransferOptionsBuilder options) {
    return transfer(options, TransferListener.NONE);
  }

  /** A transfer of protocol 32 without incremental recursion, as root. */
  public static Transfer transfer(TransferOptionsBuilder options, TransferListener listener) {
    return new Transfer(
        new SessionParameters(
            32,
            32,
            new CompatFlags(CompatFlags.VARINT_FLIST_FLAGS),
            ChecksumAlgorithm.MD5,
            ChecksumAlgorithm.MD5,
            CompressionMethod.NONE,
            Integer.MIN_VALUE,
            1,
            true),
        options.links(true).numericIds(true).build(),
        EndSettings.client(0),
        new NoFiles(),
        new Events(listener),
        new Outcome(),
        new Counters(),
        NameTranslation.NONE);
  }

  /** A super user without names. */
  private static final class Root implements IdMapper {
    @Override
    public int uid(byte[] name) {
      return UNKNOWN;
    }

    @Override
    public int gid(byte[] name) {
      return UNKNOWN;
    }

    @Override
    public byte[] userName(int uid) {
      return new byte[0];
    }

    @Override
    public byte[] groupName(int gid) {
      return new byte[0];
    }

    @Override
    public boolean isSuper() {
      return true;
    }

    @Override
    public boolean isMember(int gid) {
      return true;
    }
  }

  /** A place without files. */
  private static final class NoFiles implements Workspace {
    @Override
    public FileAttributes stat(byte[] path, boolean follow) {
      return FileAttributes.MISSING;
    }

    @Override
    public FileTree open(byte[] directory, LinkPolicy links) {
      return new EmptyTree();
    }

    @Override
    public void makeDirectory(byte[] path, int permissions) throws IOException {
      throw new IOException("no files are made here");
    }

    @Override
    public IdMapper ids() {
      return new Root();
    }

    @Override
    public void close() {}
  }

  public static List<String> names(List<FileEntry> entries) {
    return entries.stream().map(entry -> new String(entry.name(), UTF_8)).toList();
  }
}
