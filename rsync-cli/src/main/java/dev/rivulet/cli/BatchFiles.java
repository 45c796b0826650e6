// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.daemon.host.OperatorFiles;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.StoreException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The files of {@code --write-batch} and its sisters (rsync(1)). */
final class BatchFiles {
  private static final int PRIVATE = 0600;
  private static final int PRIVATE_PROGRAM = 0700;
  private static final int BUFFER = 1 << 16;

  private final byte[] path;
  private final boolean insecureLinks;

  BatchFiles(TransferOptions options) {
    this.path = options.batch().file();
    this.insecureLinks = options.operatorPaths().insecureLinks();
  }

  /** The file to record to, empty. */
  OutputStream create() throws RsyncException {
    try {
      return new BufferedOutputStream(Channels.newOutputStream(open(path, PRIVATE)), BUFFER);
    } catch (IOException e) {
      throw failed(ExitCode.FILE_IO, path, e);
    }
  }

  /** Writes the script that repeats the transfer beside the file. */
  void writeScript(byte[] script) throws RsyncException {
    byte[] name = new byte[path.length + 3];
    System.arraycopy(path, 0, name, 0, path.length);
    System.arraycopy(".sh".getBytes(StandardCharsets.US_ASCII), 0, name, path.length, 3);
    try (FileChannel channel = open(name, PRIVATE_PROGRAM)) {
      ByteBuffer text = ByteBuffer.wrap(script);
      while (text.hasRemaining()) {
        channel.write(text);
      }
    } catch (IOException e) {
      throw failed(ExitCode.FILE_SELECT, name, e);
    }
  }

  /** The recording to repeat. */
  InputStream read() throws RsyncException {
    if (path.length == 1 && path[0] == '-') {
      return System.in;
    }
    try {
      FileChannel channel =
          insecureLinks
              ? FileChannel.open(Path.of(name(path)), StandardOpenOption.READ)
              : OperatorFiles.readable(path);
      return new BufferedInputStream(new Unmeasured(Channels.newInputStream(channel)), BUFFER);
    } catch (IOException e) {
      throw failed(ExitCode.FILE_IO, path, e);
    }
  }

  /** A pipe has no length to be asked for. */
  private static final class Unmeasured extends FilterInputStream {
    Unmeasured(InputStream in) {
      super(in);
    }

    @Override
    public int available() {
      return 0;
    }
  }

  private FileChannel open(byte[] file, int mode) throws IOException {
    return insecureLinks
        ? FileChannel.open(
            Path.of(name(file)),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)
        : OperatorFiles.create(file, mode);
  }

  private static RsyncException failed(ExitCode exitCode, byte[] file, IOException cause) {
    String reason =
        cause instanceof StoreException store
            ? store.errno().text() + " (" + store.errno().number() + ")"
            : String.valueOf(cause.getMessage());
    return new RsyncException(
        exitCode,
        "rsync: [Receiver] Batch file \"" + absolute(file) + "\" open error: " + reason,
        cause);
  }

  private static String absolute(byte[] file) {
    return Path.of(name(file)).toAbsolutePath().normalize().toString();
  }

  private static String name(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }
}
