// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.batch;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.ProtocolException;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.handshake.CompatFlags;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.wire.WireInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

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
    if (protocol < Negotiator.OLDEST_PROTOCOL) {
      throw new RsyncException(
          ExitCode.UNSUPPORTED,
          "rsync: a batch file of protocol " + protocol + " is not supported by Rivulet");
    }
    boolean flagged = protocol >= BatchWriter.FIRST_PROTOCOL_WITH_COMPAT_FLAGS;
    CompatFlags compat = new CompatFlags(flagged ? header.readVarint() : 0);
    return new BatchReader(file, flags, protocol, compat, header.readInt());
  }

  /**
   * The options of this end with those that the file was recorded with.
   *
   * @param notices is told of each option that had to be changed
   */
  public TransferOptions options(TransferOptions own, Consumer<String> notices)
      throws RsyncException {
    List<StreamFlag> differing =
        StreamFlag.of(protocol).stream().filter(flag -> flag.differs(flags, own)).toList();
    for (StreamFlag flag : differing) {
      if (flag == StreamFlag.ICONV) {
        throw new RsyncException(
            ExitCode.SYNTAX,
            (flag.isIn(flags) ? "Please" : "Do not")
                + " specify the --iconv option to use this batch file.");
      }
      notices.accept(flag.notice(flags));
    }
    return StreamFlag.apply(differing, flags, own);
  }

  /**
   * What the ends of the recorded transfer had agreed on.
   *
   * @param own the options of this end as they were given
   * @param recorded those of {@link #options}
   * @throws RsyncException (exit code 1) if the options given do not allow what was recorded
   */
  public SessionParameters parameters(TransferOptions own, TransferOptions recorded)
      throws RsyncException {
    if (compat.has(CompatFlags.INC_RECURSE)
        && !ServerArguments.allowsIncrementalRecursion(own, true)) {
      throw new RsyncException(
          ExitCode.SYNTAX, "Incompatible options specified for inc-recursive batch file.");
    }
    return Negotiator.recorded(Offers.client(recorded, true, 0), protocol, compat, seed);
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
