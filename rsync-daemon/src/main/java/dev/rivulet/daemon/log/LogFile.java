// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.log;

import dev.rivulet.daemon.host.OperatorFiles;
import dev.rivulet.rsync.conf.ByteText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A log file, opened once per connection so that it can be rotated; each line is one write. */
final class LogFile implements LogDestination {
  private final FileChannel channel;

  private LogFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens a log.
   *
   * @param path byte text
   */
  static LogFile open(String path) throws IOException {
    return new LogFile(OperatorFiles.append(ByteText.bytes(path)));
  }

  @Override
  public void write(LogLine line) {
    try {
      channel.write(ByteBuffer.wrap(ByteText.bytes(line.forFile())));
    } catch (IOException e) {
      Diagnostics.report("cannot write the log", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      Diagnostics.report("cannot close the log", e);
    }
  }
}
