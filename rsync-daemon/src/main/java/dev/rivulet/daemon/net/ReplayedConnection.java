// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon.net;

import dev.rivulet.rsync.io.Connection;
import dev.rivulet.rsync.io.ForwardingConnection;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A connection some of whose input was read before; it is read again, in front of the rest. */
final class ReplayedConnection extends ForwardingConnection {
  ReplayedConnection(byte[] alreadyRead, Connection connection) {
    super(connection, new Replay(alreadyRead, connection.input()), connection.output());
  }

  private static final class Replay extends InputStream {
    private final byte[] first;
    private final InputStream rest;
    private int position;

    Replay(byte[] first, InputStream rest) {
      this.first = first;
      this.rest = rest;
    }

    @Override
    public int read() throws IOException {
      return position < first.length ? first[position++] & 0xff : rest.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (position == first.length || length == 0) {
        return rest.read(target, offset, length);
      }
      int count = Math.min(length, first.length - position);
      System.arraycopy(first, position, target, offset, count);
      position += count;
      return count;
    }
  }
}
