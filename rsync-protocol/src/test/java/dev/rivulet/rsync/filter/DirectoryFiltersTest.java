// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterList.Verdict;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostIdMapper;
import dev.rivulet.rsync.store.host.ModuleWorkspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules in files of the directories they are about. */
class DirectoryFiltersTest {
  @TempDir private Path root;

  private final List<String> decisions = new ArrayList<>();

  private final FilterTrace trace =
      new FilterTrace() {
        @Override
        public void decided(byte[] name, boolean isDirectory, FilterRule rule, String list) {
          decisions.add((text(name) + " " + rule.shown() + " " + list).strip());
        }

        @Override
        public void warn(String text) {
          decisions.add(text);
        }
      };

  private Workspace workspace;

  @BeforeEach
  void openPlace() throws IOException {
    Files.createDirectories(root.resolve("a/b"));
    workspace =
        ModuleWorkspace.open(bytes(root.toString()), LinkPolicy.AS_ROOT, HostIdMapper.ofThread());
  }

  @AfterEach
  void closePlace() throws IOException {
    workspace.close();
  }

  private static String text(byte[] name) {
    return new String(name, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void rules(String directory, String lines) throws IOException {
    Files.writeString(root.resolve(directory).resolve(".f"), lines);
  }

  private DirectoryFilters filters(Side side, boolean deleteExcluded, String... rules)
      throws IOException {
    List<FilterRule> parsed = new ArrayList<>();
    for (String rule : rules) {
      FilterRuleParser.parseRule(bytes(rule), parsed);
    }
    return DirectoryFilters.root(
            new FilterList(parsed),
            FilterList.EMPTY,
            side,
            deleteExcluded,
            new RuleFiles(workspace, FilterList.EMPTY, false),
            trace)
        .at(bytes("/"));
  }

  private DirectoryFilters enter(DirectoryFilters filters, String directory) throws IOException {
    return filters.enter(bytes(directory), bytes(directory));
  }

  private static Verdict judge(DirectoryFilters filters, String name) {
    return filters.judge(bytes(name), false, false);
  }

  @Test
  void rulesOfADirectoryComeBeforeThoseItInherits() throws IOException {
    rules(".", "- x\n- y\n");
    rules("a", "+ x\n");
    DirectoryFilters top = enter(filters(Side.SENDER, false, ": .f", "- z"), ".");
    DirectoryFilters inside = enter(top, "a");

    assertThat(judge(top, "x")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(inside, "a/x")).isEqualTo(Verdict.INCLUDED);
    assertThat(judge(inside, "a/y")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(inside, "a/z")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(top, "x")).as("the outer value is unchanged").isEqualTo(Verdict.EXCLUDED);
  }

  @Test
  void theRulesStandWhereTheMergeRuleStands() throws IOException {
    rules(".", "- x\n- y\n");
    DirectoryFilters top = enter(filters(Side.SENDER, false, "+ x", ": .f", "+ y"), ".");

    assertThat(judge(top, "x")).isEqualTo(Verdict.INCLUDED);
    assertThat(judge(top, "y")).isEqualTo(Verdict.EXCLUDED);
  }

  @Test
  void aLeadingSlashIsTheDirectoryOfTheFile() throws IOException {
    rules("a", "- /x\n- /b/y\n");
    DirectoryFilters inside =
        enter(enter(enter(filters(Side.SENDER, false, ": .f"), "."), "a"), "a/b");

    assertThat(judge(inside, "a/x")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(inside, "a/b/y")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(inside, "a/b/x")).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(inside, "x")).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void clearEndsWhatIsInherited() throws IOException {
    rules(".", "- x\n");
    rules("a", "- y\n!\n- z\n");
    DirectoryFilters inside = enter(enter(filters(Side.SENDER, false, ": .f"), "."), "a");

    assertThat(judge(inside, "a/x")).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(inside, "a/y")).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(inside, "a/z")).isEqualTo(Verdict.EXCLUDED);
  }

