// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.config.Parameter;
import dev.rivulet.rsync.event.Amounts;
import dev.rivulet.rsync.event.FileSum;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.ItemLines;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.handshake.Greeting;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.wire.ItemFlags;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFormatTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:20:30Z"), ZoneOffset.UTC);

  private static TransferEvent.Item item(int flags) {
    byte[] name = "sub/c.dat".getBytes(ISO_8859_1);
    ItemInfo entry = new ItemInfo(name, 0104755, 12345, 1_000_000_000, 5, 6, new byte[0]);
    return new TransferEvent.Item(entry, flags, new byte[0], true, FileSum.unknown(16));
  }

  private static ItemLines lines(String format) {
    Login login =
        new Login(
            Greeting.own(32),
            ModuleConfig.builder("log").path("/srv").set(Parameter.LOG_FORMAT, format).build(),
            ClientHost.unnamed(InetAddress.getLoopbackAddress()),
            "ann",
            true,
            Map.of(),
            new byte[0],
            Optional.empty());
    return LogFormat.of(login, 77, TransferOptions.builder().times(true).build(), CLOCK);
  }

  private static String line(String format, int flags) {
    return lines(format).of(item(flags)).map(line -> new String(line, ISO_8859_1)).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "%o %h [%a] %m (%u) %f %l, 'send UNDETERMINED [127.0.0.1] log (ann) sub/c.dat 12345'",
    "%i, <f.........",
    "%B, rwsr-xr-x",
    "%M, 2001/09/09-01:46:40",
    "%t, 2026/11/21 10:20:30",
    "%n|%p|%P, sub/c.dat|77|/srv",
  })
  void fillsInEscapes(String format, String expected) {
    assertThat(line(format, ItemFlags.TRANSFER)).isEqualTo(expected);
  }

  @Test
  void mentionsOnlyTransfersUnlessItShowsChanges() {
    int created = ItemFlags.IS_NEW | ItemFlags.LOCAL_CHANGE;

    assertThat(line("%o %f", created)).isEmpty();
    assertThat(line("%i %f", created)).isEqualTo("cf+++++++++ sub/c.dat");
  }

  @Test
  void namesDeletions() {
    TransferEvent.Deleted deleted = new TransferEvent.Deleted("d".getBytes(ISO_8859_1), true);

    assertThat(new String(lines("%o %n %l").of(deleted, 16), ISO_8859_1)).isEqualTo("del. d/ 0");
    assertThat(new String(lines("%n %l").of(deleted, 16), ISO_8859_1)).isEqualTo("deleting d/");
  }

  @Test
  void tellsOfAmountsBehindTheData() {
    TransferEvent.Item item = item(ItemFlags.TRANSFER);
    TransferEvent.FileFinished finished =
        new TransferEvent.FileFinished(
            item, true, new Amounts(1, 2, 45, 16), FileSum.of(new byte[] {1}));

    assertThat(lines("%n %b").of(item)).isEmpty();
    assertThat(new String(lines("%b %c %C").of(finished).orElseThrow(), ISO_8859_1))
        .isEqualTo("45 16 01");
  }
}
