// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.SystemCommand;
import dev.rivulet.testkit.TreeAssert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A tree with one of everything, mirrored with {@code -aH --delete -i} between our program and the
 * original, either way and at either end: equal trees, equal lines.
 *
 * <p>Directions, protocols, checksums, compressors and destinations are combined in all pairs; each
 * combination runs with ours as client, as daemon, and as both.
 */
class InteropMatrixIT {
  private static final List<Direction> DIRECTIONS = List.of(Direction.values());
  private static final List<Integer> PROTOCOLS = List.of(27, 28, 29, 30, 31, 32);
  private static final List<String> CHECKSUMS =
      List.of("auto", "xxh128", "xxh3", "xxh64", "md5", "sha1", "md4", "none");
  private static final List<String> COMPRESSORS =
      List.of("off", "auto", "zlibx", "zlib", "zstd", "lz4", "none");
  private static final List<String> DESTINATIONS = List.of("nothing", "empty", "aged");

  /** The first protocol in which the generator tells the sender what it does without data. */
  private static final int ITEM_RECORDS = 29;

  /** The first protocol that carries nanoseconds. */
  private static final int NANOSECONDS = 31;

  @TempDir private static Path work;
  private static RealRsync real;
  private static RealRsync.Daemon realDaemon;
  private static OurDaemon ourDaemon;
  private static int runs;

  private enum Direction {
    PUSH,
    PULL
  }

  private record Combination(
      Direction direction, int protocol, String checksum, String compressor, String destination) {

    List<String> options() {
      List<String> options = new ArrayList<>(List.of("-aHi8", "--delete"));
      options.add("--protocol=" + protocol);
      if (!checksum.equals("auto")) {
        options.add("--checksum-choice=" + checksum);
      }
      if (!compressor.equals("off")) {
        options.add("-z");
      }
      if (!compressor.equals("off") && !compressor.equals("auto")) {
        options.add("--compress-choice=" + compressor);
      }
      return options;
    }
  }

  /** What a run left behind. */
  private record Outcome(int exitCode, List<String> lines, String errors, Path tree) {}

  @BeforeAll
  static void makeTreesAndStartDaemons() throws Exception {
    real = RealRsync.find();
    FullTree.create(Files.createDirectory(work.resolve("src")));
    Files.createDirectory(work.resolve("empty"));
    FullTree.createAged(work.resolve("src"), work.resolve("aged"));
    boolean root = "root".equals(System.getProperty("user.name"));
    String configuration =
        """
        use chroot = no
        %s
        [w]
        path = %s
        read only = no
        munge symlinks = no
        """
            .formatted(root ? "uid = 0\ngid = 0" : "", work);
    realDaemon = real.startDaemon(Files.createDirectory(work.resolve("real")), configuration);
    ourDaemon = OurDaemon.start(Files.createDirectory(work.resolve("ours")), configuration);
  }

  @AfterAll
  static void stopDaemons() throws Exception {
    realDaemon.close();
    ourDaemon.close();
  }

