// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.checksum.ChecksumAlgorithm;
import dev.rivulet.rsync.compress.CompressionMethod;
import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.filter.FilterTrace;
import dev.rivulet.rsync.filter.RuleFiles;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.FileList;
import dev.rivulet.rsync.flist.FileListWalker;
import dev.rivulet.rsync.flist.ListFormat;
import dev.rivulet.rsync.flist.WalkOptions;
import dev.rivulet.rsync.flist.WalkOptions.MissingArguments;
import dev.rivulet.rsync.flist.WalkPlace;
import dev.rivulet.rsync.flist.XattrRules;
import dev.rivulet.rsync.handshake.CompatFlags;
import dev.rivulet.rsync.handshake.SessionParameters;
import dev.rivulet.rsync.store.ChmodRules;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.NameTranslation;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostIdMapper;
import dev.rivulet.rsync.store.host.HostWorkspace;
import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The walker lists, and complains of, what the original lists and complains of. */
class WalkDifferentialIT {
  private final RealRsync rsync = RealRsync.find();

  @TempDir private Path root;

  /** What one side listed and said. */
  private record Walk(Set<String> names, Set<String> messages) {}

  @BeforeEach
  void makeTree() throws IOException {
    for (String file :
        List.of(
            "src/f",
            "src/x.o",
            "src/a/f",
            "src/a/b/c/deep",
            "src/a/b/f2",
            "src/a/x.o",
            "src/z/f",
            "src/z/keep/f",
            "two/a/other",
            "two/f",
            "outside/target")) {
      Files.createDirectories(root.resolve(file).getParent());
      Files.writeString(root.resolve(file), file);
    }
    Files.createDirectories(root.resolve("src/hollow"));
    Files.createDirectories(root.resolve("empty"));
    Files.createSymbolicLink(root.resolve("src/tofile"), Path.of("f"));
    Files.createSymbolicLink(root.resolve("src/todir"), Path.of("a/b"));
    Files.createSymbolicLink(root.resolve("src/out"), Path.of("../outside"));
    Files.createSymbolicLink(root.resolve("src/a/outfile"), Path.of("../../outside/target"));
    Files.createSymbolicLink(root.resolve("src/dangling"), Path.of("nowhere"));
    Files.writeString(root.resolve("src/.f"), "- *.o\n+ keep\n");
    Files.writeString(root.resolve("src/a/.f"), "!\n- /b/c\n");
    Files.writeString(root.resolve("src/z/.f"), "- f\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-a | src",
        "-a | src/",
        "-a | src/.",
        "-a | src/a/..",
        "-a | src/f two/f",
        "-a | src/a two/a src/f",
        "-a | src/ two/",
        "-a | .",
        "-a | src//a///b/",
        "-a | src/todir",
        "-a | src/todir/",
        "-a | src/dangling",
        "-lt | src src/f src/a/",
        "-ld | src/ src/a src/f",
        "-ld | src",
        "-aR | src/a/b",
        "-aR | src/./a/b",
        "-aR | ./src/a/b/c two/f",
        "-aR | src/a/b/ src/a/f",
        "-aR | src/a src/a/b/c/deep",
        "-aR | src/a/b/c/deep src/a/b",
        "-aR | src/./ two/./a",
        "-aR | two/./a src/./a/b",
        "-aR | src/todir/f2",
        "-aR | src/out/target",
        "-aR | src/todir/",
        "-aR | src/out/ src/f",
        "-aR | src/out/./target",
        "-aRL | src/out/target src/todir/",
        "-aRL | src/a",
        "-aRk | src/todir src/out/",
        "-aR | @/src/a/b",
        "-aR | @/./src/z",
        "-aR --no-implied-dirs | src/a/b/f2",
        "-aL | src",
        "-aL | src/ --exclude=out",
        "-ak | src",
        "-ak | src/todir",
        "-a --copy-unsafe-links | src/",
        "-a --copy-unsafe-links | src",
        "-a | nope src/f",
        "-a | nope/x src/f",
        "-a | src/f/ two",
        "-a | ../nope src/a/../nope",
        "-aR | nope/x src/nope",
        "-a --ignore-missing-args | nope src/f",
        "-a --exclude=*.o --exclude=/src/a/b/c | src",
        "-a --exclude=/a/b | src/",
        "-a --exclude=f | src/f src/a",
        "-a --exclude=src | src/",
        "-a --exclude=a | src/a src/f",
        "-aR --exclude=a | src/a/b",
        "-aR --exclude=b | src/a/b/f2 src/a/b",
        "-a --include=*/ --include=deep --exclude=* | src",
        "-a --filter=:_.f | src",
        "-a --filter=:_.f | src/",
        "-a --filter=:n_.f | src/",
        "-a --filter=:e_.f | src/",
        "-a --filter=:s_.f --exclude=hollow | src/ two",
      })
  void listsWhatTheOriginalLists(String line) throws IOException {
    List<String> words = words(line);
    Walk theirs = theirs(words);

    assertThat(ours(words, true)).as("incremental").isEqualTo(theirs);
    assertThat(ours(words, false)).as("whole").isEqualTo(theirs);
  }

