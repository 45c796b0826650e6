// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.ServerRequest;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every row was seen with the reference program. */
class RefusedOptionsTest {
  private static final String ARCHIVE = "-logDtpre.iLsfxCIvu";

  private static ServerRequest judged(String rules, String words) throws RsyncException {
    return judged(rules, false, words);
  }

  private static ServerRequest judged(String rules, boolean hasCharset, String words)
      throws RsyncException {
    List<byte[]> list = new ArrayList<>();
    for (String word : ("--server " + words).split(" ")) {
      list.add(word.getBytes(UTF_8));
    }
    RefusedOptions refused = RefusedOptions.of(rules, hasCharset);
    return refused.judge(ServerRequest.parse(list, refused));
  }

  /** The spelling that is refused, or a dash. */
  private static String refused(String rules, String words) {
    return refused(rules, false, words);
  }

  private static String refused(String rules, boolean hasCharset, String words) {
    try {
      judged(rules, hasCharset, words);
      return "-";
    } catch (RsyncException e) {
      assertThat(e.exitCode()).isEqualTo(ExitCode.UNSUPPORTED);
      return e.getMessage().replace("rsync: The server is configured to refuse ", "");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "checksum, -rce.i, --checksum (-c)",
    "c, -rce.i, --checksum (-c)",
    "checksum*, -rce.i, --checksum (-c)",
    "checksum, -re.i, -",
    "c, -re.i --no-c, -",
    "a, -re.i, --recursive (-r)",
    "a, -logDtpre.i, --links (-l)",
    "archive*, -logDtpre.i, -",
    "delete-during, -re.i --del, --del",
    "del, -re.i --delete-during, --delete-during",
    "compress-threads, -re.i --zt=2, --zt",
    "* !a !v, -vlogDtpre.i, -",
    "* !a, -vlogDtpre.i, --verbose (-v)",
    "* !a !v, -logDtpce.i, --checksum (-c)",
    "* !a !v, -nse.i --sender --checksum-seed=1 --log-format=%i, -",
    "* !a !v, -de.i --no-r --delete, --no-r",
    "* !a !v, -logDtpHre.i, --hard-links (-H)",
    "'', -re.i --write-devices, --write-devices",
    "!write-devices, -re.i --copy-devices, --copy-devices",
    "'', -re.i --iconv=UTF-8, --iconv",
    "!*, -re.i --iconv=UTF-8, --iconv",
    "!log-file, --log-file=x, --log-file",
    "no-such-option, -re.i, -"
  })
  void refusesWhatIsNamed(String rules, String words, String expected) {
    assertThat(refused(rules, words)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "compress, -re.i --new-compress, --compress (-z)",
    "compress*, -re.i --new-compress, --compress (-z)",
    "compress*, -re.i --compress-choice=zstd, --compress-choice",
    "delete, -re.i --delete-after, --delete",
    "delete, -re.i --delete-excluded, --delete",
    "delete, -re.i --delete-missing-args, --delete",
    "delete*, -re.i --delete-missing-args, -",
    "delete, --sender -re.i --remove-source-files, --delete",
    "delete, -re.i --remove-source-files, -",
    "delete*, -re.i --delete-after, --delete-after",
    "inplace, -re.i --inplace, --inplace",
    "partial, -re.i --inplace, --partial",
    "no-iconv, -re.i, --no-iconv"
  })
  void refusesWhatAmountsToIt(String rules, String words, String expected) {
    assertThat(refused(rules, words)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'', -re.i --iconv=UTF-8, -",
    "iconv, -re.i --iconv=UTF-8, --iconv",
    "no-iconv, -re.i --iconv=UTF-8, -",
    "no-iconv, -re.i, --no-iconv"
  })
  void aModuleWithACharacterSetTranslatesNames(String rules, String words, String expected) {
    assertThat(refused(rules, true, words)).isEqualTo(expected);
  }

  @Test
  void deletesAnotherWayWhereTheUsualOneIsRefused() throws RsyncException {
    assertThat(mode("delete-during")).isEqualTo(DeleteMode.BEFORE);
    assertThat(mode("delete-before")).isEqualTo(DeleteMode.DURING);
    assertThat(mode("delete-after")).isEqualTo(DeleteMode.DEFAULT);
    assertThat(refused("delete-*", ARCHIVE + " --delete")).isEqualTo("--delete-before");
  }

  private static DeleteMode mode(String rules) throws RsyncException {
    return judged(rules, ARCHIVE + " --delete").options().deletion().mode();
  }
}