  @Test
  void rulesNeedNotBeInherited() throws IOException {
    rules(".", "- x\n");
    DirectoryFilters top = enter(filters(Side.SENDER, false, ":n .f"), ".");

    assertThat(judge(top, "x")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(enter(top, "a"), "a/x")).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void filesMayNameOtherFilesPerDirectoryButNotThemselves() throws IOException {
    rules(".", ": .g\n: .f\n- x\n");
    Files.writeString(root.resolve(".g"), "- g\n");
    Files.writeString(root.resolve("a/.g"), "- h\n");
    DirectoryFilters inside = enter(enter(filters(Side.SENDER, false, ": .f"), "."), "a");

    for (String name : List.of("a/g", "a/h", "a/x")) {
      assertThat(judge(inside, name)).as(name).isEqualTo(Verdict.EXCLUDED);
    }
  }

  @Test
  void rulesInFilesAreSortedBySideAndLoseProtectionWhenExcludedIsDeleted() throws IOException {
    rules(".", "H h\nP p\n- n\n");
    DirectoryFilters receiver = enter(filters(Side.RECEIVER, false, ": .f"), ".");
    DirectoryFilters deleting = enter(filters(Side.RECEIVER, true, ": .f"), ".");

    assertThat(judge(receiver, "h")).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(receiver, "p")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(receiver, "n")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(deleting, "p")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(deleting, "n")).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void mistakesAreReportedByFileAndLine() throws IOException {
    rules("a", "- fine\n-z secret\n");
    DirectoryFilters top = enter(filters(Side.SENDER, false, ": .f"), ".");

    assertThatThrownBy(() -> enter(top, "a"))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX))
        .hasMessage("invalid modifier in filter rule: <rule from /a/.f line 2>");
  }

  @Test
  void aDirectoryInPlaceOfTheFileIsNoRules() throws IOException {
    Files.createDirectory(root.resolve(".f"));
    DirectoryFilters top = enter(filters(Side.SENDER, false, ": .f", "- z"), ".");

    assertThat(judge(top, "x")).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void ownLinksLeadToRulesAndThoseOfOthersDoNot() throws IOException {
    Files.writeString(root.resolve("rules"), "- x\n");
    Path link = Files.createSymbolicLink(root.resolve("a/.f"), Path.of("../rules"));
    DirectoryFilters top = enter(filters(Side.SENDER, false, ": .f"), ".");

    assertThat(judge(enter(top, "a"), "a/x")).isEqualTo(Verdict.EXCLUDED);

    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives links away");
    Files.setAttribute(link, "unix:uid", 65534, LinkOption.NOFOLLOW_LINKS);
    assertThat(judge(enter(top, "a"), "a/x")).isEqualTo(Verdict.UNDECIDED);
  }

  @Test
  void aPathInARuleLooksAboveTheFirstDirectoryOnce() throws IOException {
    rules(".", "- x\n- /b/y\n- /a/z\n");
    rules("a", "+ x\n");
    DirectoryFilters start = filters(Side.SENDER, false, ": /.f").at(bytes("/a"));
    DirectoryFilters first = start.enter(bytes("a/b"), bytes("b"));
    DirectoryFilters other = start.at(bytes("/c")).enter(bytes("c"), bytes("."));

    assertThat(judge(first, "b/x")).as("the nearest file").isEqualTo(Verdict.INCLUDED);
    assertThat(judge(first, "b/y")).as("anchored above").isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(first, "z")).as("anchored above").isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(other, "x")).as("found for the first").isEqualTo(Verdict.INCLUDED);
  }

  @Test
  void onlyDirectoriesAboveTheFirstAreLookedInto() throws IOException {
    rules("a", "- x\n");
    rules("a/b", "- y\n");
    DirectoryFilters climbing = filters(Side.SENDER, false, ": ../.f").at(bytes("/a"));
    DirectoryFilters aside = filters(Side.SENDER, false, ": /elsewhere/.f").at(bytes("/a"));

    DirectoryFilters inside = climbing.enter(bytes("a/b"), bytes("b"));
    assertThat(judge(inside, "b/x")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(inside, "b/y")).isEqualTo(Verdict.EXCLUDED);
    inside = aside.enter(bytes("a/b"), bytes("b"));
    assertThat(judge(inside, "b/x")).isEqualTo(Verdict.UNDECIDED);
    assertThat(judge(inside, "b/y")).isEqualTo(Verdict.EXCLUDED);
  }

  @Test
  void whatAFileMergesIsLookedForAtTheRootOfTheTransfer() throws IOException {
    rules("a", ". more\n. a/more\n");
    Files.writeString(root.resolve("more"), "- x\n");
    Files.writeString(root.resolve("a/more"), "- y\n");
    DirectoryFilters inside = enter(enter(filters(Side.SENDER, false, ": .f"), "."), "a");

    assertThat(judge(inside, "a/x")).isEqualTo(Verdict.EXCLUDED);
    assertThat(judge(inside, "a/y")).isEqualTo(Verdict.EXCLUDED);

    Files.delete(root.resolve("more"));
    DirectoryFilters top = enter(filters(Side.SENDER, false, ": .f"), ".");
    assertThatThrownBy(() -> enter(top, "a"))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.FILE_IO))
        .hasMessage("failed to open exclude file <rule from /a/.f line 1>");
  }

  @Test
  void aTraceNamesTheRuleAndItsListButNeverTheTextOfAFile() throws IOException {
    rules(".", "- x\n: .g\n");
    Files.writeString(root.resolve(".g"), "- y\n");
    DirectoryFilters top = enter(filters(Side.SENDER, false, ": .f", "+ z", "-C"), ".");
    for (String name : List.of("x", "y", "z", "core", "free")) {
      judge(top, name);
    }

    assertThat(decisions)
        .containsExactly(
            "x <rule from a file read earlier> [per-dir .f]",
            "y <rule from a file read earlier> [per-dir <rule from /.f line 2>]",
            "z z",
            "core core [global CVS]");
  }

  @Test
  void withoutMergeRulesNothingIsRead() throws IOException {
    rules(".", "- x\n");
    DirectoryFilters filters = filters(Side.SENDER, false, "- z");

    assertThat(enter(filters, ".")).isSameAs(filters);
    assertThat(filters(Side.SENDER, false).isEmpty()).isTrue();
  }
}
