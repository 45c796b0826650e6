// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputLevelsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-a | 0 0 0 0",
        "-av | 1 1 1 0",
        "-avv | 2 1 1 1",
        "--info=name2 | 2 0 0 0",
        "-vv --info=name0 | 0 1 1 1",
        "--info=name0 -vv | 0 1 1 1",
        "--info=NAME,del,Stats3 | 1 1 3 0",
        "--info=all2,stats0 | 2 2 0 2",
        "-vv --info=none | 0 0 0 0",
        "-vv --info=name99999999999999999999 | 4 1 1 1",
        "--info=,name, | 1 0 0 0",
        "--stats | 0 0 2 0",
        "--stats -vv | 2 1 3 1",
        "--stats --info=stats1 | 0 0 1 0",
        "--progress | 1 0 0 0"
      })
  void wordsGoBeforeWhatVerbosityImplies(String options, String levels) throws Exception {
    TransferOptions.Report report = parse(options).report();

    String actual =
        report.info(InfoFlag.NAME)
            + " "
            + report.info(InfoFlag.DEL)
            + " "
            + report.info(InfoFlag.STATS)
            + " "
            + report.info(InfoFlag.SKIP);
    assertThat(actual).isEqualTo(levels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--info=foo", "--info=nam", "--info=name2x", "--info=+name", "--info=2"})
  void refusesUnknownWords(String option) {
    assertThatThrownBy(() -> parse(option))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX))
        .hasMessage("Unknown --info item: \"" + option.substring(7) + "\"");
  }

  @Test
  void namesAreShownWhereTheyAreToBeTold() throws Exception {
    assertThat(parse("--info=name").report().outFormat()).hasValue("%n%L");
    assertThat(parse("-v --info=name0").report().outFormat()).isEmpty();
  }

  @Test
  void aLimitHoldsForWordsToo() throws Exception {
    TransferOptions.Report report =
        parse("-vvv --info=name2,skip --debug=deltasum").toBuilder()
            .verbosityLimit(1)
            .build()
            .report();

    assertThat(report.verbosity()).isEqualTo(1);
    assertThat(report.info(InfoFlag.NAME)).isEqualTo(1);
    assertThat(report.info(InfoFlag.SKIP)).isZero();
    assertThat(report.debug(DebugFlag.DELTASUM)).isZero();
  }

  @Test
  void debugFollowsVerbosityFromTheSecondLevel() throws Exception {
    assertThat(parse("-v").report().debug(DebugFlag.FLIST)).isZero();
    assertThat(parse("-vv").report().debug(DebugFlag.FLIST)).isEqualTo(1);
    assertThat(parse("-vv --debug=all0,deltasum").report().debug(DebugFlag.FLIST)).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--info=skip2,name0,del,stats,remove,flist0,progress,misc1 |"
            + " --info=DEL,MISC,NAME0,SKIP2,STATS | --info=MISC,NAME0,REMOVE,STATS",
        "--info=all2 | --info=ALL2 | --info=ALL2",
        "--info=none | --info=NONE | --info=NONE",
        "--info=flist0 --debug=del2 -v | '' | ''"
      })
  void aServerIsToldWhatConcernsIt(String options, String push, String pull) throws Exception {
    assertThat(infoWord(parse(options), false)).isEqualTo(push);
    assertThat(infoWord(parse(options), true)).isEqualTo(pull);
  }

  private static String infoWord(TransferOptions options, boolean pull) {
    for (byte[] word : ServerArguments.words(options, pull, List.of())) {
      String text = new String(word, UTF_8);
      if (text.startsWith("--info")) {
        return text;
      }
    }
    return "";
  }

  private static TransferOptions parse(String options) throws RsyncException {
    List<byte[]> words = new ArrayList<>();
    for (String word : options.split(" ")) {
      words.add(word.getBytes(UTF_8));
    }
    return CommandLine.parse(words, path -> new byte[0]).options();
  }
}
