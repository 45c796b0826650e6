// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.filter.PathWildcards;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostIdMapper;
import dev.rivulet.rsync.store.host.ModuleWorkspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulePathsTest {
  @TempDir Path directory;
  private Workspace workspace;

  @BeforeEach
  void makeFiles() throws IOException {
    for (String name : List.of("d1/z", "d1/y", "d2/x", "a.c", "b.c", ".hidden", "secret.c")) {
      Path file = directory.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, name);
    }
    workspace =
        ModuleWorkspace.open(
            directory.toString().getBytes(ISO_8859_1), LinkPolicy.INSIDE, HostIdMapper.ofThread());
  }

  @Test
  void wildcardsOfAbsolutePathsAreLookedUpFromTheRoot() throws IOException {
    PathWildcards wildcards = new PathWildcards(workspace, FilterList.EMPTY);
    assertThat(wildcards.expand("/d?//[y-z]".getBytes(ISO_8859_1)))
        .extracting(path -> new String(path, ISO_8859_1))
        .containsExactlyInAnyOrder("/d1/z", "/d1/y");
  }

  @AfterEach
  void close() throws IOException {
    workspace.close();
  }

  private List<String> expand(boolean relative, FilterList hidden, String... arguments)
      throws IOException {
    List<byte[]> bytes = new ArrayList<>();
    for (String argument : arguments) {
      bytes.add(argument.getBytes(ISO_8859_1));
    }
    return new ModulePaths("mod", new PathWildcards(workspace, hidden), relative)
        .expand(bytes, false).stream().map(path -> new String(path, ISO_8859_1)).toList();
  }

  private List<String> expand(String argument) throws IOException {
    return expand(false, FilterList.EMPTY, argument);
  }

  @ParameterizedTest
  @CsvSource({
    "mod, .",
    "mod/, .",
    "mod/sub, sub",
    "mod/sub/, sub/",
    "mod/pub/../up, up",
    "mod/pub//a.txt, pub/a.txt",
    "mod/pub/./a.txt, pub/a.txt",
    "mod/sub/../b.txt, b.txt",
    "mod/../../etc/passwd, etc/passwd",
    "mod/.., .",
    "mod/x/., x/",
    "/mod/x, mod/x",
    "other/x, other/x",
    "mod/a b, a b",
    "mod/a\\ b, a\\ b"
  })
  void cleansPaths(String argument, String expected) throws IOException {
    assertThat(expand(argument)).containsExactly(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "mod/m/./k/./a.o, m/./k/a.o",
    "mod/m/../m/./k/a.o, m/./k/a.o",
    "mod/./m/k/a.o, ./m/k/a.o",
    "mod/x/../../y, y"
  })
  void keepsTheMarkOfRelativePaths(String argument, String expected) throws IOException {
    assertThat(expand(true, FilterList.EMPTY, argument)).containsExactly(expected);
  }

  @Test
  void namesPathsFromTheRootThatTheModuleIs() {
    List<byte[]> paths = new ArrayList<>();
    for (String path : List.of("sub/a", "/sub", ".", "./m/k", "")) {
      paths.add(path.getBytes(ISO_8859_1));
    }
    assertThat(ModulePaths.fromRoot(paths).stream().map(path -> new String(path, ISO_8859_1)))
        .containsExactly("/sub/a", "/sub", ".", "./m/k", "");
  }

  @Test
  void expandsWildcards() throws IOException {
    assertThat(expand("mod/*.c")).containsExactlyInAnyOrder("a.c", "b.c", "secret.c");
    assertThat(expand("mod/?.c")).containsExactlyInAnyOrder("a.c", "b.c");
    assertThat(expand("mod/[!a].c")).containsExactly("b.c");
    assertThat(expand("mod/*hid*")).containsExactly(".hidden");
    assertThat(expand("mod/d*/")).containsExactlyInAnyOrder("d1/", "d2/");
    assertThat(expand("mod/*/y")).containsExactlyInAnyOrder("d1/y", "d2/y");
    assertThat(expand("mod/*/[xz]")).containsExactlyInAnyOrder("d1/z", "d2/x");
  }

  @Test
  void takesAPatternThatMatchesNothingLiterally() throws IOException {
    assertThat(expand("mod/none*")).containsExactly("none*");
    assertThat(expand("mod/a.c/*")).containsExactly("a.c/*");
  }

  @Test
  void doesNotMatchWhatTheModuleHides() throws IOException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parsePatterns("/secret.c".getBytes(ISO_8859_1), false, rules);

    assertThat(expand(false, new FilterList(rules), "mod/*.c"))
        .containsExactlyInAnyOrder("a.c", "b.c");
  }

  @Test
  void splitsArgumentsThatHoldSeveral() throws IOException {
    assertThat(expand("mod/a.c mod/b.c")).containsExactly("a.c", "b.c");
    assertThat(
            new ModulePaths("mod", new PathWildcards(workspace, FilterList.EMPTY), false)
                .expand(List.of("mod/a.c mod/b.c".getBytes(ISO_8859_1)), true))
        .hasSize(1);
  }
}
