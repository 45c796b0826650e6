// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.batch;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.handshake.CompatFlags;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A recorded transfer, as a sender that says what was recorded and hears nothing (rsync(1),
 * --read-batch). Whoever recorded the file is not trusted more than any other peer. Used once.
 */
public final class BatchReader {
  private final InputStream file;
  private final int flags;
  private final int protocol;
  private final CompatFlags compat;
  private final int seed;

  private BatchReader(InputStream file, int flags, int protocol, CompatFlags compat, int seed) {
    this.file = file;
    this.flags = flags;
    this.protocol = protocol;
    this.compat = compat;
    this.seed = seed;
  }

  /**
   * Reads what comes before the data.
   *
   * @param file which the caller closes
   * @param newestProtocol the highest protocol this end may speak
   */
  public static BatchReader open(InputStream file, int newestProtocol) throws IOException {
    WireInput header = new WireInput(new SingleBytes(file));
    int flags = header.readInt();
    int protocol = header.readInt();
    if (protocol > newestProtocol) {
      throw new ProtocolException(
          "The protocol version in the batch file is too new ("
              + protocol
              + " > "
              + newestProtocol
              + ").");
    }
    if (protocol < BatchWriter.OLDEST_PROTOCOL) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED,
          "rsync: a batch file of protocol " + protocol + " is not supported by Rivulet");
    }
    CompatFlags compat = new CompatFlags(header.readVarint());
    return new BatchReader(file, flags, protocol, compat, header.readInt());
  }

  /** The options of this end with those that the file was recorded with. */
  public TransferOptions options(TransferOptions own) throws RsyncException {
    boolean translated = StreamFlags.translatesNames(flags);
    if (translated == own.wire().iconv().isEmpty()) {
      throw new RsyncException(
          ExitCode.SYNTAX,
          (translated ? "Please" : "Do not")
              + " specify the --iconv option to use this batch file.");
    }
    return StreamFlags.apply(flags, own);
  }

  /** What the ends of the recorded transfer had agreed on. */
  public SessionParameters parameters(TransferOptions options) {
    boolean compressed = options.wire().compress();
    return new SessionParameters(
        Math.min(protocol, Negotiator.NEWEST_PROTOCOL),
        compat,
        ChecksumAlgorithm.MD5,
        ChecksumAlgorithm.MD5,
        compressed ? CompressionMethod.ZLIB : CompressionMethod.NONE,
        Integer.MIN_VALUE,
        seed,
        compat.has(CompatFlags.VARINT_FLIST_FLAGS));
  }

  /** The file as a peer. */
  public Connection connection() {
    return new Recorded(new FramedInput(file));
  }

  /** Reads no further than it is asked to, as what follows the header is read by somebody else. */
  private static final class SingleBytes extends InputStream {
    private final InputStream in;

    SingleBytes(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return length == 0 ? 0 : in.read(target, offset, 1);
    }
  }

  /** The peer that a file is. */
  private record Recorded(InputStream input) implements Connection {
    @Override
    public OutputStream output() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void shutdownOutput() {
      // Nobody listens.
    }

    @Override
    public String peer() {
      return "batch file";
    }

    @Override
    public void close() throws IOException {
      input.close();
    }
  }
}
