// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.testkit.TreeAssert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same job done by the real program alone and with ours at one end or both: equal trees, equal
 * lines, equal exit codes.
 *
 * <p>A case is made from its seed, which is its name: a random tree, an aged copy of it as
 * destination, random options, a random transport. {@code -Ddifferential.cases} says how many there
 * are, {@code -Ddifferential.seed} which one is the first; {@code -Ddifferential.seeds=3,7} names
 * them. {@code -Ddifferential.program} is another program of ours for the far end of a remote
 * shell.
 *
 * <p>What is not compared, and why:
 *
 * <ul>
 *   <li>runs in which the real program met a mistake of its own, see {@link Excuse};
 *   <li>an attribute that it sets by mistake, see {@link Accident};
 *   <li>attributes that a dry run of the real program sets: see {@link Excuse#COPIED_DRY};
 *   <li>all but the fact of a refusal where the real program refuses: the exit code is 2, 4 where a
 *       client refuses names its own rules exclude, or 12 at an end that only sees the connection
 *       closed;
 *   <li>the contents of a directory in whose place something else was left: see {@link
 *       Outcome#hasBlockedDirectory};
 *   <li>lines it leaves to chance, see {@link Excuse#settled};
 *   <li>times that nobody was asked to keep, and the lines about traffic;
 *   <li>standard error, which names places in the source of the program and comes in any order.
 * </ul>
 *
 * <p>Options that are not drawn together are told of where they are drawn.
 */
class DifferentialIT {
  private static final int LONGEST_CASE_SECONDS = 180;
  private static final Pattern TIMES = Pattern.compile(".*: mtime expected (\\S+) but was (\\S+)");

  /** Cases that once showed a difference. */
  private static final long[] ONCE_DIFFERENT = {
    9157, 9284, 9485, 9630, 9719, 9755, 11042, 15389, 15668, 15932, 20180, 20745
  };

  @TempDir private static Path work;
  private static DifferentialEnds ends;

  @BeforeAll
  static void startDaemons() throws IOException {
    ends = DifferentialEnds.start(work);
  }

  @AfterAll
  static void stopDaemons() throws IOException {
    ends.close();
  }

  static LongStream seeds() {
    String named = System.getProperty("differential.seeds");
    if (named != null) {
      return Stream.of(named.split(",")).mapToLong(Long::parseLong);
    }
    long first = Long.getLong("differential.seed", RareOptions.FIRST_SEED + 41);
    return LongStream.concat(
            LongStream.range(first, first + Integer.getInteger("differential.cases", 24)),
            LongStream.of(ONCE_DIFFERENT))
        .distinct();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  @Timeout(LONGEST_CASE_SECONDS)
  void doesWhatTheRealProgramDoes(long seed) throws Exception {
    DifferentialCase job = DifferentialCase.make(seed, work);
    Instant start = Instant.now();
    Outcome expected = ends.run(Pairing.REAL_TO_REAL, job);
    Optional<Excuse> excuse =
        Excuse.of(
            expected.exitCode(),
            expected.errors(),
            job.options(),
            job.transport().clientReceives());
    if (excuse.isPresent() && !expected.isRefusal()) {
      Assumptions.abort(excuse.get() + ": " + job.options() + " " + expected.errors());
    }
    List<String> differences = new ArrayList<>();
    for (Pairing pairing : Pairing.values()) {
      boolean possible = job.transport() != Transport.LOCAL || pairing == Pairing.OURS_TO_OURS;
      if (pairing != Pairing.REAL_TO_REAL && possible) {
        Outcome actual = ends.run(pairing, job);
        for (String difference : compare(expected, actual, pairing, job, start)) {
          differences.add(pairing + ": " + difference);
        }
      }
    }
    if (!differences.isEmpty()) {
      throw new AssertionError(
          "%s %s%n  %s%n  expected errors %s"
              .formatted(
                  job.transport(),
                  String.join(" ", job.options()),
                  String.join("\n  ", differences),
                  expected.errors()));
    }
    job.remove();
  }

  private static List<String> compare(
      Outcome expected, Outcome actual, Pairing pairing, DifferentialCase job, Instant start) {
    if (expected.isRefusal()) {
      return actual.isRefusal() ? List.of() : List.of("no refusal but " + actual);
    }
    List<String> differences = new ArrayList<>();
    if (expected.exitCode() != actual.exitCode()) {
      differences.add("exit code " + actual.exitCode() + " instead of " + expected.exitCode());
    }
    if (expected.hasBlockedDirectory()) {
      return differences;
    }
    differences(actual.tree(), job.expectedTree(expected, pairing), start).stream()
        .filter(difference -> !Accident.explains(difference, job))
        .forEach(differences::add);
    if (job.has("--remove-source-files")) {
      Path source = job.sourceAfter(Pairing.REAL_TO_REAL);
      differences(job.sourceAfter(pairing), source, start)
          .forEach(line -> differences.add("source: " + line));
    }
    Predicate<String> isShared = name -> job.linksBefore(name) > 1;
    List<String> lines = Excuse.settled(actual.lines(), job.options(), isShared);
    List<String> expectedLines = Excuse.settled(expected.lines(), job.options(), isShared);
    differences.addAll(missing("missing line: ", expectedLines, lines));
    differences.addAll(missing("extra line: ", lines, expectedLines));
    if (!differences.isEmpty()) {
      differences.add("errors " + actual.errors());
    }
    return differences;
  }

  private static List<String> differences(Path actual, Path expected, Instant start) {
    return TreeAssert.assertThatTree(actual).withAttributes().differencesTo(expected).stream()
        .filter(line -> !isTimeOfTheRun(line, start))
        .toList();
  }

  /** Times that nobody was asked to keep are the moment of the run. */
  private static boolean isTimeOfTheRun(String difference, Instant start) {
    Matcher matcher = TIMES.matcher(difference);
    return matcher.matches()
        && Instant.parse(matcher.group(1)).isAfter(start.minusSeconds(3))
        && Instant.parse(matcher.group(2)).isAfter(start.minusSeconds(3));
  }

  private static List<String> missing(String label, List<String> from, List<String> in) {
    List<String> rest = new ArrayList<>(from);
    for (String line : in) {
      rest.remove(line);
    }
    return rest.stream().map(line -> label + line).toList();
  }
}
