// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.testkit.RandomAttributes;
import dev.rivulet.testkit.RandomTrees;
import dev.rivulet.testkit.SystemCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A case of {@link DifferentialIT}, made from its seed: a directory with the source, what each
 * destination looks like before, and what the options speak of. Owned by one thread.
 */
final class DifferentialCase {
  private static final String[] RULES = {
    "- *.o\n", "+ a*\n- *.c\n", "!\n", "P *.o\nH d*\n", "- /b\n", "- lib/\n", "R z*\n", ""
  };

  private static final FileTime TIME_OF_PARENTS = FileTime.fromMillis(1_700_000_000_000L);

  private final long seed;
  private final Path directory;
  private final Transport transport;
  private final List<String> options;

  private DifferentialCase(long seed, Path directory, Transport transport, List<String> options) {
    this.seed = seed;
    this.directory = directory;
    this.transport = transport;
    this.options = options;
  }

  /** Makes a case in a directory of its own. */
  static DifferentialCase make(long seed, Path work) throws IOException {
    Path directory = Files.createDirectory(work.resolve("c" + seed));
    Transport transport = Transport.values()[new Random(seed).nextInt(Transport.values().length)];
    List<String> options = new ArrayList<>(new RandomOptions(seed).next());
    if (seed >= RareOptions.FIRST_SEED) {
      options = new RareOptions(seed, options, transport).next();
    }
    if (!"root".equals(System.getProperty("user.name"))) {
      // The real program makes read-only files of its own writable before it knows whether it may
      // write in place or delete, and leaves some of them so.
      options.remove("--inplace");
      options.removeIf(option -> option.startsWith("--max-delete"));
    }
    DifferentialCase made = new DifferentialCase(seed, directory, transport, options);
    made.makeTrees(Files.createDirectory(work.resolve("s" + seed)));
    made.addFilesFrom(new Random(-seed));
    return made;
  }

  Path directory() {
    return directory;
  }

  Transport transport() {
    return transport;
  }

  List<String> options() {
    return options;
  }

  boolean has(String option) {
    return options.contains(option);
  }

  /** How many names a file of the destination had before; 0 if there was none of this one. */
  int linksBefore(String name) {
    try {
      Path file = directory.resolve("base").resolve(name);
      return (int) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      return 0;
    }
  }

  private void makeTrees(Path scratch) throws IOException {
    Path source = directory.resolve("src");
    RandomTrees trees = new RandomTrees(seed, scratch);
    trees.create(source);
    RandomAttributes attributes = new RandomAttributes(seed);
    attributes.decorate(source);
    trees.createAged(source, directory.resolve("base"));
    attributes.decorate(directory.resolve("base"));
    trees.createAged(source, directory.resolve("other"));
    Files.createDirectory(directory.resolve("temporary"));
    if (seed < RareOptions.FIRST_SEED) {
      return;
    }
    trees.createAged(source, directory.resolve("more"));
    Files.writeString(directory.resolve("patterns"), "*.o\n# no pattern\n; nor this\n/a*\nd*/b\n");
    Files.writeString(directory.resolve("rules"), "# rules\n- *.o\n+ */\n\nP z*\nexclude log\n");
    if (options.stream().anyMatch(option -> option.matches("-F+|-C|--filter=(:|dir-merge).*"))) {
      addRules(source, new Random(seed));
      addRules(directory.resolve("base"), new Random(seed + 1));
    }
    if (has("--write-devices")) {
      removeDevices();
    }
  }

