// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random filter rules on a fixed tree: we list what the original lists. */
class FilterDifferentialIT {
  private static final String[] NAMES = {
    "a", "b", "ab", "a-b", "foo", "foo.o", "bar", "c1", "x[1]", "q\\z", "A", "b.a"
  };
  private static final String[] PIECES = {
    "a",
    "b",
    "ab",
    "foo",
    "bar",
    "c1",
    "-",
    ".o",
    "1",
    "o",
    "*",
    "**",
    "***",
    "?",
    "[a-c]",
    "[!a]",
    "[^b-z]",
    "[[:alpha:]]",
    "[[:digit:]x]",
    "[]a]",
    "[a",
    "\\a",
    "\\*",
    "\\",
    "x[1]",
    "/",
    "/",
    "//",
    "[[:upper:]]",
    "[a-",
    "[\\]a]",
    "."
  };

  private final RealRsync rsync = RealRsync.find();

  @TempDir private Path directory;

  private Path tree;

  @BeforeEach
  void makeTree() throws IOException {
    tree = directory.resolve("tree");
    for (String first : NAMES) {
      Path top = tree.resolve(first);
      if (first.contains(".")) {
        Files.createDirectories(tree);
        Files.createFile(top);
        continue;
      }
      for (String second : NAMES) {
        Path inner = top.resolve(second);
        if (second.length() % 2 == 0) {
          Files.createDirectories(inner);
          Files.createFile(inner.resolve("a"));
          Files.createDirectories(inner.resolve("foo"));
          Files.createFile(inner.resolve("foo").resolve("bar"));
        } else {
          Files.createDirectories(top);
          Files.createFile(inner);
        }
      }
    }
    Files.createDirectory(directory.resolve("empty"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomRulesSelectWhatTheOriginalSelects(long seed) throws IOException {
    Random random = new Random(seed);
    Set<Set<String>> outcomes = new HashSet<>();
    for (int run = 0; run < 60; run++) {
      List<String> rules = rules(random);
      Set<String> selected = ours(rules);
      assertThat(selected)
          .as("seed %d, run %d, rules %s", seed, run, rules)
          .isEqualTo(theirs(rules));
      outcomes.add(selected);
    }
    assertThat(outcomes).as("rules of seed %d that differ in effect", seed).hasSizeGreaterThan(5);
  }

  @Test
  void theExamplesOfTheManualSelectWhatTheOriginalSelects() throws IOException {
    List<List<String>> cases =
        List.of(
            List.of("- foo"),
            List.of("- /foo"),
            List.of("- foo/"),
            List.of("- a/b"),
            List.of("- /a/b"),
            List.of("- *"),
            List.of("- a/*"),
            List.of("- a/**"),
            List.of("- a/***"),
            List.of("- **/a"),
            List.of("- ab/**/bar"),
            List.of("- a**r"),
            List.of("- x[1]"),
            List.of("- x\\[1]"),
            List.of("- q\\z"),
            List.of("- q\\z*"),
            List.of("+ */", "+ *.o", "- *"),
            List.of("-! */"),
            List.of("+ /a/", "+ /a/ab/***", "- *"),
            List.of("H foo", "P bar", "S a", "R b"),
            List.of("-s foo", "-r bar"),
            List.of("-p ab"),
            List.of("- foo", "!", "- bar"),
            List.of("exclude foo", "include,! bar"),
            List.of("-C"),
            List.of("-/ " + tree + "/a/foo", "-/ foo/a"));
    for (List<String> rules : cases) {
      assertThat(ours(rules)).as("rules %s", rules).isEqualTo(theirs(rules));
    }
  }

  private static List<String> rules(Random random) {
    List<String> rules = new ArrayList<>();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      String prefix =
          switch (random.nextInt(10)) {
            case 0, 1 -> "+ ";
            case 2 -> "-! ";
            case 3 -> "+! ";
            case 4 -> "H ";
            case 5 -> "P ";
            case 6 -> "-p_";
            default -> "- ";
          };
      rules.add(prefix + pattern(random));
    }
    return rules;
  }

  private static String pattern(Random random) {
    StringBuilder pattern = new StringBuilder(random.nextInt(4) == 0 ? "/" : "");
    for (int count = 1 + random.nextInt(6); count > 0; count--) {
      pattern.append(PIECES[random.nextInt(PIECES.length)]);
    }
    if (random.nextInt(4) == 0) {
      pattern.append(random.nextBoolean() ? "/" : "/***");
    }
    return pattern.toString();
  }

  private Set<String> theirs(List<String> rules) {
    List<String> arguments = new ArrayList<>(List.of("-rn", "-8", "--out-format=%n"));
    rules.forEach(rule -> arguments.add("--filter=" + rule));
    arguments.add(tree + "/");
    arguments.add(directory.resolve("empty") + "/");
    RealRsync.Run run = rsync.run(arguments);
    assertThat(run.exitCode()).as("rules %s: %s", rules, run.err()).isZero();
    Set<String> names = new TreeSet<>();
    run.out().lines().filter(line -> !line.isEmpty() && !line.equals("./")).forEach(names::add);
    return names;
  }

  private Set<String> ours(List<String> rules) throws IOException {
    List<FilterRule> parsed = new ArrayList<>();
    for (String rule : rules) {
      FilterRuleParser.parseRule(rule.getBytes(StandardCharsets.UTF_8), parsed);
    }
    byte[] base = tree.toString().getBytes(StandardCharsets.UTF_8);
    Set<String> names = new TreeSet<>();
    collect(new FilterList(parsed).at(base), tree, "", names);
    return names;
  }

  private static void collect(FilterList filters, Path directory, String prefix, Set<String> names)
      throws IOException {
    Path[] entries;
    try (Stream<Path> listed = Files.list(directory)) {
      entries = listed.toArray(Path[]::new);
    }
    Arrays.sort(entries);
    for (Path entry : entries) {
      String name = prefix + entry.getFileName();
      boolean isDirectory = Files.isDirectory(entry);
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      if (filters.excludes(bytes, isDirectory, Side.SENDER)) {
        continue;
      }
      names.add(isDirectory ? name + "/" : name);
      if (isDirectory) {
        collect(filters, entry, name + "/", names);
      }
    }
  }
}
