// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Text;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferEvent.Severity;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.TransferOptions;
import java.io.IOException;

/**
 * Tells the user of a client which checksum and which compressor it uses ({@code --debug=nstr}).
 */
final class NegotiatedNames {
  private static final int USUAL_ZLIB_LEVEL = 6;
  private static final int USUAL_ZSTD_LEVEL = 3;

  private NegotiatedNames() {}

  static void tell(Transfer transfer) {
    if (transfer.isServer() || !transfer.traces(DebugFlag.NSTR)) {
      return;
    }
    SessionParameters parameters = transfer.parameters();
    TransferOptions.Wire wire = transfer.options().wire();
    tell(transfer, wire.checksumChoice(), "checksum: " + checksums(parameters));
    CompressionMethod method = parameters.compression();
    if (method != CompressionMethod.NONE) {
      int level = level(method, parameters.compressionLevel());
      String what = "compress: " + method.wireName() + " (level " + level + ")";
      tell(transfer, wire.compressChoice(), what);
    }
  }

  /** Shows in which character set a client's names are ({@code --debug=ICONV}). */
  static void tellCharset(Transfer transfer, String role) {
    if (transfer.names().isOn() && !transfer.isServer() && transfer.traces(DebugFlag.ICONV)) {
      show(transfer, "[" + role + "] charset: " + transfer.names().charsetName());
    }
  }

  /** The same at a server. */
  static void tellServerCharset(Transfer transfer, Reports reports) throws IOException {
    if (transfer.isServer() && transfer.names().isOn() && transfer.traces(DebugFlag.ICONV)) {
      reports.info("[" + reports.role() + "] charset: " + transfer.names().charsetName());
    }
  }

  private static void tell(Transfer transfer, String choice, String what) {
    boolean negotiated = choice.isEmpty() && transfer.parameters().varintListFlags();
    show(transfer, "Client " + (negotiated ? "negotiated " : "") + what);
  }

  private static void show(Transfer transfer, String line) {
    transfer.events().emit(new TransferEvent.Message(Severity.INFO, Text.of(line), false));
  }

  private static String checksums(SessionParameters parameters) {
    ChecksumAlgorithm moved = parameters.transferChecksum();
    ChecksumAlgorithm listed = parameters.listChecksum();
    return moved == listed ? moved.wireName() : moved.wireName() + "," + listed.wireName();
  }

  private static int level(CompressionMethod method, int asked) {
    if (method == CompressionMethod.LZ4) {
      return 0;
    }
    if (method == CompressionMethod.ZSTD) {
      return asked == Integer.MIN_VALUE || asked == 0 ? USUAL_ZSTD_LEVEL : asked;
    }
    return asked == Integer.MIN_VALUE ? USUAL_ZLIB_LEVEL : asked;
  }
}
