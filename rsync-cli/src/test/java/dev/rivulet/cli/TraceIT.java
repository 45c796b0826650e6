// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code --debug} shows of the roles of a local copy, as the real program does. */
class TraceIT {
  private static final String ROLES = "--debug=SEND,RECV,GENR";

  @TempDir private Path work;

  private TraceComparison traces() {
    return new TraceComparison(work);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-aH --delete",
        "-an --delete --no-i-r",
        "-rt --inplace",
        "-rt --delay-updates --backup",
        "-rt --exclude=* --include=*/",
        "-rtl --protocol=28",
      })
  void showsTheStepsOfEachRole(String options) throws IOException {
    traces().assertSameLines(ROLES + " " + options, "source/", "copy/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t --no-W", "-t --append-verify"})
  void showsTheNameThatAFileGets(String options) throws IOException {
    traces().assertSameLines(ROLES + " " + options, "source/big", "copy/other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-r --delete-during",
        "-r --delete-before -b",
        "-rl --force",
        "-rn --delete --force",
        "-rlnb --delete",
        "-rlb --delete --backup-dir=kept",
        "-rlt",
        "-rO",
      })
  void showsWhatIsDeletedAndWhere(String options) throws IOException {
    traces().assertSameLines("--debug=DEL3,BACKUP " + options, "source/", "copy/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-rt", "-rtn --no-W"})
  void showsWhichSimilarFilesAreConsidered(String options) throws IOException {
    traces().assertSameLines("--debug=FUZZY2 --fuzzy " + options, "source/", "copy/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-rv", "-rtv", "-rlt -i --info=name2"})
  void showsBelowProtocol29WhatServersTellAsText(String options) throws IOException {
    traces().assertSameLines("--protocol=28 " + options, "source/", "new/");
    traces().assertSameLines("--protocol=28 " + options, "source/", "copy/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--info=help", "--debug=help"})
  void listsTheSameFlagsAndLevels(String option) throws IOException {
    String real = RealRsync.find().run(List.of(option)).out();

    assertThat(flags(TraceComparison.ours(List.of(option)))).isEqualTo(flags(real));
  }

  /** The names at the beginning of the lines, and what each -v adds; the rest is prose. */
  private static List<String> flags(String help) {
    Pattern named = Pattern.compile("(?m)^([A-Z]+(?= {2})|[0-9]\\) .*)");
    return named.matcher(help).results().map(MatchResult::group).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-rt", "-r --no-i-r --protocol=29", "-rt --delete-delay", "-rn"})
  void showsTheProtocolAndWhichTimesAreRestored(String options) throws IOException {
    traces().assertSameLines("--debug=PROTO,TIME2 " + options, "source/", "copy/");
  }

  @Test
  void showsWhichOwnersAreSet() throws IOException {
    assumeTrue("root".equals(System.getProperty("user.name")), "owners are set by root");
    traces().assertSameLines("-a --debug=OWN2 --chown=3:bin --force", "source/", "copy/");
    traces().assertSameLines("-an --debug=OWN2 --usermap=0:5", "source/big", "copy/other");
  }

  @Test
  void showsWhatIsDoneWithSums() throws IOException {
    traces().assertSameLines("--debug=DELTASUM2 -t", "source/big", "copy/other");
    traces().assertSameLines("--debug=DELTASUM2 -rt --no-W", "source/", "copy/");
  }
}
