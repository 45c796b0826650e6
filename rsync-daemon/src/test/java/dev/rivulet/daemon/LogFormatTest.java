// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.rsync.event.ItemInfo;
import dev.rivulet.rsync.event.ItemText;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.handshake.Greeting;
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

  private static TransferEvent.Item item() {
    ItemInfo entry =
        new ItemInfo(
            "sub/c.dat".getBytes(ISO_8859_1), 0104755, 12345, 1_000_000_000, 5, 6, new byte[0]);
    return new TransferEvent.Item(entry, ItemFlags.TRANSFER, new byte[0], true, 99, 0);
  }

  private static LogFormat format(String text) {
    Login login =
        new Login(
            Greeting.own(32),
            ModuleConfig.builder("log").path("/srv").build(),
            ClientHost.unnamed(InetAddress.getLoopbackAddress()),
            "ann",
            true,
            Map.of(),
            new byte[0],
            Optional.empty());
    return new LogFormat(text, login, 77, new ItemText.Times(true, true), CLOCK);
  }

  @ParameterizedTest
  @CsvSource({
    "%o %h [%a] %m (%u) %f %l, 'send UNDETERMINED [127.0.0.1] log (ann) sub/c.dat 12345'",
    "%i, <f.........",
    "%B, rwsr-xr-x",
    "%M, 2001/09/09-01:46:40",
    "%t, 2026/11/21 10:20:30",
    "%n|%p|%P|%U|%G, sub/c.dat|77|/srv|5|6",
    "%L|, |",
    "'%8l|', '   12345|'",
    "'%-8l|', '12345   |'",
    "100%%, 100%",
    "%z%, %z%"
  })
  void fillsInEscapes(String format, String expected) {
    assertThat(format(format).item(item())).isEqualTo(expected);
  }

  @Test
  void mentionsOnlyTransfersUnlessItShowsChanges() {
    ItemInfo entry = new ItemInfo(new byte[] {'d'}, 0040755, 0, 0, 0, 0, new byte[0]);
    TransferEvent.Item created =
        new TransferEvent.Item(
            entry, ItemFlags.IS_NEW | ItemFlags.LOCAL_CHANGE, new byte[0], false, 0, 0);

    assertThat(format("%o %f").mentions(created)).isFalse();
    assertThat(format("%i %f").mentions(created)).isTrue();
    assertThat(format("%o %f").mentions(item())).isTrue();
    assertThat(format("%i %f").item(created)).isEqualTo("cd+++++++++ d");
  }

  @Test
  void showsWhereLinksLead() {
    ItemInfo link =
        new ItemInfo("l".getBytes(ISO_8859_1), 0120777, 0, 0, 0, 0, "target".getBytes(ISO_8859_1));
    TransferEvent.Item item = new TransferEvent.Item(link, 0, new byte[0], true, 0, 0);

    assertThat(format("%f%L").item(item)).isEqualTo("l -> target");
  }

  @Test
  void namesDeletions() {
    TransferEvent.Deleted deleted = new TransferEvent.Deleted("d".getBytes(ISO_8859_1), true);
    assertThat(format("%o %n %l").deleted(deleted)).isEqualTo("del. d/ 0");
  }

  @Test
  void knowsWhatItCannotFillIn() {
    assertThat(LogFormat.unsupportedEscape("%o %-20C")).contains("%-20C");
    assertThat(LogFormat.unsupportedEscape("%f %'l")).contains("%'");
    assertThat(LogFormat.unsupportedEscape("%o 100%% %f")).isEmpty();
  }
}
