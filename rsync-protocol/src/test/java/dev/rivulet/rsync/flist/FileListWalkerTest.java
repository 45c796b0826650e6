// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.flist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.filter.DaemonRules;
import dev.rivulet.rsync.filter.DirectoryFilters;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.filter.FilterRuleParser;
import dev.rivulet.rsync.filter.FilterTrace;
import dev.rivulet.rsync.filter.RuleFiles;
import dev.rivulet.rsync.flist.WalkOptions.MissingArguments;
import dev.rivulet.rsync.store.ChmodRules;
import dev.rivulet.rsync.store.Errno;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a walk lists, in which lists, and what it complains of. */
class FileListWalkerTest {
  private static final int MODERN = Formats.SAFE | Formats.VARINT_FLAGS;
  private static final ListFormat WHOLE = Formats.archive(32, MODERN);
  private static final ListFormat INC = Formats.archive(32, MODERN | Formats.INC);

  private final List<String> messages = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  private final WalkObserver observer =
      new WalkObserver() {
        @Override
        public void message(Severity severity, byte[] text) {
          messages.add(severity + " " + new String(text, StandardCharsets.UTF_8));
        }

        @Override
        public void failed(byte[] name, String reason) {
          failures.add(new String(name, StandardCharsets.UTF_8) + ": " + reason);
        }
      };

  private int ioError;

  /** Options of a walk, {@code -aH} to begin with. */
  private static final class Options {
    private boolean recurse = true;
    private boolean dirs;
    private boolean relative;
    private boolean implied = true;
    private int oneFileSystem;
    private boolean copyUnsafe;
    private boolean munge;
    private MissingArguments missing = MissingArguments.REPORT;

    private WalkOptions build() {
      return new WalkOptions(
          recurse,
          dirs,
          relative,
          implied,
          oneFileSystem,
          false,
          false,
          copyUnsafe,
          true,
          missing,
          false,
          munge,
          ChmodRules.NONE);
    }
  }

  private List<FileList> walk(
      FakeSource source, Options options, ListFormat format, String... arguments)
      throws IOException {
    return walk(source, options, format, none(), WalkPlace.UNKNOWN, arguments);
  }

  private static DirectoryFilters none() throws IOException {
    return filters(FilterList.EMPTY, FilterList.EMPTY);
  }

  private static DirectoryFilters filters(FilterList rules, FilterList daemonRules)
      throws IOException {
    RuleFiles files = new RuleFiles(new FakeSource(), daemonRules, false);
    return DirectoryFilters.root(rules, daemonRules, Side.SENDER, false, files, FilterTrace.NONE);
  }

  private List<FileList> walk(
      FakeSource source,
      Options options,
      ListFormat format,
      DirectoryFilters filters,
      WalkPlace place,
      String... arguments)
      throws IOException {
    List<FileList> lists = new ArrayList<>();
    try (FileListWalker walker =
        new FileListWalker(
            source, options.build(), format, filters, XattrRules.PLAIN, observer, place)) {
      lists.add(walker.first(Arrays.stream(arguments).map(Drafts::bytes).toList()));
      while (walker.hasNext()) {
        lists.add(walker.next());
      }
      ioError = walker.ioError();
    }
    assertThat(source.openTrees()).isZero();
    return lists;
  }

  private static FakeSource tree() {
    FakeSource source = new FakeSource();
    for (String directory : List.of("t", "t/Z", "t/_d", "t/a-b", "t/a.d", "t/a", "t/ab")) {
      source.directory(directory);
    }
    source.directory("t/a/-sub").directory("t/a/sub");
    for (String file : List.of("t/Zf", "t/a.txt", "t/a-b/x", "t/a/x", "t/a/-sub/1", "t/a/sub/1")) {
      source.file(file, file);
    }
    return source;
  }

