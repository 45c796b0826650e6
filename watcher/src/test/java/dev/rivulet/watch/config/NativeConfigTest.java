// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.filter.FilterList.Side;
import dev.rivulet.watch.DeletionGuard;
import dev.rivulet.watch.EventMode;
import dev.rivulet.watch.FullPass;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.event.ArrivalLog;
import dev.rivulet.watch.event.EventCompanion;
import dev.rivulet.watch.event.EventTask;
import dev.rivulet.watch.source.SourceKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeConfigTest {
  private static final String MINIMAL = "[a]\nsource = /s\ntarget = h::m\n";

  @TempDir Path directory;

  private WatchConfig read(String text) throws IOException {
    Path file = directory.resolve("w.conf");
    Files.write(file, text.getBytes(StandardCharsets.UTF_8));
    return new NativeConfig().read(file);
  }

  private Mirror mirror(String text) throws IOException {
    return read(text).mirrors().get(0);
  }

  private static String source(Mirror mirror) {
    return new String(mirror.source(), StandardCharsets.UTF_8);
  }

  @Test
  void aSourceAndATargetAreEnough() throws Exception {
    WatchConfig config = read(MINIMAL);
    Mirror mirror = config.mirrors().get(0);
    assertThat(mirror.name()).isEqualTo("a");
    assertThat(source(mirror)).isEqualTo("/s/");
    assertThat(mirror.targets()).hasToString("[rsync://h/m]");
    assertThat(mirror.options().selection().recursive()).isTrue();
    assertThat(mirror.options().preserve().owner()).isTrue();
    assertThat(mirror.options().deletion().isOn()).isFalse();
    assertThat(mirror.settings().deletesLater()).isFalse();
    assertThat(mirror.settings().initialPass()).isTrue();
    assertThat(config.settings()).isEqualTo(ProgramSettings.builder().build());
  }

  @Test
  void namesOfKeysIgnoreLetterCaseAndBlanks() throws Exception {
    WatchConfig config =
        read("LogFile = /l\nPID   file=/p\n[ my  tree ]\nSOURCE=/s/\ntar get = h::m\n");
    assertThat(config.settings().logFile()).contains(Path.of("/l"));
    assertThat(config.settings().pidFile()).contains(Path.of("/p"));
    assertThat(config.mirrors().get(0).name()).isEqualTo("my tree");
    assertThat(source(config.mirrors().get(0))).isEqualTo("/s/");
  }

  @Test
  void severalTargetsStandInOneLineOrInSeveral() throws Exception {
    Mirror mirror =
        mirror(
            "[a]\n"
                + "source=/s\n"
                + "user = bak\n"
                + "options = -a --port=874\n"
                + "target = h1::m joe@h2::m/sub \\\n"
                + " rsync://[::1]:99/m\n"
                + "target = '/a b/' h3:dir\n");
    assertThat(mirror.targets())
        .hasToString(
            "[rsync://bak@h1:874/m, rsync://joe@h2:874/m/sub, rsync://bak@[::1]:99/m, /a b/,"
                + " bak@h3:dir]");
  }

  @Test
  void filtersKeepTheOrderOfTheFile() throws Exception {
    Path patterns = Files.writeString(directory.resolve("patterns"), "*.o\n");
    Mirror mirror =
        mirror(
            MINIMAL
                + "include = keep.tmp\nexclude = *.tmp 'a b'\nfilter = - /top\nexclude from = "
                + patterns
                + "\n");
    assertThat(excludes(mirror, "keep.tmp")).isFalse();
    assertThat(excludes(mirror, "x.tmp")).isTrue();
    assertThat(excludes(mirror, "a b")).isTrue();
    assertThat(excludes(mirror, "top")).isTrue();
    assertThat(excludes(mirror, "d/top")).isFalse();
    assertThat(excludes(mirror, "x.o")).isTrue();
  }

  private static boolean excludes(Mirror mirror, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return mirror.options().filters().excludes(bytes, false, Side.SENDER);
  }

  @ParameterizedTest
  @CsvSource({
    "yes, -a, true, true",
    "no, -a, false, false",
    "startup, -a, true, false",
    "Running, -a, false, true",
    "startup, -a --delete-after, true, false",
    "'', -a --delete, true, true"
  })
  void deletionsAreChosenForPassesAndForRunning(
      String value, String options, boolean comparing, boolean later) throws Exception {
    String line = value.isEmpty() ? "" : "delete = " + value + "\n";
    Mirror mirror = mirror(MINIMAL + "options = " + options + "\n" + line);
    assertThat(mirror.options().deletion().isOn()).isEqualTo(comparing);
    assertThat(mirror.settings().deletesLater()).isEqualTo(later);
  }

  @Test
  void theDeleteModeOfTheOptionsStays() throws Exception {
    Mirror mirror = mirror(MINIMAL + "options = -a --delete-after\ndelete = yes\n");
    assertThat(mirror.options().deletion().mode())
        .isEqualTo(dev.rivulet.rsync.options.TransferOptions.DeleteMode.AFTER);
  }

  @Test
  void paceAndEventsAreSet() throws Exception {
    Mirror mirror =
        mirror(
            MINIMAL
                + "delay = 1.5s\n"
                + "cut at = 1000\n"
                + "event mode = modify\n"
                + "event source = inotify\n"
                + "poll every = 3s\n"
                + "poll = /db/*.mdb\n"
                + "poll = spool\n"
                + "initial pass = no\n"
                + "warm login = yes\n"
                + "large file = 8M\n"
                + "verify every = 1d\n"
                + "verify contents = yes\n"
                + "two way = yes\n"
                + "rename reuse = no\n");
    assertThat(mirror.settings().renames()).isFalse();
    assertThat(mirror.settings().twoWay()).isTrue();
    assertThat(mirror.settings().verifyEvery()).isEqualTo(Duration.ofDays(1));
    assertThat(mirror.settings().verifyContents()).isTrue();
    assertThat(mirror.settings().largeFile()).isEqualTo(8 << 20);
    assertThat(mirror.settings().warmLogin()).isTrue();
    assertThat(mirror.settings().pace().delay()).isEqualTo(Duration.ofMillis(1500));
    assertThat(mirror.settings().pace().cutAt()).isEqualTo(1000);
    assertThat(mirror.settings().pace().mode()).isEqualTo(EventMode.MODIFY);
    assertThat(mirror.settings().eventSource()).isEqualTo(SourceKind.INOTIFY);
    assertThat(mirror.settings().polled().patterns()).hasSize(2);
    assertThat(mirror.settings().pollEvery()).isEqualTo(Duration.ofSeconds(3));
    assertThat(mirror.settings().initialPass()).isFalse();
  }

  @Test
  void deletionsAreHeldAndPassesRepeated() throws Exception {
    Mirror mirror =
        mirror(
            MINIMAL
                + "hold deletions = 1000 50%\nfull pass every = 6h\nfull pass exclude = *.tmp x\n");
    assertThat(mirror.settings().deletionGuard()).isEqualTo(new DeletionGuard(1000, 50));
    FullPass pass = mirror.settings().fullPasses().get(0);
    assertThat(pass.every()).isEqualTo(Duration.ofHours(6));
    assertThat(pass.filters().rules()).hasSize(2);
  }

  @Test
  void hooksAreAddedInOrder() throws Exception {
    Mirror mirror =
        mirror(
            MINIMAL
                + "before transfer = /bin/sh -c 'sync; true'\nafter transfer = /bin/true\n"
                + "post url = http://127.0.0.1:1/batch\n");
    assertThat(mirror.settings().hooks()).hasSize(3);
  }

  @Test
  void namesArePublishedInOrder() throws Exception {
    Mirror mirror = mirror(MINIMAL + "publish = *.git/refs *.git/HEAD\npublish = current\n");
    assertThat(mirror.settings().publish().patterns())
        .extracting(String::new)
        .containsExactly("*.git/refs", "*.git/HEAD", "current");
  }

  @Test
  void defaultsHoldUntilASectionSaysOtherwise() throws Exception {
    WatchConfig config =
        read(
            "exclude = *.tmp\ndelay = 5\ntarget = h::all\n"
                + "[a]\nsource = /a\n"
                + "[b]\nsource = /b\nexclude = *.o *.a\ndelay = 1\ntarget = h::b\n"
                + "[global]\ndelete = yes\n"
                + "[c]\nsource = /c\nexclude =\n");
    Mirror a = config.mirrors().get(0);
    Mirror b = config.mirrors().get(1);
    Mirror c = config.mirrors().get(2);
    assertThat(excludes(a, "x.tmp")).isTrue();
    assertThat(a.settings().pace().delay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(excludes(b, "x.tmp")).isFalse();
    assertThat(excludes(b, "x.o")).isTrue();
    assertThat(b.settings().pace().delay()).isEqualTo(Duration.ofSeconds(1));
    assertThat(b.targets()).hasToString("[rsync://h/b]");
    assertThat(a.settings().deletesLater()).isFalse();
    assertThat(c.settings().deletesLater()).isTrue();
    assertThat(excludes(c, "x.tmp")).isFalse();
  }

  @Test
  void filesMayBeIncludedAndMerged() throws Exception {
    Files.createDirectory(directory.resolve("mirrors.d"));
    Files.writeString(
        directory.resolve("mirrors.d/one.conf"), "delay = 9\n[one]\nsource=/1\ntarget=h::1\n");
    Files.writeString(directory.resolve("mirrors.d/two.conf"), "[two]\nsource=/2\ntarget=h::2\n");
    Files.writeString(directory.resolve("mirrors.d/not.bak"), "nonsense");
    Files.writeString(directory.resolve("rest.inc"), "delete = yes\n");
    WatchConfig config =
        read(
            "&include "
                + directory.resolve("mirrors.d")
                + "\n&merge "
                + directory.resolve("rest.inc")
                + "\n[three]\nsource=/3\ntarget=h::3\n");
    assertThat(config.mirrors()).extracting(Mirror::name).containsExactly("one", "two", "three");
    assertThat(config.mirrors().get(0).settings().pace().delay()).isEqualTo(Duration.ofSeconds(9));
    assertThat(config.mirrors().get(1).settings().pace().delay()).isZero();
    assertThat(config.mirrors().get(2).settings().deletesLater()).isTrue();
  }

  @Test
  void namesThatAreNoTextKeepTheirBytes() throws Exception {
    Path file = directory.resolve("w.conf");
    Files.write(file, "[a]\nsource=/s\u00ff\ntarget=h::m\n".getBytes(StandardCharsets.ISO_8859_1));
    byte[] source = new NativeConfig().read(file).mirrors().get(0).source();
    assertThat(source).containsExactly('/', 's', 0xff, '/');
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[a];sorce=/s | 2: unknown key \"sorce\"; did you mean \"source\"?",
        "[a];source | 2: \"source\" has no value; write source = ...",
        "[a];source= | 2: \"source\": has no value; give one, or leave the line out",
        "[a];source=/a;source=/b | 3: \"source\": stands already in FILE:2; leave one of them out",
        "[a];log file=/l | 2: \"log file\": is about the program; put it in front of the first"
            + " section",
        "[a];[b];[a] | 3: [a] stands already in FILE:1; give it another name",
        "[a] # name | 1: something stands behind the bracket; put comments into lines of their own",
        "&use x | 1: unknown directive &use; there are &include and &merge",
        "&merge /no/such | 1: cannot read /no/such; give the name of a file",
        "[a];target=h::m | 1: [a]: no source; add source = /a/directory",
        "[a];source=/s | 1: [a]: no target; add target = rsync://host/module/",
        "[a];source=s;target=h::m | 2: \"source\": \"s\" is not an absolute path; begin it with a"
            + " slash",
        "[a];source=/s;target=copy/ | 3: \"target\": \"copy/\" is neither an address nor an"
            + " absolute path; write rsync://host/module/, host::module/ or /a/directory/",
        "[a];source=/s;target=rsync://h | 3: \"target\": \"rsync://h/\" names no module; add the"
            + " name of a module",
        "[a];source=/s;target=h::m h::m | 3: \"target\": rsync://h/m stands there twice; leave one"
            + " of them out",
        "[a];source=/s;target=h::m;delete=perhaps | 4: \"delete\": \"perhaps\" is unknown; write"
            + " yes, no, startup or running",
        "[a];source=/s;target=h::m;warm login=perhaps | 4: \"warm login\": \"perhaps\" is neither"
            + " yes nor no; write yes or no",
        "[a];source=/s;target=h::m;options=-a --del;delete=no | 5: \"delete\": the options say"
            + " --delete; take one of them out",
        "[a];source=/s;target=h::m;options=-t | 4: a mirror has everything below its source; add -a"
            + " or -r",
        "[a];source=/s;target=h::m;options=-a --nonsense | 4: --nonsense: unknown option; see rsync"
            + " --help for what there is",
        "[a];source=/s;target=h::m;options=-a ' | 4: \"options\": \"-a '\" has a quote that does"
            + " not end; close it, or put a backslash before it",
        "[a];source=/s;target=h::m;delay=soon | 4: \"delay\": \"soon\" is not a time; write a"
            + " number with ms, s, m, h or d, as 500ms",
        "[a];source=/s;target=h::m;cut at=-1 | 4: \"cut at\": \"-1\" is not a number; write digits"
            + " only",
        "[a];source=/s;target=h::m;large file=big | 4: \"large file\": \"big\" is not a size; write"
            + " a number with K, M or G, as 64M",
        "[a];source=/s;target=h::m;event mode=x | 4: \"event mode\": \"x\" is not known here; write"
            + " one of close-write, modify, either, neither",
        "[a];source=/s;target=h::m;post url=ftp://h | 4: \"post url\": \"ftp://h\" is not an"
            + " address of http or https; write https://host/path",
        "syslog tag=x;[a];source=/s;target=h::m | 1: \"syslog tag\": says nothing without a syslog"
            + " facility; add syslog facility = daemon",
        "[a];source=/s;target=h::m;trust journal=yes | 4: \"trust journal\": there is no journal;"
            + " add a state directory",
        "[a];source=/s;target=h::m;hold deletions=lots | 4: \"hold deletions\": \"lots\" is not a"
            + " limit; write a number, a percentage, or both, as 1000 50%",
        "[a];source=/s;target=h::m;full pass every=0 | 4: \"full pass every\": a comparison without"
            + " a pause; write a time longer than none, as 6h",
        "[a];source=/s;target=h::m;publish=refs;delete=startup | 4: \"publish\": publishing in"
            + " order needs deletions while running, or none; change that, or publish nothing",
        "[a];source=/s;target=h::m;publish=refs;two way=yes | 4: \"publish\": publishing in order"
            + " does not go with two directions; change that, or publish nothing",
        "[a];source=/s;target=h::m;publish=refs;options=-aL | 4: \"publish\": publishing in order"
            + " does not go with what is behind links; change that, or publish nothing",
        "[a];source=/s;target=h::m;append only=*.log;two way=yes | 4: \"append only\": appending"
            + " does not go with two directions; change that, or append to nothing",
        "[a];source=/s;target=h::m;append only=l;options=-a --delay-updates | 4: \"append only\":"
            + " appending does not go with --delay-updates; change that, or append to nothing",
        "[a];source=/s;target=h::m;append only=l;options=-a --partial-dir=p | 4: \"append only\":"
            + " appending does not go with --partial-dir; change that, or append to nothing",
        "[a];source=/s;target=h::m;append only=l;options=-au | 4: \"append only\":"
            + " appending does not go with --update; change that, or append to nothing",
        "[a];source=/s;target=h::m;append only=l;options=-a --min-size=1 | 4: \"append only\":"
            + " appending does not go with --min-size; change that, or append to nothing",
        "[a];source=/s;target=h::m;publish=r;event source=polling | 4: \"publish\": publishing in"
            + " order needs inotify or fanotify; change that, or publish nothing",
        "[a];source=/s;target=h::m;two way=yes;delete=yes | 4: \"two way\": a comparison would"
            + " delete what is new at the other side; write delete = running",
        "[a];source=/s;target=h::m;two way=yes;options=-aI | 4: \"two way\": --ignore-times would"
            + " send each file back for ever; change the options",
        "[a];source=/s;target=h::m;two way=yes;options=-rlp | 4: \"two way\": without --times"
            + " nobody knows which file is newer; change the options",
        "log file=/l | has no section; write [name] and below it a source and a target"
      })
  void aFaultIsNamedWithPlaceAndRemedy(String lines, String message) {
    String text = lines.replace(';', '\n') + "\n";
    Path file = directory.resolve("w.conf");
    String place = file + (Character.isDigit(message.charAt(0)) ? ":" : ": ");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> read(text))
        .withMessage(place + message.replace("FILE", file.toString()));
  }

  @Test
  void aFileThatCannotBeReadIsAFault() {
    Path file = directory.resolve("missing");
    assertThatExceptionOfType(ConfigException.class)
        .isThrownBy(() -> new NativeConfig().read(file))
        .withMessage(
            file + ": cannot be read: No such file or directory (2); give the name of a" + " file");
  }

  @Test
  void theSameWordsHaveTheSameFingerprintWhereverTheyStand() throws Exception {
    WatchConfig first = read("[a]\nsource=/s\ntarget=h::m\n[b]\nsource=/b\ntarget=h::b\n");
    WatchConfig second =
        read("# moved\n[b]\nsource = /b\ntarget=h::b\n[a]\nsource = /s\ntarget=h::m\ndelay=1\n");
    assertThat(second.keeps("b", first)).isTrue();
    assertThat(second.keeps("a", first)).isFalse();
    assertThat(second.keeps("c", first)).isFalse();
  }

  @Test
  void aFileOfPatternsIsPartOfTheFingerprint() throws Exception {
    Path patterns = Files.writeString(directory.resolve("patterns"), "*.o\n");
    WatchConfig first = read(MINIMAL + "exclude from = " + patterns + "\n");
    Files.writeString(patterns, "*.a\n");
    WatchConfig second = read(MINIMAL + "exclude from = " + patterns + "\n");
    assertThat(second.keeps("a", first)).isFalse();
  }

  @Test
  void aSectionWithoutATargetIsAboutEventsAlone() throws Exception {
    WatchConfig config =
        read(
            """
            exclude = *.tmp
            [uploads]
            source = /srv/upload
            on event = /usr/local/bin/arrived %e %p
            events = close_write moved_to
            event log = /var/log/uploads
            """);
    assertThat(config.mirrors()).isEmpty();
    assertThat(config.companions()).extracting(Companion::name).containsExactly("uploads");
    EventTask task = ((EventCompanion) config.companions().get(0)).task();
    assertThat(task.events()).isEqualTo(0x8 | 0x80);
    assertThat(task.handlers()).hasSize(2);
    assertThat(task.choice().accepts("/srv/upload/a/b".getBytes(StandardCharsets.UTF_8))).isTrue();
    assertThat(task.choice().accepts("/srv/upload/a/b.tmp".getBytes(StandardCharsets.UTF_8)))
        .isFalse();
  }

  @Test
  void aMirrorMayHaveALogOfWhatHasArrived() throws Exception {
    assertThat(mirror(MINIMAL + "event log = /var/log/rsynced\n").settings().hooks())
        .singleElement()
        .isInstanceOf(ArrivalLog.class);
  }

  @Test
  void keysThatDoNotFitTogetherAreRefused() {
    assertThatThrownBy(() -> read(MINIMAL + "on event = /bin/true\n"))
        .hasMessageContaining("w.conf:")
        .hasMessageContaining("without a target");
    assertThatThrownBy(() -> read("[a]\nsource = /s\non event = /bin/true\ndelete = yes\n"))
        .hasMessageContaining("means nothing without a target");
    assertThatThrownBy(() -> read("[a]\nsource = /s\non event = /bin/true\nevents = umount\n"))
        .hasMessageContaining("umount");
  }
}
