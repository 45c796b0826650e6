// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.DaemonRules;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.options.Backup;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The answers are those of rsync 3.5.0 for a module with "exclude = /secret/ bak". */
class OptionPlacesTest {
  private static FilterList hidden() throws RsyncException {
    DaemonRules rules = new DaemonRules();
    rules.addPatterns("/secret/ bak".getBytes(UTF_8), false);
    return rules.toList();
  }

  @ParameterizedTest
  @CsvSource({
    "backup, bak, 4",
    "backup, /bak, 4",
    "backup, sub/bak, 4",
    "backup, ../secret, 4",
    "backup, /secret/x/y, 4",
    "backup, x/../../../secret, 4",
    "backup, in/../secret, 4",
    "backup, secretx, 0",
    "backup, /x/secret, 0",
    "temp, /secret/x, 4",
    "temp, secret, 4",
    "temp, sub, 0",
    "partial, /secret, 1",
    "partial, /sub/../secret, 1",
    "partial, secret, 0",
    "partial, ../secret, 0",
  })
  void refusesPlacesThatTheModuleHides(String option, String path, int code) throws RsyncException {
    TransferOptionsBuilder options = TransferOptions.builder();
    byte[] directory = path.getBytes(UTF_8);
    switch (option) {
      case "backup" -> options.backup(Backup.into(directory));
      case "temp" -> options.temporaryDirectory(directory);
      default -> options.partialDirectory(directory);
    }

    int answer =
        new OptionPlaces(hidden())
            .objection(options.build())
            .map(objection -> objection.code().code())
            .orElse(0);

    assertThat(answer).isEqualTo(code);
  }
}
