// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.testkit.RandomAttributes;
import dev.rivulet.testkit.RandomTrees;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.testkit.SystemCommand;
import dev.rivulet.testkit.TreeAssert;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same job done by the real program alone and with ours at one end or both: equal trees, equal
 * {@code -i} lines, equal exit codes.
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
 *   <li>all but the fact of a refusal where the real program refuses: the exit code is 2, or 12 at
 *       an end that only sees the connection closed;
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
  private static final Pattern TIMES = Pattern.compile(".*: mtime expected (\\S+) but was (\\S+)");

  /**
   * Traffic; and what the server of a remote shell says to its own standard error below protocol
   * 31.
   */
  private static final Pattern TRAFFIC =
      Pattern.compile("sent .* bytes/sec|total size is .*|Deletions stopped due to .*");

  private static final Pattern ERROR_PLACE = Pattern.compile(" at \\S+ \\[[^]]*\\]$");

  private static final Pattern REFUSAL =
      Pattern.compile(
          ".* requires protocol .*|filter rules are too modern.*"
              + "|ABORTING due to invalid path from sender.*");

  /** Cases that once showed a difference. */
  private static final long[] ONCE_DIFFERENT = {9157, 9284, 9485, 9630, 9719, 9755, 11042};

  @TempDir private static Path work;
  private static RealRsync real;
  private static RealRsync.Daemon realDaemon;
  private static OurDaemon ourDaemon;
  private static Path ourProgram;
  private static Path remoteShell;

  /** Which programs are at the ends. */
  private enum Pairing {
    REAL_TO_REAL,
    OURS_TO_REAL,
    REAL_TO_OURS,
    OURS_TO_OURS;

    boolean oursIsClient() {
      return this == OURS_TO_REAL || this == OURS_TO_OURS;
    }

    boolean oursIsServer() {
      return this == REAL_TO_OURS || this == OURS_TO_OURS;
    }
  }

  /** Where the destination is as seen from the client. */
  private enum Transport {
    LOCAL,
    PUSH,
    PULL,
    SHELL_PUSH,
    SHELL_PULL;

    boolean isPull() {
      return this == PULL || this == SHELL_PULL;
    }

    boolean clientReceives() {
      return this == LOCAL || isPull();
    }

    boolean isShell() {
      return this == SHELL_PUSH || this == SHELL_PULL;
    }
  }

  /** What a run showed. */
  private record Outcome(int exitCode, List<String> lines, List<String> errors, Path tree) {

    /** Whether the options are refused at this protocol, or a list that lacks a parent. */
    boolean isRefusal() {
      return (exitCode == ExitCode.PROTOCOL.code() || exitCode == ExitCode.STREAM_IO.code())
          && errors.stream().anyMatch(line -> REFUSAL.matcher(line).matches());
    }

    /**
     * Whether {@code --ignore-existing} left something else in the place of a directory. What then
     * becomes of its contents is an accident of the implementation (the real program gives the
     * thing in the way the directory's times), but for the exit code.
     */
    boolean hasBlockedDirectory() {
      return errors.stream()
          .anyMatch(
              line ->
                  line.contains("Not a directory (20)")
                      || line.contains("Too many levels of symbolic links (40)")
                      || line.contains("mkstemp") && line.contains("No such file"));
    }
  }

  @BeforeAll
  static void startDaemons() throws Exception {
    real = RealRsync.find();
    String other = System.getProperty("differential.program");
    ourProgram = other == null ? Installation.ofCheckout().program("rsync") : Path.of(other);
    remoteShell = makeRemoteShell();
    String module =
        """
        %s
        [w]
        path = %s
        read only = no
        """
            .formatted(isRoot() ? "use chroot = yes\nuid = 0\ngid = 0" : "use chroot = no", work);
    realDaemon = real.startDaemon(Files.createDirectory(work.resolve("real")), module);
    ourDaemon = OurDaemon.start(Files.createDirectory(work.resolve("ours")), module);
  }

  /** A shell on this very host: the host's name dropped, the rest given to sh, as sshd does. */
  private static Path makeRemoteShell() throws IOException {
    Path script = Files.writeString(work.resolve("rsh"), "#!/bin/sh\nshift\nexec sh -c \"$*\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  @AfterAll
  static void stopDaemons() throws Exception {
    realDaemon.close();
    ourDaemon.close();
  }

  static LongStream seeds() {
    String named = System.getProperty("differential.seeds");
    if (named != null) {
      return Stream.of(named.split(",")).mapToLong(Long::parseLong);
    }
    long first = Long.getLong("differential.seed", 1);
    return LongStream.concat(
            LongStream.range(first, first + Integer.getInteger("differential.cases", 24)),
            LongStream.of(ONCE_DIFFERENT))
        .distinct();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void doesWhatTheRealProgramDoes(long seed) throws Exception {
    Path directory = Files.createDirectory(work.resolve("c" + seed));
    Path scratch = Files.createDirectory(work.resolve("s" + seed));
    RandomTrees trees = new RandomTrees(seed, scratch);
    trees.create(directory.resolve("src"));
    RandomAttributes attributes = new RandomAttributes(seed);
    attributes.decorate(directory.resolve("src"));
    trees.createAged(directory.resolve("src"), directory.resolve("base"));
    attributes.decorate(directory.resolve("base"));
    trees.createAged(directory.resolve("src"), directory.resolve("other"));
    Files.createDirectory(directory.resolve("temporary"));
    List<String> options = new ArrayList<>(new RandomOptions(seed).next());
    if (!"root".equals(System.getProperty("user.name"))) {
      // The real program makes read-only files of its own writable before it knows whether it may
      // write in place or delete, and leaves some of them so.
      options.remove("--inplace");
      options.removeIf(option -> option.startsWith("--max-delete"));
    }
    addFilesFrom(options, directory, new Random(-seed));
    Transport transport = Transport.values()[new Random(seed).nextInt(Transport.values().length)];

    Instant start = Instant.now();
    Outcome expected = run(Pairing.REAL_TO_REAL, transport, options, directory);
    Optional<Excuse> excuse =
        Excuse.of(expected.exitCode, expected.errors, options, transport.clientReceives());
    if (excuse.isPresent() && !expected.isRefusal()) {
      Assumptions.abort(excuse.get() + ": " + options + " " + expected.errors);
    }
    List<String> differences = new ArrayList<>();
    for (Pairing pairing : Pairing.values()) {
      boolean possible = transport != Transport.LOCAL || pairing == Pairing.OURS_TO_OURS;
      if (pairing != Pairing.REAL_TO_REAL && possible) {
        Outcome actual = run(pairing, transport, options, directory);
        for (String difference : compare(expected, actual, options, directory, start)) {
          differences.add(pairing + ": " + difference);
        }
      }
    }
    if (!differences.isEmpty()) {
      throw new AssertionError(
          "%s %s%n  %s%n  expected errors %s"
              .formatted(
                  transport,
                  String.join(" ", options),
                  String.join("\n  ", differences),
                  expected.errors));
    }
    deleteTree(directory);
  }

  /** In one case of eight a list of names instead of everything, one of them of nothing. */
  private static void addFilesFrom(List<String> options, Path directory, Random random)
      throws IOException {
    if (random.nextInt(8) != 0) {
      return;
    }
    Path source = directory.resolve("src");
    StringBuilder names = new StringBuilder("missing/name\0");
    try (Stream<Path> paths = Files.walk(source)) {
      for (Path path : paths.sorted().toList()) {
        if (random.nextInt(3) == 0 && !path.equals(source)) {
          names.append(source.relativize(path)).append(random.nextInt(9) == 0 ? "/\0" : "\0");
        }
      }
    }
    Path list = directory.resolve("list");
    Files.write(list, names.toString().getBytes(UTF_8));
    options.add("--from0");
    options.add("--files-from=" + list);
    switch (random.nextInt(4)) {
      case 0 -> {
        // Below a directory that is missing, too, such a name keeps the real program from pruning
        // the directory that happens to come before it in the list.
        options.remove("--prune-empty-dirs");
        options.add("--delete-missing-args");
      }
      case 1 -> options.add("--ignore-missing-args");
      case 2 -> options.add("-r");
      default -> {}
    }
  }

  private static Outcome run(
      Pairing pairing, Transport transport, List<String> options, Path directory)
      throws IOException {
    Path destination = directory.resolve(pairing.name());
    SystemCommand.run("cp", "-a", directory.resolve("base").toString(), destination.toString());
    Path alternate = destination.resolve(RandomOptions.ALTERNATE).normalize();
    SystemCommand.run("cp", "-a", directory.resolve("other").toString(), alternate.toString());
    try {
      return run(pairing, transport, options, directory, destination);
    } finally {
      deleteTree(alternate);
    }
  }

  private static Outcome run(
      Pairing pairing, Transport transport, List<String> options, Path directory, Path destination)
      throws IOException {
    List<String> arguments = new ArrayList<>(options);
    arguments.replaceAll(
        option -> option.replace(RandomOptions.TEMPORARY, temporary(transport, directory)));
    String remote = "";
    if (transport.isShell()) {
      arguments.add("--rsh=" + remoteShell);
      arguments.add("--rsync-path=" + (pairing.oursIsServer() ? ourProgram : real.program()));
      remote = "host:" + directory + "/";
    } else if (transport != Transport.LOCAL) {
      int port = pairing.oursIsServer() ? ourDaemon.port() : realDaemon.port();
      remote = "rsync://127.0.0.1:" + port + "/w/" + directory.getFileName() + "/";
    }
    String here = directory + "/";
    arguments.add((transport.isPull() ? remote : here) + "src/");
    arguments.add(
        (transport.isPull() ? here : transport == Transport.LOCAL ? here : remote)
            + pairing.name()
            + "/");
    if (pairing.oursIsClient()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      List<byte[]> words = new ArrayList<>();
      for (String argument : arguments) {
        words.add(argument.getBytes(UTF_8));
      }
      int code = Main.run(words, out, err);
      return new Outcome(
          code, lines(out.toString(UTF_8)), errors(err.toString(UTF_8)), destination);
    }
    RealRsync.Run run = real.run(arguments);
    return new Outcome(run.exitCode(), lines(run.out()), errors(run.err()), destination);
  }

  /**
   * The directory for temporary files as the receiver names it: from the root, as 3.5.0 makes no
   * file in one that it reaches by {@code ..}.
   */
  private static String temporary(Transport transport, Path directory) {
    Path seen =
        transport == Transport.PUSH ? Path.of("/").resolve(directory.getFileName()) : directory;
    return seen.resolve("temporary").toString();
  }

  private static List<String> compare(
      Outcome expected, Outcome actual, List<String> options, Path directory, Instant start) {
    if (expected.isRefusal()) {
      return actual.isRefusal() ? List.of() : List.of("no refusal but " + actual);
    }
    List<String> differences = new ArrayList<>();
    if (expected.exitCode != actual.exitCode) {
      differences.add("exit code " + actual.exitCode + " instead of " + expected.exitCode);
    }
    if (expected.hasBlockedDirectory()) {
      return differences;
    }
    for (String line :
        TreeAssert.assertThatTree(actual.tree).withAttributes().differencesTo(expected.tree)) {
      if (!isTimeOfTheRun(line, start)) {
        differences.add(line);
      }
    }
    Predicate<String> isShared = name -> links(directory.resolve("base").resolve(name)) > 1;
    List<String> lines = Excuse.settled(actual.lines, options, isShared);
    List<String> expectedLines = Excuse.settled(expected.lines, options, isShared);
    differences.addAll(missing("missing line: ", expectedLines, lines));
    differences.addAll(missing("extra line: ", lines, expectedLines));
    if (!differences.isEmpty()) {
      differences.add("errors " + actual.errors);
    }
    return differences;
  }

  /** How many names a file has; 0 if there is none of this one. */
  private static int links(Path file) {
    try {
      return (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return 0;
    }
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

  private static List<String> lines(String text) {
    return text.lines().filter(line -> !TRAFFIC.matcher(line).matches()).sorted().toList();
  }

  /** Error messages without the place in the source of the program. */
  private static List<String> errors(String text) {
    return text.lines().map(line -> ERROR_PLACE.matcher(line).replaceAll("")).sorted().toList();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void deleteTree(Path tree) throws IOException {
    SystemCommand.run("rm", "-rf", tree.toString());
  }
}
