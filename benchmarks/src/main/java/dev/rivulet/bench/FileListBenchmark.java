// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.FileListDecoder;
import dev.rivulet.rsync.flist.FileListEncoder;
import dev.rivulet.rsync.flist.ListFormat;
import dev.rivulet.rsync.flist.OwnerMapping;
import dev.rivulet.rsync.handshake.CompatFlags;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.wire.TransmitFlags;
import dev.rivulet.rsync.wire.WireInput;
import dev.rivulet.rsync.wire.WireOutput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A file list of 200 directories with 500 files each over the wire: reading (checked, packed and
 * sorted) and writing. An operation is an entry.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(FileListBenchmark.ENTRIES)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
public class FileListBenchmark {
  private static final int DIRECTORIES = 200;
  private static final int FILES = 500;
  static final int ENTRIES = 1 + DIRECTORIES * (1 + FILES);

  private static final int PROTOCOL = 32;
  private static final int DIRECTORY_MODE = 040755;
  private static final int FILE_MODE = 0100644;
  private static final int NANOSECONDS = 123_456_789;
  private static final byte[] NO_NAME = {};

  private static final ListFormat FORMAT =
      new ListFormat(
          new SessionParameters(
              PROTOCOL,
              PROTOCOL,
              new CompatFlags(0),
              ChecksumAlgorithm.XXH128,
              ChecksumAlgorithm.XXH128,
              CompressionMethod.NONE,
              0,
              0,
              true),
          true,
          true,
          true,
          true,
          true,
          false,
          false,
          false,
          false,
          false,
          true,
          true,
          false,
          false,
          0,
          Long.MAX_VALUE,
          NameTranslation.NONE);

  private byte[] wire;
  private FileList list;

  @Setup
  public void prepare() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    WireOutput out = new WireOutput(bytes);
    writeEntry(".", 4096, DIRECTORY_MODE, out);
    for (int directory = 0; directory < DIRECTORIES; directory++) {
      String path = "directory" + directory;
      writeEntry(path, 4096, DIRECTORY_MODE, out);
      for (int file = 0; file < FILES; file++) {
        writeEntry(path + "/file-" + file * 7919 % FILES + ".dat", file * 997, FILE_MODE, out);
      }
    }
    out.writeByte(0);
    out.flush();
    wire = bytes.toByteArray();
    list = read();
    if (list.size() != ENTRIES) {
      throw new IllegalStateException(list.size() + " entries");
    }
  }

  /** An entry that shares nothing with the one before. */
  private static void writeEntry(String name, int size, int mode, WireOutput out)
      throws IOException {
    out.writeShort(TransmitFlags.EXTENDED_FLAGS | TransmitFlags.MOD_NSEC);
    out.writeByte(name.length());
    out.writeBytes(name.getBytes(US_ASCII));
    out.writeVarlong(size, 3);
    out.writeVarlong(1_790_000_000L + size, 4);
    out.writeVarint(NANOSECONDS);
    out.writeInt(mode);
    out.writeVarint(1000);
    out.writeVarint(1000);
  }

  private FileList read() throws IOException {
    WireInput in = new WireInput(new ByteArrayInputStream(wire));
    return new FileListDecoder(FORMAT, new OwnerMapping(new NoIds(), true), in).readFirst();
  }

  @Benchmark
  public FileList decode() throws IOException {
    return read();
  }

  @Benchmark
  public long encode() throws IOException {
    WireOutput out = new WireOutput(OutputStream.nullOutputStream());
    new FileListEncoder(FORMAT, new NoIds(), out).write(list, 0);
    out.flush();
    return out.count();
  }

  /** Numbers only. */
  private static final class NoIds implements IdMapper {
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
      return NO_NAME;
    }

    @Override
    public byte[] groupName(int gid) {
      return NO_NAME;
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
}