  @Test
  void filesFromListsWhatTheOriginalLists() throws IOException {
    List<String> names =
        List.of(
            "f",
            "/a/f",
            "nope",
            "a/",
            "./z/f",
            "todir/f2",
            "../src/x.o",
            "a/b/c",
            "hollow",
            "a/./b/f2",
            "no/x",
            "out/target",
            "z/");
    Files.write(root.resolve("names"), names);
    Walk theirs = theirs(List.of("-a", "--files-from=names", "src"));

    Walk ours;
    try (Workspace workspace = workspace()) {
      WalkOptions options = options(List.of("-R", "-d"));
      List<byte[]> bytes = names.stream().map(WalkDifferentialIT::bytes).toList();
      ours =
          walk(
              workspace,
              options,
              format(List.of("-R", "-d"), false),
              FilterList.EMPTY,
              walker -> walker.first(bytes("src"), bytes));
    }
    assertThat(ours).isEqualTo(theirs);
  }

  private List<String> words(String line) {
    return Arrays.stream(line.replace("|", "").replace("@", root.toString()).split(" +")).toList();
  }

  private Walk theirs(List<String> words) {
    List<String> arguments = new ArrayList<>(List.of("-n", "-8", "--out-format=%n"));
    arguments.addAll(words);
    arguments.add("empty/");
    RealRsync.Run run = rsync.run(arguments, root, Map.of());
    Set<String> names = new TreeSet<>();
    Set<String> messages = new TreeSet<>();
    for (String line : run.out().lines().toList()) {
      if (line.startsWith("skipping directory")) {
        messages.add(line);
      } else if (!line.isEmpty() && !line.equals("./")) {
        names.add(line);
      }
    }
    run.err().lines().filter(line -> !line.startsWith("rsync error: ")).forEach(messages::add);
    return new Walk(names, messages);
  }

  private Walk ours(List<String> words, boolean incremental) throws IOException {
    List<byte[]> arguments = new ArrayList<>();
    List<FilterRule> rules = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("--exclude=") || word.startsWith("--include=")) {
        byte[] pattern = bytes(word.substring(word.indexOf('=') + 1));
        FilterRuleParser.parsePattern(pattern, word.startsWith("--i"), rules);
      } else if (word.startsWith("--filter=")) {
        FilterRuleParser.parseRule(bytes(word.substring(word.indexOf('=') + 1)), rules);
      } else if (!word.startsWith("-")) {
        arguments.add(bytes(word));
      }
    }
    WalkOptions options = options(words);
    try (Workspace workspace = workspace()) {
      return walk(
          workspace,
          options,
          format(words, incremental && options.recurse()),
          new FilterList(rules),
          walker -> walker.first(arguments));
    }
  }

  private Workspace workspace() throws IOException {
    return HostWorkspace.at(bytes(root.toString()), LinkPolicy.ANYWHERE, HostIdMapper.ofThread());
  }

  /** Asks a walker for its first list. */
  @FunctionalInterface
  private interface Start {
    FileList of(FileListWalker walker) throws IOException;
  }

  private Walk walk(
      Workspace workspace, WalkOptions options, ListFormat format, FilterList rules, Start start)
      throws IOException {
    Set<String> names = new TreeSet<>();
    Set<String> messages = new TreeSet<>();
    try (FileListWalker walker =
        new FileListWalker(
            workspace,
            options,
            format,
            DirectoryFilters.root(
                rules,
                FilterList.EMPTY,
                Side.SENDER,
                false,
                new RuleFiles(workspace, FilterList.EMPTY, false),
                FilterTrace.NONE),
            XattrRules.PLAIN,
            (severity, text) -> messages.add(new String(text, StandardCharsets.UTF_8)),
            WalkPlace.currentDirectory(bytes(root.toString())))) {
      addNames(start.of(walker), options, names);
      while (walker.hasNext()) {
        addNames(walker.next(), options, names);
      }
    }
    return new Walk(names, messages);
  }

  /** What the original prints: not implied directories it ignores, nor (always) the root. */
  private static void addNames(FileList list, WalkOptions options, Set<String> names) {
    for (int i = 0; i < list.size(); i++) {
      FileEntry entry = list.entry(i);
      String name = new String(entry.name(), StandardCharsets.UTF_8);
      boolean hidden =
          (entry.isImplied() && !options.impliedDirs()) || name.equals(".") || name.equals("/.");
      if (!hidden) {
        names.add(entry.isDirectory() ? name + "/" : name);
      }
    }
  }

  private static boolean has(List<String> words, String letter) {
    return words.stream()
        .anyMatch(word -> word.startsWith("-") && !word.startsWith("--") && word.contains(letter));
  }

  private static WalkOptions options(List<String> words) {
    return new WalkOptions(
        has(words, "a"),
        has(words, "d"),
        has(words, "R"),
        !words.contains("--no-implied-dirs"),
        0,
        has(words, "L"),
        has(words, "k"),
        words.contains("--copy-unsafe-links"),
        true,
        words.contains("--ignore-missing-args") ? MissingArguments.IGNORE : MissingArguments.REPORT,
        false,
        false,
        ChmodRules.NONE);
  }

  private static ListFormat format(List<String> words, boolean incremental) {
    SessionParameters session =
        new SessionParameters(
            32,
            32,
            new CompatFlags(
                CompatFlags.SAFE_FLIST
                    | CompatFlags.VARINT_FLIST_FLAGS
                    | (incremental ? CompatFlags.INC_RECURSE : 0)),
            ChecksumAlgorithm.MD5,
            ChecksumAlgorithm.MD5,
            CompressionMethod.NONE,
            0,
            0,
            false);
    return new ListFormat(
        session,
        true,
        true,
        true,
        true,
        true,
        true,
        false,
        false,
        false,
        has(words, "R"),
        has(words, "a"),
        false,
        false,
        false,
        0,
        Long.MAX_VALUE,
        NameTranslation.NONE);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