  /** Files with rules in some directories. */
  private static void addRules(Path tree, Random random) throws IOException {
    List<Path> directories;
    try (Stream<Path> all = Files.walk(tree)) {
      directories = all.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)).toList();
    }
    for (Path each : directories) {
      FileTime modified = Files.getLastModifiedTime(each);
      for (String name : List.of(".rsync-filter", ".rules", ".cvsignore")) {
        if (random.nextInt(3) == 0 && !Files.exists(each.resolve(name))) {
          String rules = RULES[random.nextInt(RULES.length)];
          String lines = name.equals(".cvsignore") ? rules.replaceAll("(?m)^. ", "") : rules;
          Files.writeString(each.resolve(name), lines);
          Files.setLastModifiedTime(each.resolve(name), modified);
        }
      }
      Files.setLastModifiedTime(each, modified);
    }
  }

  /** Those that it would do harm to write into: all but the null device. */
  private void removeDevices() throws IOException {
    for (String tree : List.of("src", "base", "other", "more")) {
      String start = directory.resolve(tree).toString();
      SystemCommand.run("find", start, "-type", "b", "-delete");
      for (String type : List.of("1:4", "1:5")) {
        String test = "test \"$(stat -c %t:%T \"$1\")\" = " + type + " && rm \"$1\"";
        SystemCommand.run("find", start, "-type", "c", "-exec", "sh", "-c", test, "sh", "{}", ";");
      }
    }
  }

  /** In one case of eight a list of names instead of everything, one of them of nothing. */
  private void addFilesFrom(Random random) throws IOException {
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
    if (seed >= RareOptions.FIRST_SEED && transport.isPull() && random.nextInt(3) == 0) {
      String there =
          transport.isShell() ? list.toString() : "/" + directory.getFileName() + "/list";
      options.removeIf(option -> option.startsWith("--files-from"));
      options.add("--files-from=:" + there);
    }
  }

  /**
   * Makes everything as it was before any run.
   *
   * @return the destination, an aged copy of the source
   */
  Path prepare(Pairing pairing) throws IOException {
    Path destination = directory.resolve(pairing.name());
    copy("base", pairing.name());
    copy("other", name(RandomOptions.ALTERNATE));
    if (Files.exists(directory.resolve("more"))) {
      copy("more", name(RareOptions.SECOND));
    }
    if (has("--remove-source-files")) {
      Files.move(directory.resolve("src"), directory.resolve("kept"));
      copy("kept", "src");
    }
    if (has("-U") || has("-UU")) {
      for (String tree : List.of("src", pairing.name(), "alternate", "second")) {
        touch(directory.resolve(tree), "*", "2026-02-01");
      }
      touch(destination, "*a*", "2026-01-05");
    }
    // Parents that -R sends: whether they are "now" must not depend on when they were filled.
    for (Path parent : List.of(directory, directory.getParent())) {
      Files.setLastModifiedTime(parent, TIME_OF_PARENTS);
    }
    return destination;
  }

  /** Removes what the next run gets afresh. */
  void finish(Pairing pairing) throws IOException {
    remove(name(RandomOptions.ALTERNATE));
    remove(name(RareOptions.SECOND));
    if (has("--remove-source-files")) {
      Files.move(directory.resolve("src"), sourceAfter(pairing));
      Files.move(directory.resolve("kept"), directory.resolve("src"));
    }
  }

  /** What a run shall have made of the destination: nothing where ours receives in a dry run. */
  Path expectedTree(Outcome expected, Pairing pairing) {
    boolean oursReceives =
        transport.clientReceives() ? pairing.oursIsClient() : pairing.oursIsServer();
    return has("-n") && oursReceives ? directory.resolve("base") : expected.tree();
  }

  /** What has become of the source. */
  Path sourceAfter(Pairing pairing) {
    return directory.resolve(has("--remove-source-files") ? "src." + pairing : "src");
  }

  void remove() throws IOException {
    SystemCommand.run("rm", "-rf", directory.toString());
  }

  private static String name(String beside) {
    return Path.of(beside).getFileName().toString();
  }

  private void copy(String from, String to) throws IOException {
    SystemCommand.run(
        "cp", "-a", directory.resolve(from).toString(), directory.resolve(to).toString());
  }

  private void remove(String name) throws IOException {
    SystemCommand.run("rm", "-rf", directory.resolve(name).toString());
  }

  /** Sets access times only. */
  private static void touch(Path tree, String names, String date) throws IOException {
    SystemCommand.run(
        "find",
        tree.toString(),
        "-name",
        names,
        "-exec",
        "touch",
        "-h",
        "-a",
        "-d",
        date,
        "{}",
        "+");
  }
}