  @Test
  void incrementalListsComeDepthFirstWithSiblingsInOrder() throws IOException {
    List<FileList> lists = walk(tree(), new Options(), INC, "t/");

    assertThat(lists)
        .extracting(FileList::directoryNumber)
        .containsExactly(-1, 1, 2, 3, 4, 5, 7, 8, 6);
    assertThat(Drafts.names(lists.get(0)))
        .containsExactly("./", "Zf", "a.txt", "Z/", "_d/", "a-b/", "a.d/", "a/", "ab/");
    assertThat(Drafts.names(lists.get(5))).containsExactly("a/x", "a/-sub/", "a/sub/");
    assertThat(Drafts.names(lists.get(6))).containsExactly("a/-sub/1");
    assertThat(lists.get(0).firstIndex()).isEqualTo(1);
    assertThat(lists.get(1).firstIndex()).isEqualTo(11);
    assertThat(lists.get(1).size()).isZero();
    assertThat(lists.get(2).firstIndex()).isEqualTo(12);
    assertThat(messages).isEmpty();
  }

  @Test
  void aDirectoryArgumentIsListedBeforeItsContents() throws IOException {
    List<FileList> lists = walk(tree(), new Options(), INC, "t/a");

    assertThat(Drafts.names(lists.get(0))).containsExactly("a/");
    assertThat(lists.get(0).entry(0).isTop()).isTrue();
    assertThat(lists.get(0).entry(0).hasContent()).isTrue();
    assertThat(Drafts.names(lists.get(1))).containsExactly("a/x", "a/-sub/", "a/sub/");
    assertThat(lists.get(1).entry(1).isTop()).isFalse();
    assertThat(lists.get(1).entry(1).hasContent()).isTrue();
  }

  @Test
  void directoriesOfOneNameShareOneList() throws IOException {
    FakeSource source = new FakeSource();
    source.directory("1").directory("1/x").file("1/x/p", "").directory("3").directory("3/x");
    source.file("3/x/q", "").directory("1/y");

    List<FileList> lists = walk(source, new Options(), INC, "1/x", "3/x", "1/y");

    assertThat(Drafts.names(lists.get(0))).containsExactly("x/", "x/", "y/");
    assertThat(lists).extracting(FileList::directoryNumber).containsExactly(-1, 0, 2);
    assertThat(Drafts.names(lists.get(1))).containsExactly("x/p", "x/q");
  }

  @Test
  void oneListHoldsEverythingWithoutIncrementalRecursion() throws IOException {
    List<FileList> lists = walk(tree(), new Options(), WHOLE, "t/");

    assertThat(lists).hasSize(1);
    assertThat(Drafts.names(lists.get(0)))
        .containsExactly(
            "./",
            "Zf",
            "a.txt",
            "Z/",
            "_d/",
            "a-b/",
            "a-b/x",
            "a.d/",
            "a/",
            "a/x",
            "a/-sub/",
            "a/-sub/1",
            "a/sub/",
            "a/sub/1",
            "ab/");
    assertThat(lists.get(0).firstIndex()).isZero();
  }

  @Test
  void relativeArgumentsUnderIncrementalRecursionOpenOneLevelAfterAnother() throws IOException {
    FakeSource source = new FakeSource();
    source.directory("a").directory("a/b").directory("a/b/c").file("a/b/c/f", "");
    source.file("a/b/other", "").file("a/skip", "");
    Options options = new Options();
    options.relative = true;
    ListFormat format = Formats.builder(32, MODERN | Formats.INC).relative().build();

    List<FileList> lists = walk(source, options, format, "a/b/c", "a/b/other");

    assertThat(lists.stream().map(Drafts::names))
        .containsExactly(
            List.of("a/"), List.of("a/b/"), List.of("a/b/other", "a/b/c/"), List.of("a/b/c/f"));
    assertThat(lists.get(0).entry(0).isImplied()).isTrue();
    assertThat(lists.get(0).entry(0).hasContent()).isFalse();
    assertThat(lists.get(1).entry(0).isImplied()).isTrue();
    assertThat(lists.get(2).entry(1).isTop()).isTrue();
    assertThat(lists.get(2).entry(1).hasContent()).isTrue();
  }

