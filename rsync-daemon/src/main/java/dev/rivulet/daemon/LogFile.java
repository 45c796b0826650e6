// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ByteText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A log file, opened once per connection so that it can be rotated; each line is one write. */
final class LogFile implements LogDestination {
  private final FileChannel channel;

  private LogFile(FileChannel channel) {
    this.channel = channel;
  }

  static LogFile open(Path path) throws IOException {
    return new LogFile(
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
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