  static Stream<Combination> combinations() {
    return AllPairs.of(
            DIRECTIONS.size(),
            PROTOCOLS.size(),
            CHECKSUMS.size(),
            COMPRESSORS.size(),
            DESTINATIONS.size())
        .stream()
        .map(
            row ->
                new Combination(
                    DIRECTIONS.get(row[0]),
                    PROTOCOLS.get(row[1]),
                    CHECKSUMS.get(row[2]),
                    COMPRESSORS.get(row[3]),
                    DESTINATIONS.get(row[4])));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("combinations")
  void mirrorsEverythingAsTheRealPairDoes(Combination combination) throws Exception {
    Outcome expected = run(combination, false, false);
    assertThat(expected.exitCode).as(expected.errors).isZero();
    check(combination, expected, run(combination, true, false), "our client, real daemon");
    check(combination, expected, run(combination, false, true), "real client, our daemon");
    check(combination, expected, run(combination, true, true), "our client, our daemon");
    delete(expected.tree);
  }

  private static void check(Combination combination, Outcome expected, Outcome actual, String pair)
      throws IOException {
    assertThat(actual.errors).as(pair).isEqualTo(expected.errors);
    assertThat(actual.exitCode).as(pair).isZero();
    assertThat(
            differences(
                comparable(combination, expected.lines), comparable(combination, actual.lines)))
        .as(pair)
        .isEmpty();
    assertThat(actual.lines).as(pair).hasSameSizeAs(expected.lines);
    TreeAssert.assertThatTree(actual.tree).isEqualTo(expected.tree);
    if (combination.protocol >= NANOSECONDS) {
      TreeAssert.assertThatTree(actual.tree)
          .ignoringNames(name -> name.equals(FullTree.ABSOLUTE_LINK))
          .isEqualTo(work.resolve("src"));
    }
    delete(actual.tree);
  }

  /** Lines that only one of the runs has; if there are none, where the order differs. */
  private static List<String> differences(List<String> expected, List<String> actual) {
    List<String> differences = new ArrayList<>();
    for (String line : expected) {
      if (!actual.contains(line)) {
        differences.add("missing: " + line);
      }
    }
    for (String line : actual) {
      if (!expected.contains(line)) {
        differences.add("extra: " + line);
      }
    }
    for (int i = 0; i < expected.size() && differences.isEmpty(); i++) {
      if (!actual.get(i).equals(expected.get(i))) {
        differences.add("here: " + actual.get(i) + ", there: " + expected.get(i));
      }
    }
    return differences;
  }

  /**
   * When something is deleted during a pull depends, in the real program too, on what has arrived
   * by then: deletions in front, both kinds of lines in their order. Where no item records travel,
   * generator and receiver of a pull print their lines independently of each other.
   */
  private static List<String> comparable(Combination combination, List<String> lines) {
    List<String> sorted = new ArrayList<>(lines);
    if (combination.direction == Direction.PULL && combination.protocol < ITEM_RECORDS) {
      sorted.sort(Comparator.naturalOrder());
    } else if (combination.direction == Direction.PULL) {
      sorted.sort(Comparator.comparing(line -> !line.startsWith("*deleting")));
    }
    return sorted;
  }

  private static Outcome run(Combination combination, boolean ourClient, boolean ourServer)
      throws IOException {
    Path destination = work.resolve("d" + ++runs);
    if (!combination.destination.equals("nothing")) {
      SystemCommand.run(
          "cp", "-a", work.resolve(combination.destination) + "/.", destination.toString());
    }
    int port = ourServer ? ourDaemon.port() : realDaemon.port();
    String module = "rsync://127.0.0.1:" + port + "/w/";
    List<String> words = new ArrayList<>(combination.options());
    if (combination.direction == Direction.PUSH) {
      words.add(work.resolve("src") + "/");
      words.add(module + destination.getFileName() + "/");
    } else {
      words.add(module + "src/");
      words.add(destination + "/");
    }
    return ourClient ? runOurs(words, destination) : runReal(words, destination);
  }

  private static Outcome runReal(List<String> words, Path destination) {
    RealRsync.Run run = real.run(words);
    return outcome(run.exitCode(), run.output(), run.errors(), destination);
  }

  private static Outcome runOurs(List<String> words, Path destination) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code = Main.run(words.stream().map(word -> word.getBytes(UTF_8)).toList(), out, errors);
    return outcome(code, out.toByteArray(), errors.toByteArray(), destination);
  }

  /** The lines without the name of the destination, which "created directory" tells. */
  private static Outcome outcome(int code, byte[] out, byte[] errors, Path destination) {
    String name = destination.getFileName().toString();
    List<String> lines =
        new String(out, ISO_8859_1).lines().map(l -> l.replace(name, "d")).toList();
    return new Outcome(code, lines, new String(errors, ISO_8859_1), destination);
  }

  private static void delete(Path tree) throws IOException {
    SystemCommand.run("rm", "-rf", tree.toString());
  }
}