  @Test
  void aDotSlashArgumentImpliesTheRootOnce() throws IOException {
    FakeSource source = new FakeSource();
    source.directory("a").file("a/f", "").file("g", "");
    Options options = new Options();
    options.relative = true;
    ListFormat format = Formats.builder(32, MODERN).relative().build();

    FileList list = walk(source, options, format, "./a/f", "./g").get(0);

    assertThat(Drafts.names(list)).containsExactly("./", "g", "a/", "a/f");
    assertThat(list.entry(0).isImplied()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {29, 32})
  void impliedDirectoriesAreOrdinaryOnesForOldPeersAndNoneWhereNotWanted(int protocol)
      throws IOException {
    FakeSource source = new FakeSource();
    source.directory("a").file("a/f", "");
    Options options = new Options();
    options.relative = true;
    ListFormat format = Formats.builder(protocol, 0).relative().build();

    FileList with = walk(source, options, format, "a/f").get(0);
    options.implied = false;
    FileList without = walk(source, options, format, "a/f").get(0);

    assertThat(Drafts.names(with)).contains("a/");
    assertThat(with.entry(with.find(Drafts.bytes("a"))).isImplied()).isEqualTo(protocol >= 30);
    assertThat(without.find(Drafts.bytes("a")) >= 0).isEqualTo(protocol >= 30);
  }

  @Test
  void dirsListsOneLevelOfWhatEndsInASlash() throws IOException {
    Options options = new Options();
    options.recurse = false;
    options.dirs = true;

    FileList contents = walk(tree(), options, WHOLE, "t/a/").get(0);
    FileList named = walk(tree(), options, WHOLE, "t/a").get(0);

    assertThat(Drafts.names(contents)).containsExactly("./", "x", "-sub/", "sub/");
    assertThat(contents.entry(0).hasContent()).isTrue();
    assertThat(contents.entry(2).hasContent()).isFalse();
    assertThat(Drafts.names(named)).containsExactly("a/");
    assertThat(named.entry(0).hasContent()).isFalse();
    assertThat(named.entry(0).isTop()).isFalse();
  }

  @Test
  void aSlashBehindWhatIsNoDirectoryCountsForNothingUnderRelative() throws IOException {
    FakeSource source = new FakeSource().directory("t").file("t/f", "").symlink("t/l", "nowhere");
    Options options = new Options();
    options.relative = true;

    FileList list = walk(source, options, WHOLE, "t/f/", "t/l/").get(0);

    assertThat(Drafts.names(list)).containsExactly("t/", "t/f", "t/l");
    assertThat(messages).isEmpty();
  }

  @Test
  void directoriesAreSkippedWithoutRecursion() throws IOException {
    Options options = new Options();
    options.recurse = false;

    assertThat(walk(tree(), options, WHOLE, "t", "t/", "t/Zf").get(0).size()).isEqualTo(1);
    assertThat(messages).containsExactly("INFO skipping directory t", "INFO skipping directory .");
    assertThat(ioError).isZero();
  }

  @Test
  void mountPointsAreListedEmptyOrNotAtAll() throws IOException {
    FakeSource source = new FakeSource();
    source.directory("t").directory("t/mnt", 2).file("t/mnt/f", "").directory("t/d");
    source.file("t/d/f", "");
    for (ListFormat format : List.of(WHOLE, INC)) {
      Options once = new Options();
      once.oneFileSystem = 1;
      Options twice = new Options();
      twice.oneFileSystem = 2;

      List<FileList> listed = walk(source, once, format, "t/");
      List<FileList> skipped = walk(source, twice, format, "t/");

      assertThat(listed.stream().flatMap(list -> Drafts.names(list).stream()))
          .contains("mnt/", "d/f")
          .doesNotContain("mnt/f");
      FileList first = listed.get(0);
      assertThat(first.entry(first.find(Drafts.bytes("mnt"))).hasContent()).isFalse();
      assertThat(skipped.stream().flatMap(list -> Drafts.names(list).stream()))
          .containsExactlyInAnyOrder("./", "d/", "d/f");
    }
  }

  @Test
  void linksOfOneFileFormAGroupOverAllLists() throws IOException {
    FakeSource source = new FakeSource();
    source.directory("t").directory("t/d").file("t/alone", "");
    source.links(3, "t/x", "t/d/y", "t/z").links(2, "t/elsewhere");

    List<FileList> lists = walk(source, new Options(), INC, "t/");
    FileList first = lists.get(0);
    FileList second = lists.get(1);

    long group = first.entry(first.find(Drafts.bytes("x"))).hardLinkGroup();
    assertThat(group).isNotNegative();
    assertThat(first.entry(first.find(Drafts.bytes("z"))).hardLinkGroup()).isEqualTo(group);
    assertThat(second.entry(0).hardLinkGroup()).isEqualTo(group);
    assertThat(first.entry(first.find(Drafts.bytes("alone"))).hardLinkGroup()).isEqualTo(-1);
    assertThat(first.entry(first.find(Drafts.bytes("elsewhere"))).hardLinkGroup())
        .isNotEqualTo(group)
        .isNotNegative();
  }

  @Test
  void whatVanishesIsAWarningAndWhatFailsAnError() throws IOException {
    FakeSource source = tree();
    source.failing("t/Zf", Errno.ENOENT).failing("t/a.txt", Errno.EACCES);
    source.failing("t/Z", Errno.ENOENT).failing("t/ab", Errno.EACCES);
    WalkPlace place = WalkPlace.currentDirectory(Drafts.bytes("/home/me"));

    FileList list = walk(source, new Options(), WHOLE, none(), place, "t/").get(0);

    assertThat(messages)
        .containsExactlyInAnyOrder(
            "VANISHED file has vanished: \"/home/me/t/Zf\"",
            "ERROR rsync: [sender] readlink_stat(\"/home/me/t/a.txt\") failed:"
                + " Permission denied (13)",
            "VANISHED directory has vanished: \"/home/me/t/Z\"",
            "ERROR rsync: [sender] opendir \"/home/me/t/ab\" failed: Permission denied (13)");
    assertThat(failures)
        .containsExactlyInAnyOrder(
            "Zf: file has vanished",
            "a.txt: readlink_stat: Permission denied (13)",
            "Z: directory has vanished",
            "ab: opendir: Permission denied (13)");
    assertThat(ioError).isEqualTo(IoError.GENERAL | IoError.VANISHED);
    assertThat(list.find(Drafts.bytes("Zf"))).isEqualTo(-1);
    assertThat(list.find(Drafts.bytes("ab"))).isNotNegative();
  }

  @Test
  void missingArgumentsAreReportedWithTheModulesName() throws IOException {
    FakeSource source = tree();
    WalkPlace place = WalkPlace.module("nob");

    walk(source, new Options(), WHOLE, none(), place, "nope", "t/zap", "gone/x", "t/a/");

    assertThat(messages)
        .containsExactly(
            "ERROR rsync: [sender] link_stat \"nope\" (in nob) failed: No such file or directory"
                + " (2)",
            "ERROR rsync: [sender] link_stat \"/t/zap\" (in nob) failed: No such file or directory"
                + " (2)",
            "ERROR rsync: [sender] change_dir \"gone\" (in nob) failed: No such file or directory"
                + " (2)");
    assertThat(failures)
        .containsExactly(
            "nope: link_stat: No such file or directory (2)",
            "zap: link_stat: No such file or directory (2)",
            "x: change_dir: No such file or directory (2)");
    assertThat(ioError).isEqualTo(IoError.GENERAL);
  }

  @Test
  void whatCannotBeSentIsNamedAsInTheList() throws IOException {
    FakeSource source = tree();
    source.failing("t/Zf", Errno.EACCES).failing("t/ab", Errno.EACCES);
    Options options = new Options();
    options.relative = true;

    walk(source, options, WHOLE, "./t/Zf", "t/./ab", "t/gone");

    assertThat(failures)
        .containsExactly(
            "t/Zf: link_stat: Permission denied (13)",
            "ab: opendir: Permission denied (13)",
            "t/gone: link_stat: No such file or directory (2)");
  }

  @Test
  void aMissingArgumentAloneIsNoIoError() throws IOException {
    assertThat(walk(tree(), new Options(), WHOLE, "nope").get(0).size()).isZero();
    assertThat(messages).hasSize(1);
    assertThat(ioError).isZero();
  }

  @Test
  void missingArgumentsCanBeIgnoredOrListedForDeletion() throws IOException {
    Options options = new Options();
    options.missing = MissingArguments.IGNORE;
    assertThat(walk(tree(), options, WHOLE, "nope").get(0).size()).isZero();

    options.missing = MissingArguments.DELETE;
    FileList list = walk(tree(), options, WHOLE, "nope", "t/Zf").get(0);

    assertThat(messages).isEmpty();
    assertThat(Drafts.names(list)).containsExactly("Zf", "nope");
    assertThat(list.entry(1).isMissingArgument()).isTrue();
    assertThat(list.entry(1).mtime()).isZero();
  }

  @Test
  void noRuleConcernsAMissingArgumentThatIsListedForDeletion() throws IOException {
    Options options = new Options();
    options.missing = MissingArguments.DELETE;
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parsePattern(Drafts.bytes("nope"), false, rules);
    DirectoryFilters filters = filters(new FilterList(rules), FilterList.EMPTY);

    FileList list = walk(tree(), options, WHOLE, filters, WalkPlace.UNKNOWN, "nope").get(0);

    assertThat(Drafts.names(list)).containsExactly("nope");
  }

  @Test
  void aMissingArgumentHasNoPlaceInTheListOfADirectoryThatIsMissingToo() throws IOException {
    Options options = new Options();
    options.missing = MissingArguments.DELETE;
    options.relative = true;

    assertThat(walk(tree(), options, INC, "no/a/b").get(0).size()).isZero();
    assertThat(messages).containsExactly("VANISHED file has vanished: \"no\"");
    messages.clear();
    assertThat(Drafts.names(walk(tree(), options, WHOLE, "no/a/b").get(0)))
        .containsExactly("no/a/b");
    assertThat(messages)
        .containsExactly(
            "VANISHED file has vanished: \"no\"", "VANISHED file has vanished: \"no/a\"");
    messages.clear();
    walk(tree(), options, WHOLE, "no/a/b", "no/c", "no/d/e", "no/a/f", "no/a/g/h");
    assertThat(messages)
        .containsExactly(
            "VANISHED file has vanished: \"no\"",
            "VANISHED file has vanished: \"no/a\"",
            "VANISHED file has vanished: \"no/d\"",
            "VANISHED file has vanished: \"no/a\"",
            "VANISHED file has vanished: \"no/a\"",
            "VANISHED file has vanished: \"no/a/g\"");
  }

  @Test
  void aModulesRulesMakeFilesInvisible() throws IOException {
    FakeSource source = new FakeSource();
    source.directory("app").directory("app/private").file("app/private/f", "");
    source.file("app/x.key", "").file("app/open", "");
    DaemonRules rules = new DaemonRules();
    rules.addPatterns(Drafts.bytes("/app/private/ *.key"), false);
    DirectoryFilters filters = filters(FilterList.EMPTY, rules.toList());
    WalkPlace place = WalkPlace.module("m");

    List<FileList> all = walk(source, new Options(), WHOLE, filters, place, "app/");
    List<FileList> named =
        walk(
            source,
            new Options(),
            WHOLE,
            filters,
            place,
            "app/private",
            "app/private/f",
            "app/private/",
            "app/x.key");

    assertThat(Drafts.names(all.get(0))).containsExactly("./", "open");
    assertThat(named.get(0).size()).isZero();
    assertThat(messages)
        .extracting(message -> message.replaceAll("ERROR rsync: .sender. | failed: No such.*", ""))
        .containsExactly(
            "link_stat \"/app/private\" (in m)",
            "change_dir \"app/private\" (in m)",
            "change_dir \"app/private\" (in m)",
            "link_stat \"/app/x.key\" (in m)");
  }

  @Test
  void excludedNamesAreSilentEvenWhenTheyFail() throws IOException {
    List<FilterRule> rules = new ArrayList<>();
    FilterRuleParser.parseRule(Drafts.bytes("- Z*"), rules);
    FilterRuleParser.parseRule(Drafts.bytes("- /a/x"), rules);
    DirectoryFilters filters = filters(new FilterList(rules), FilterList.EMPTY);
    FakeSource source = tree().failing("t/Zf", Errno.EACCES);

    FileList list = walk(source, new Options(), WHOLE, filters, WalkPlace.UNKNOWN, "t/").get(0);

    assertThat(messages).isEmpty();
    assertThat(Drafts.names(list)).doesNotContain("Zf", "Z/", "a/x").contains("a-b/x");
  }

  @Test
  void readsDigestsAndLinkTexts() throws IOException {
    FakeSource source = new FakeSource();
    source.directory("t").file("t/f", "abc").symlink("t/l", "/rsyncd-munged/f");
    source.symlink("t/plain", "f").file("t/secret", "x").failing("t/secret", Errno.EACCES);
    Options options = new Options();
    options.munge = true;
    ListFormat format = Formats.builder(32, MODERN).checksum(16).build();

    FileList list = walk(source, options, format, "t/").get(0);

    assertThat(list.entry(list.find(Drafts.bytes("f"))).checksum())
        .asHexString()
        .isEqualTo("900150983CD24FB0D6963F7D28E17F72");
    FileEntry link = list.entry(list.find(Drafts.bytes("l")));
    assertThat(link.linkTarget()).isEqualTo(Drafts.bytes("f"));
    assertThat(link.size()).isEqualTo(16);
    assertThat(link.checksum()).isEmpty();
    assertThat(list.entry(list.find(Drafts.bytes("plain"))).linkTarget())
        .isEqualTo(Drafts.bytes("f"));
  }

  @Test
  void danglingUnsafeLinksThatAreToBeCopiedAreReported() throws IOException {
    FakeSource source = new FakeSource();
    source.directory("t").symlink("t/out", "../nowhere").symlink("t/in", "nowhere");
    Options options = new Options();
    options.copyUnsafe = true;

    FileList list = walk(source, options, WHOLE, "t/").get(0);

    assertThat(Drafts.names(list)).containsExactly("./", "in");
    assertThat(messages).containsExactly("ERROR symlink has no referent: \"t/out\"");
    assertThat(ioError).isEqualTo(IoError.GENERAL);

    messages.clear();
    options.missing = MissingArguments.IGNORE;
    assertThat(walk(source, options, WHOLE, "t/out").get(0).size()).isZero();
    assertThat(messages).containsExactly("ERROR symlink has no referent: \"t/out\"");
  }

  @Test
  void filesAreFoundAgainByTheirEntries() throws IOException {
    try (FileListWalker walker =
        new FileListWalker(
            tree(),
            new Options().build(),
            INC,
            none(),
            XattrRules.PLAIN,
            (severity, text) -> {},
            WalkPlace.module("m"))) {
      walker.first(List.of(Drafts.bytes("t/a")));
      FileList second = walker.next();
      SourceLocation location = walker.locate(second.entry(0));

      assertThat(location.path().toString()).isEqualTo("a/x");
      assertThat(location.display()).isEqualTo(Drafts.bytes("/t/a/x"));
      assertThat(location.tree().stat(location.path()).isRegular()).isTrue();
    }
  }

  @Test
  void refusesDotDotInRelativeArguments() {
    Options options = new Options();
    options.relative = true;

    assertThatThrownBy(() -> walk(tree(), options, WHOLE, "t/../t"))
        .isInstanceOfSatisfying(
            RsyncException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.SYNTAX))
        .hasMessage("found \"..\" dir in relative path: t/../t");
  }

  @Test
  void everyRegularFileCarriesItsInodeBelowProtocol28() throws IOException {
    FileList list = walk(tree(), new Options(), Formats.archive(27, 0), "t/").get(0);

    EntryColumns columns = list.columns();
    for (int row = 0; row < list.size(); row++) {
      assertThat(columns.hasInode(row)).isEqualTo(!columns.isDirectory(row));
    }
  }
}
