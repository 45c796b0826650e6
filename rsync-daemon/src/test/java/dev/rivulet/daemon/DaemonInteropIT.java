// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static dev.rivulet.testkit.TreeAssert.assertThatTree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.daemon.DaemonPair.Outcome;
import dev.rivulet.daemon.DaemonPair.Side;
import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real client tells no difference between our daemon and the reference one. */
class DaemonInteropIT {
  private static final String LOG = "log file = @DIR@/log\n";
  private static final String MODULE = LOG + "[m]\npath = @DIR@/module\n";
  private static final String WRITABLE = MODULE + "read only = no\n";
  private static final String AS_ROOT =
      Posix.effectiveUser() == 0 ? "uid = root\ngid = root\n" : "";

  @TempDir Path directory;

  private DaemonPair start(String configuration) throws IOException {
    return DaemonPair.start(directory, configuration);
  }

  private static Path[] modules(DaemonPair pair) {
    return new Path[] {
      pair.real().directory().resolve("module"), pair.ours().directory().resolve("module")
    };
  }

  /** A tree with every kind of file an ordinary user can make, all of it old. */
  private static Path makeTree(Path root, FileTime modified) throws IOException {
    Path sub = Files.createDirectories(root.resolve("tree/sub dir"));
    Path file = Files.write(sub.resolve("big"), new byte[300_000]);
    Files.writeString(root.resolve("tree/text"), "some text\n");
    Files.createLink(root.resolve("tree/hard"), file);
    Files.createSymbolicLink(root.resolve("tree/soft"), Path.of("sub dir/big"));
    Files.createDirectory(root.resolve("tree/empty"));
    try (Stream<Path> files = Files.walk(root.resolve("tree"))) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.getFileAttributeView(each, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .setTimes(modified, null, null);
      }
    }
    return root.resolve("tree");
  }

  @Test
  void listsModules() throws IOException {
    String more = "[second module]\ncomment = two  words\n[hidden]\nlist = no\n";
    try (DaemonPair pair = start(MODULE + "comment = first\n" + more)) {
      Outcome outcome = pair.alike("@URL@/");
      assertThat(outcome.output())
          .isEqualTo("m              \tfirst\nsecond module  \ttwo  words\n");
      pair.alike("@URL@");
      pair.sameLog(line -> line.startsWith("module-list"));
    }
  }

  @Test
  void listsFiles() throws IOException {
    try (DaemonPair pair = start(MODULE)) {
      assertThat(pair.alike("-r", "--no-h", "@URL@/m/").output()).contains("sub/b.txt");
      pair.alike("@URL@/m");
      pair.alike("@URL@/m/a*");
      pair.alike("-r", "@URL@/m/s*");
      pair.alike("@URL@/m/sub/../a.txt");
      pair.alike("@URL@/m/../../a.txt");
    }
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    try (DaemonPair pair = start(MODULE + "use chroot = no\n")) {
      assertThat(pair.alike("@URL@/none/").exitCode()).isEqualTo(5);
      assertThat(pair.alike("@URL@/M/").exitCode()).isEqualTo(5);
      assertThat(pair.real().run("@URL@/m/none").exitCode()).isEqualTo(23);
      assertThat(pair.ours().run("@URL@/m/none").exitCode()).isEqualTo(23);
      pair.sameLog(line -> line.startsWith("unknown module"));
    }
  }

  @ParameterizedTest
  @CsvSource({"27, ''", "28, ''", "29, ''", "30, ''", "31, ''", "32, ''", "32, -z", "30, -z"})
  void movesTreesBothWays(int protocol, String option) throws IOException {
    try (DaemonPair pair = start(WRITABLE + AS_ROOT + "use chroot = yes\nmunge symlinks = no\n")) {
      Side ours = pair.ours();
      boolean nanoseconds = protocol >= 31;
      Path source =
          makeTree(
              ours.directory(),
              FileTime.from(
                  1_000_000_000_123_456_789L / (nanoseconds ? 1 : 1_000_000_000L),
                  nanoseconds ? TimeUnit.NANOSECONDS : TimeUnit.SECONDS));
      List<String> options = new ArrayList<>(List.of("-aH", "--protocol=" + protocol));
      if (!option.isEmpty()) {
        options.add(option);
      }

      assertThat(ours.run(with(options, "--delete", source + "/", "@URL@/m/")).exitCode()).isZero();
      assertThatTree(ours.directory().resolve("module")).isEqualTo(source);

      Path fetched = ours.directory().resolve("fetched");
      assertThat(ours.run(with(options, "@URL@/m/", fetched + "/")).exitCode()).isZero();
      assertThatTree(fetched).isEqualTo(source);
    }
  }

  private static String[] with(List<String> options, String... more) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {29, 30, 31, 32})
  void letsOnlyReadersIntoAReadOnlyModule(int protocol) throws IOException {
    try (DaemonPair pair = start(MODULE)) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        Outcome push = side.run("--protocol=" + protocol, "@DIR@/push.txt", "@URL@/m/");
        assertThat(push.errors()).startsWith("ERROR: module is read only\n");
        assertThat(push.exitCode()).isNotZero();
      }
      assertThat(pair.alike("@URL@/m/").exitCode()).isZero();
      pair.sameLog(line -> line.startsWith("ERROR: "));
    }
  }

  @Test
  void letsOnlyWritersIntoAWriteOnlyModule() throws IOException {
    try (DaemonPair pair = start(WRITABLE + "write only = yes\n")) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        assertThat(side.run("@URL@/m/").errors()).startsWith("ERROR: module is write only\n");
      }
      assertThat(pair.alike("@DIR@/push.txt", "@URL@/m/").exitCode()).isZero();
      pair.sameLog(line -> line.startsWith("ERROR: "));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsync", "other", "denied", "reader", "stranger", "#x"})
  void authenticatesByRules(String user) throws IOException {
    String rules = "auth users = denied:deny, reader:ro, rsync, other, #*\n";
    try (DaemonPair pair = start(WRITABLE + rules + "secrets file = @DIR@/secrets\n")) {
      pair.alike("rsync://" + user + "@@HOST@/m/");
      pair.withPassword("wrong").alike("rsync://" + user + "@@HOST@/m/");
      pair.sameLog(line -> line.startsWith("auth failed"));
    }
  }

  @Test
  void overridesReadOnlyForSingleUsers() throws IOException {
    String rules = "auth users = rsync:rw, other\nsecrets file = @DIR@/secrets\n";
    try (DaemonPair pair = start(MODULE + rules)) {
      assertThat(pair.alike("@DIR@/push.txt", "rsync://rsync@@HOST@/m/").exitCode()).isZero();
      assertThat(pair.ours().run("@DIR@/push.txt", "rsync://other@@HOST@/m/").exitCode())
          .isEqualTo(1);
    }
  }

  /** The client offers no list of digests below protocol 30, which implies the old MD4. */
  @ParameterizedTest
  @ValueSource(ints = {28, 29, 30, 31, 32})
  void authenticatesAtEveryProtocol(int protocol) throws IOException {
    String rules = "auth users = rsync\nsecrets file = @DIR@/secrets\n";
    try (DaemonPair pair = start(MODULE + rules)) {
      assertThat(pair.alike("--protocol=" + protocol, "rsync://rsync@@HOST@/m/").exitCode())
          .isZero();
    }
  }

  @Test
  void refusesASecretsFileOthersCanRead() throws IOException {
    String rules = "auth users = rsync\nsecrets file = @DIR@/secrets\n";
    try (DaemonPair pair = start(MODULE + rules)) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        assertThat(side.directory().resolve("secrets").toFile().setReadable(true, false)).isTrue();
      }
      assertThat(pair.alike("rsync://rsync@@HOST@/m/").exitCode()).isEqualTo(5);
      pair.sameLog(line -> line.contains("secrets file"));
    }
  }

  @ParameterizedTest
  @CsvSource({"sha256, sha256", "md5, sha256", "'', none"})
  void insistsOnADigest(String offered, String floor) throws IOException {
    String rules = "auth users = rsync\nsecrets file = @DIR@/secrets\nauth digest = ";
    try (DaemonPair pair = start(MODULE + rules + floor + "\n")) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        try (RawClient client = new RawClient(side.port())) {
          client.line();
          client.say("@RSYNCD: 31.0" + (offered.isEmpty() ? "" : " " + offered) + "\nm\n");
          String answer = client.line();
          assertThat(answer)
              .startsWith(
                  offered.equals(floor) ? "@RSYNCD: AUTHREQD " : "@ERROR: auth failed on module m");
        }
      }
      if (!offered.equals(floor)) {
        pair.sameLog(line -> line.startsWith("auth failed"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, ''",
    "127.0.0.1, ''",
    "10.0.0.0/8, ''",
    "10.0.0.0/8, 10.0.0.0/8",
    "'', 127.0.0.0/8",
    "'', no.such.invalid",
    "'', *",
    "*, *",
    "127.*, ''",
    "'10.1.1.1, 127.0.0.1', *"
  })
  void judgesHosts(String allow, String deny) throws IOException {
    String hosts = "hosts allow = " + allow + "\nhosts deny = " + deny + "\n";
    try (DaemonPair pair = start(MODULE + hosts)) {
      pair.alike("@URL@/m/");
      pair.sameLog(line -> line.startsWith("rsync "));
    }
  }

  @Test
  void pretendsThatAHiddenModuleDoesNotExist() throws IOException {
    try (DaemonPair pair = start(MODULE + "list = no\nhosts deny = *\n")) {
      assertThat(pair.alike("@URL@/m/").errors()).startsWith("@ERROR: Unknown module 'm'\n");
    }
  }

  @Test
  void countsConnections() throws IOException {
    String limit = "max connections = 1\nlock file = @DIR@/lock\n";
    try (DaemonPair pair = start(MODULE + limit)) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        whileTheOnlyPlaceIsTaken(
            side,
            () ->
                assertThat(side.run("@URL@/m/").errors())
                    .startsWith("@ERROR: max connections (1) reached -- try again later\n"));
      }
      pair.sameLog(line -> line.startsWith("max connections"));
    }
  }

  @Test
  void sharesALockFileWithTheReferenceDaemon() throws IOException {
    Path lock = directory.resolve("shared-lock");
    String limit = "max connections = 1\nlock file = " + lock + "\n";
    try (DaemonPair pair = start(MODULE + limit)) {
      for (List<Side> sides :
          List.of(List.of(pair.ours(), pair.real()), List.of(pair.real(), pair.ours()))) {
        whileTheOnlyPlaceIsTaken(
            sides.get(0),
            () ->
                assertThat(sides.get(1).run("@URL@/m/").errors())
                    .contains("max connections (1) reached"));
      }
    }
  }

  /** Enters a module for as long as something is checked; who was there before needs a moment. */
  private static void whileTheOnlyPlaceIsTaken(Side side, Runnable check) throws IOException {
    for (int tries = 0; ; tries++) {
      try (RawClient client = new RawClient(side.port())) {
        client.line();
        String answer = client.say("@RSYNCD: 31.0\nm\n").line();
        if (answer.equals("@RSYNCD: OK")) {
          check.run();
          return;
        }
        assertThat(tries).as(answer).isLessThan(1000);
      }
      LockSupport.parkNanos(20_000_000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, -5})
  void letsNobodyInBelowZeroConnections(int limit) throws IOException {
    String none = "max connections = " + limit + "\nlock file = @DIR@/lock\n";
    try (DaemonPair pair = start(MODULE + none)) {
      assertThat(pair.alike("@URL@/m/").exitCode()).isEqualTo(5);
    }
  }

  @Test
  void saysThatALockFileCannotBeOpened() throws IOException {
    try (DaemonPair pair = start(MODULE + "max connections = 1\nlock file = @DIR@/none/lock\n")) {
      pair.alike("@URL@/m/");
      pair.sameLog(line -> line.contains("failed to open lock file"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exclude = /a.txt",
        "exclude = sub/",
        "exclude = *.txt\ninclude = a.txt",
        "filter = - /sub  + a.txt  - *",
        "exclude = + a.txt - *",
        "exclude from = @DIR@/rules"
      })
  void hidesWhatTheModuleFilters(String rules) throws IOException {
    try (DaemonPair pair = start(WRITABLE + AS_ROOT + "use chroot = no\n" + rules + "\n")) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        Files.writeString(side.directory().resolve("rules"), "# rules\n/sub/**\n");
      }
      pair.alike("-r", "@URL@/m/");
      for (Side side : List.of(pair.real(), pair.ours())) {
        Path source = Files.createDirectories(side.directory().resolve("source/sub"));
        Files.writeString(source.resolve("b.txt"), "new\n");
        Files.writeString(source.resolveSibling("other"), "new\n");
      }
      Outcome real = pair.real().run("-r", "--delete", "@DIR@/source/", "@URL@/m/");
      Outcome ours = pair.ours().run("-r", "--delete", "@DIR@/source/", "@URL@/m/");
      assertThat(ours.exitCode()).isEqualTo(real.exitCode());
      Path[] modules = modules(pair);
      assertThat(names(modules[1])).isEqualTo(names(modules[0]));
    }
  }

  @ParameterizedTest
  @CsvSource({"/sub, sub/new, true", "/sub/, sub/new, false", "/sub/, sub/, false"})
  void keepsClientsAwayFromHiddenDestinations(String exclude, String destination, boolean lands)
      throws IOException {
    try (DaemonPair pair = start(WRITABLE + "use chroot = no\nexclude = " + exclude + "\n")) {
      for (Path module : modules(pair)) {
        Files.setPosixFilePermissions(
            module.resolve("sub"), PosixFilePermissions.fromString("rwxrwxrwx"));
      }
      for (Side side : List.of(pair.real(), pair.ours())) {
        Outcome outcome = side.run("@DIR@/push.txt", "@URL@/m/" + destination);
        assertThat(outcome.exitCode() == 0).as(outcome.toString()).isEqualTo(lands);
      }
      assertThat(names(modules(pair)[1])).isEqualTo(names(modules(pair)[0]));
      if (!lands) {
        pair.sameLog(line -> line.startsWith("ERROR"));
      }
    }
  }

  private static List<String> names(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.map(file -> root.relativize(file).toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "use chroot = no",
        "use chroot = no\nmunge symlinks = no",
        "munge symlinks = yes"
      })
  void mungesLinksWhenTheReferenceDaemonDoes(String parameters) throws IOException {
    try (DaemonPair pair = start(WRITABLE + AS_ROOT + parameters + "\n")) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        Path source = Files.createDirectories(side.directory().resolve("source"));
        Files.createSymbolicLink(source.resolve("plain"), Path.of("sub/b.txt"));
        Files.createSymbolicLink(source.resolve("absolute"), Path.of("/etc/passwd"));
        Files.createSymbolicLink(source.resolve("up"), Path.of("../../x"));
        Path deep = Files.createDirectories(source.resolve("d/e"));
        Files.createSymbolicLink(deep.resolve("mixed"), Path.of("a/../../b/../../c"));
      }
      assertThat(pair.alike("-rl", "@DIR@/source/", "@URL@/m/").exitCode()).isZero();
      Path[] modules = modules(pair);
      for (String name : List.of("plain", "absolute", "up", "d/e/mixed")) {
        assertThat(Files.readSymbolicLink(modules[1].resolve(name)))
            .as(name)
            .isEqualTo(Files.readSymbolicLink(modules[0].resolve(name)));
      }
      // What counts is where the stored link would lead.
      pair.alike("-rli", "--safe-links", "@DIR@/source/", "@URL@/m/safe/");
      pair.alike("-rl", "--no-times", "@URL@/m/", "@DIR@/back/");
      assertThat(Files.readSymbolicLink(pair.ours().directory().resolve("back/absolute")))
          .isEqualTo(Files.readSymbolicLink(pair.real().directory().resolve("back/absolute")));
    }
  }

  @ParameterizedTest
  @CsvSource({"yes, false", "yes, true", "no, false"})
  void knowsTheNamesThatAreInAChroot(String chroot, boolean withAccounts) throws IOException {
    assumeTrue(Posix.effectiveUser() == 0);
    String parameters = "numeric ids = no\nuse chroot = " + chroot + "\n";
    try (DaemonPair pair = start(WRITABLE + AS_ROOT + parameters)) {
      List<Integer> owners = new ArrayList<>();
      for (Side side : List.of(pair.real(), pair.ours())) {
        Path module = side.directory().resolve("module");
        if (withAccounts) {
          Path accounts = Files.createDirectories(module.resolve("etc"));
          Files.writeString(accounts.resolve("passwd"), "# who\nroot:x:0:0::/:/bin/sh\n");
        }
        Path back = side.directory().resolve("back");
        side.run("-a", "--usermap=r*t:2,*:7", "@URL@/m/", back + "/");
        owners.add((Integer) Files.getAttribute(back.resolve("sub/b.txt"), "unix:uid"));
      }
      assertThat(owners.get(1)).isEqualTo(owners.get(0));
      assertThat(owners.get(0)).isEqualTo(chroot.equals("no") || withAccounts ? 2 : 7);
    }
  }

  @Test
  void refusesAModuleWithTheDirectoryThatMungedLinksLeadTo() throws IOException {
    assumeTrue(Posix.effectiveUser() == 0);
    try (DaemonPair pair = start(MODULE + "munge symlinks = yes\n")) {
      for (Path module : modules(pair)) {
        Files.createDirectory(module.resolve("rsyncd-munged"));
      }
      assertThat(pair.alike("@URL@/m/").exitCode()).isEqualTo(5);
      pair.sameLog(line -> line.startsWith("Symlink munging"));
    }
  }

  @Test
  void looksForThatDirectoryOnlyWhereLinksWouldLead() throws IOException {
    try (DaemonPair pair = start(MODULE + "use chroot = no\n")) {
      for (Path module : modules(pair)) {
        Files.createDirectory(module.resolve("rsyncd-munged"));
      }
      assertThat(pair.alike("@URL@/m/").exitCode()).isZero();
    }
  }

  @Test
  void servesAnInnerDirectory() throws IOException {
    assumeTrue(Posix.effectiveUser() == 0);
    try (DaemonPair pair = start(LOG + "[m]\npath = @DIR@/./module/sub\n")) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        Path sub = side.directory().resolve("module/sub");
        Files.createSymbolicLink(sub.resolve("sibling"), Path.of("../a.txt"));
        Files.createSymbolicLink(sub.resolve("absolute"), Path.of("/module/a.txt"));
      }
      pair.alike("-rl", "@URL@/m/");
      pair.alike("@URL@/m/../a.txt");
      assertThat(pair.ours().run("-rL", "@URL@/m/").output())
          .as("the reference daemon follows links inside the outer root, we do not")
          .contains("b.txt")
          .doesNotContain("sibling", "absolute");
    }
  }

  @Test
  void createsFilesAsTheUserOfTheModule() throws IOException {
    assumeTrue(Posix.effectiveUser() == 0);
    String numbers = "[numbers]\npath = @DIR@/module\nuid = 4711\ngid = 4712, 4713\n";
    try (DaemonPair pair = start(WRITABLE + numbers + "read only = no\n")) {
      pair.alike("-a", "@DIR@/push.txt", "@URL@/m/");
      pair.alike("-a", "@DIR@/push.txt", "@URL@/numbers/again");
      for (String name : List.of("push.txt", "again")) {
        Path[] modules = modules(pair);
        for (String attribute : List.of("unix:uid", "unix:gid", "unix:mode")) {
          assertThat(Files.getAttribute(modules[1].resolve(name), attribute))
              .as("%s of %s", attribute, name)
              .isEqualTo(Files.getAttribute(modules[0].resolve(name), attribute));
        }
      }
      assertThat(Files.getAttribute(modules(pair)[1].resolve("again"), "unix:uid")).isEqualTo(4711);
    }
  }

  @Test
  void changesPermissionsOfWhatComesAndGoes() throws IOException {
    String changes = "incoming chmod = Dg+w,Fg+s,Fo-r\noutgoing chmod = F600,F+x,Do+w\n";
    String wrong = "[wrong]\npath = @DIR@/module\nread only = no\nincoming chmod = zz\n";
    try (DaemonPair pair = start(WRITABLE + changes + wrong)) {
      pair.alike("-ri", "@DIR@/module", "@URL@/m/");
      pair.alike("-rpi", "--chmod=a=rwX", "@DIR@/push.txt", "@URL@/m/preserved");
      pair.alike("-ti", "@DIR@/push.txt", "@URL@/m/a.txt");
      pair.alike("-rp", "@URL@/m/", "@DIR@/fetched/");
      pair.alike("-r", "@URL@/m/");
      pair.alike("-t", "@DIR@/push.txt", "@URL@/wrong/");
      pair.sameLog(line -> line.contains("directive"));
      for (String name :
          List.of(
              "module/module/sub",
              "module/module/a.txt",
              "module/preserved",
              "module/a.txt",
              "fetched")) {
        assertThat(Files.getAttribute(pair.ours().directory().resolve(name), "unix:mode"))
            .as(name)
            .isEqualTo(Files.getAttribute(pair.real().directory().resolve(name), "unix:mode"));
      }
    }
  }

  @Test
  void servesAModuleBelowADirectoryThatItsUserCannotEnter() throws IOException {
    try (DaemonPair pair = start(LOG + "[m]\npath = @DIR@/private/module\n")) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        Path module = Files.createDirectories(side.directory().resolve("private/module"));
        Files.writeString(module.resolve("f"), "x");
        Files.setPosixFilePermissions(
            module.getParent(), PosixFilePermissions.fromString("rwx------"));
      }
      assertThat(pair.alike("@URL@/m/f").exitCode()).isZero();
    }
  }

  @Test
  void leavesNoThreadWithTheIdentityOfAUser() throws Exception {
    try (DaemonPair pair = start(WRITABLE)) {
      Path source = makeTree(pair.ours().directory(), FileTime.fromMillis(0));
      pair.ours().run("-aHz", source + "/", "@URL@/m/x/");
      pair.ours().run("-aHz", "@URL@/m/", "@DIR@/fetched/");
      pair.ours().run("@URL@/none/");

      awaitEndOfSessions();
      String own = identity(Path.of("/proc/self/status"));
      try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
        for (Path task : tasks.toList()) {
          assertThat(identity(task.resolve("status"))).as(task.toString()).isEqualTo(own);
        }
      }
    }
  }

  private static void awaitEndOfSessions() throws InterruptedException {
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("rsyncd-session")) {
        thread.join(20_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  /** User, group, groups and capabilities; of a thread that has just ended, ours. */
  private static String identity(Path status) throws IOException {
    if (!Files.exists(status)) {
      return identity(Path.of("/proc/self/status"));
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.matches("(Uid|Gid|Groups|CapEff|CapPrm):.*"))
        .toList()
        .toString();
  }

  @Test
  void writesTheLinesOfATransferLog() throws IOException {
    String logging = "transfer logging = yes\nlog format = %o %m (%u) %f %l %n%L %B\n";
    try (DaemonPair pair = start(WRITABLE + AS_ROOT + "use chroot = no\n" + logging)) {
      pair.alike("-r", "@DIR@/push.txt", "@URL@/m/");
      pair.alike("-r", "@URL@/m/sub", "@DIR@/fetched/");
      pair.sameLog(line -> line.matches("(rsync (on|to)|send|recv|building|receiving) .*"));
    }
  }

  @Test
  void writesWhatChangedIntoTheTransferLog() throws IOException {
    String logging = "transfer logging = yes\nlog format = %i %h [%a] %m (%u) %l %f%L\n";
    try (DaemonPair pair = start(WRITABLE + AS_ROOT + "munge symlinks = no\n" + logging)) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        makeTree(side.directory(), FileTime.fromMillis(0));
        Path module = side.directory().resolve("module");
        Files.setLastModifiedTime(module.resolve("a.txt"), FileTime.fromMillis(0));
      }
      pair.alike("-rlt", "--delete", "--exclude=hard", "@DIR@/tree/", "@URL@/m/");
      pair.alike("-rlt", "@URL@/m/", "@DIR@/fetched/");
      pair.sameLog(line -> line.matches("(rsync (on|to)|[<>ch.*][fdL.d]).*"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%i %n"})
  void writesOfADryRunNothingAndWithoutAFormatOnlyDeletions(String format) throws IOException {
    String logging = "use chroot = no\ntransfer logging = yes\nlog format = " + format + "\n";
    try (DaemonPair pair = start(WRITABLE + AS_ROOT + logging)) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        makeTree(side.directory(), FileTime.fromMillis(0));
      }
      for (String dry : List.of("-rln", "-rl")) {
        pair.alike(dry, "--delete", "--exclude=hard", "@DIR@/tree/", "@URL@/m/");
        pair.alike(dry, "@URL@/m/", "@DIR@/fetched/");
      }
      pair.sameLog(line -> !line.matches("(connect|sent|rsync allowed|rsyncd|listening|name) .*"));
    }
  }

  @Test
  void refusesOptionsItDoesNotKnow() throws IOException {
    try (DaemonPair pair = start(MODULE)) {
      for (Side side : List.of(pair.real(), pair.ours())) {
        Outcome outcome = side.run("-M--foo", "@URL@/m/");
        assertThat(outcome.errors())
            .startsWith("rsync: on remote machine: --foo: unknown option\n");
        assertThat(outcome.exitCode()).isNotZero();
      }
      pair.sameLog(line -> line.startsWith("rsync: on remote"));
    }
  }

  /** The reference daemon would do it; a module here has but one user. */
  @Test
  void refusesToActAsSomebodyElseForAClient() throws IOException {
    try (DaemonPair pair = start(MODULE)) {
      Outcome outcome = pair.ours().run("-r", "-M--copy-as=nobody", "@URL@/m/", "@DIR@/fetched/");
      assertThat(outcome.errors())
          .startsWith("ERROR: --copy-as is not supported by a daemon of Rivulet: use \"uid\"\n");
      assertThat(outcome.exitCode()).isNotZero();
    }
  }

  @Test
  void readsArgumentsSentInASecondList() throws IOException {
    try (DaemonPair pair = start(MODULE)) {
      assertThat(pair.alike("-s", "-r", "@URL@/m/sub").exitCode()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\n",
        "@RSYNCD: 31\n",
        "@RSYNCD: 32.0\n",
        "@RSYNCD: 31.0\n#foo bar\n",
        "@RSYNCD: 31.0\nz\rz\n",
        "@RSYNCD: 31.0\n#list\n",
        "@RSYNCD: 29\n\n",
        "@RSYNCD: 24.0\n\n",
        "@RSYNCD: 31.0\n#early_input=0\n",
        "@RSYNCD: 31.0\n#early_input=6000\n",
        "@RSYNCD: 31.0 foo\nlocked\n",
        "@RSYNCD: 31.0\n#early_input=3\nabc#early_input=3\n"
      })
  void answersRawLinesAlike(String lines) throws IOException {
    try (DaemonPair pair = start(MODULE + "[locked]\nauth users = x\npath = @DIR@/module\n")) {
      List<String> answers = new ArrayList<>();
      for (Side side : List.of(pair.real(), pair.ours())) {
        try (RawClient client = new RawClient(side.port())) {
          client.line();
          answers.add(client.say(lines).rest());
        }
      }
      assertThat(answers.get(1)).isEqualTo(answers.get(0));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "checksum*, -rc",
    "c, -rn",
    "compress, -rz",
    "delete, -r --delete-after",
    "delete-*, -r --delete",
    "* !a !v, -aHn",
    "* !a !v, -avn",
    "no-r, -rn"
  })
  void refusesOptionsInTheSameWords(String rules, String options) throws IOException {
    try (DaemonPair pair = start(WRITABLE + "refuse options = " + rules + "\n")) {
      List<String> words = List.of(options.split(" "));
      String[] push = with(words, "@DIR@/push.txt", "@URL@/m/");
      Outcome expected = pair.real().run(push);
      Outcome actual = pair.ours().run(push);
      assertThat(firstLine(actual)).isEqualTo(firstLine(expected));
      assertThat(actual.exitCode() == 0).isEqualTo(expected.exitCode() == 0);
    }
  }

  private static String firstLine(Outcome outcome) {
    return outcome.errors().lines().findFirst().orElse("");
  }

  @Test
  void movesTheRootOfTheDaemon() throws IOException {
    assumeTrue(Posix.effectiveUser() == 0, "the reference daemon needs root for chroot(2)");
    String configuration =
        LOG + "uid = 0\ngid = 0\ndaemon chroot = @DIR@\nmotd file = /motd\n[m]\npath = /module\n";
    try (DaemonPair pair = start(configuration + "[no]\npath = /module\nuse chroot = no\n")) {
      assertThat(pair.alike("@URL@/m/").output()).contains("a.txt").contains("Hello.");
      pair.alike("-r", "@URL@/no/");
    }
  }

  @Test
  void actsAsNobodyElseThanTheUserOfTheDaemon() throws IOException {
    assumeTrue(Posix.effectiveUser() == 0, "only root can become somebody else");
    String user = "daemon uid = 65534\ndaemon gid = 65534\nuse chroot = no\n";
    try (DaemonPair pair = start(user + WRITABLE + "[other]\npath = @DIR@/module\nuid = 1\n")) {
      pair.alike("@DIR@/push.txt", "@URL@/m/");
      for (Path module : modules(pair)) {
        assertThat(Files.getAttribute(module.resolve("push.txt"), "unix:uid")).isEqualTo(65534);
      }
      assertThat(pair.alike("@URL@/other/").errors()).startsWith("@ERROR: setuid failed\n");
    }
  }

  /** A process in a chroot sends names that begin with a slash, and the client's rules see it. */
  @ParameterizedTest
  @ValueSource(strings = {"--exclude=**/su*", "--exclude=/sub", "--exclude=sub/b*"})
  void sendsRelativeNamesFromTheRootOfAChroot(String rule) throws IOException {
    assumeTrue(Posix.effectiveUser() == 0, "only root can chroot");
    try (DaemonPair pair = start(MODULE + AS_ROOT + "use chroot = yes\n")) {
      for (Path module : modules(pair)) {
        makeTree(module, FileTime.fromMillis(1_000_000_000_000L));
        Files.writeString(Files.createDirectories(module.resolve("sub/deep")).resolve("b"), "b");
        Files.createDirectory(module.resolveSibling("x"));
      }
      pair.alike("-rR", "--no-t", rule, "@URL@/m/sub/deep/b", "@DIR@/x/");
      Path[] modules = modules(pair);
      assertThat(names(modules[1].resolveSibling("x")))
          .isEqualTo(names(modules[0].resolveSibling("x")));
    }
  }

  @Test
  void doesNotListWhatTheUserOfTheModuleMayNotRead() throws IOException {
    assumeTrue(Posix.effectiveUser() == 0, "the module has a user of its own only under root");
    try (DaemonPair pair = start(MODULE + "ignore nonreadable = yes\n")) {
      for (Path module : modules(pair)) {
        Files.setPosixFilePermissions(
            Files.writeString(module.resolve("secret"), "s"),
            PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(
            Files.createDirectory(module.resolve("closed")),
            PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(module.resolve("link"), Path.of("secret"));
        makeTree(module, FileTime.fromMillis(1_000_000_000_000L));
        Files.setLastModifiedTime(module, FileTime.fromMillis(1_000_000_000_000L));
      }
      Outcome outcome = pair.alike("-rl", "--no-t", "--include=/closed", "@URL@/m/", "@DIR@/x/");
      assertThat(outcome.exitCode()).isZero();
      for (Side side : List.of(pair.real(), pair.ours())) {
        Path copy = side.directory().resolve("x");
        assertThat(copy.resolve("tree/text")).exists();
        assertThat(copy.resolve("secret")).doesNotExist();
        assertThat(copy.resolve("closed")).doesNotExist();
        assertThat(Files.isSymbolicLink(copy.resolve("link"))).isTrue();
      }
    }
  }

  @Test
  void compressesLittleWhereAModuleAsksForIt() throws IOException {
    try (DaemonPair pair = start(MODULE + "dont compress = *.gz *\n")) {
      for (Path module : modules(pair)) {
        Files.write(
            module.resolve("text"), "the same words again and again ".repeat(9999).getBytes());
      }
      for (String method : List.of("zlib", "zlibx", "zstd", "lz4")) {
        assertThat(pair.ours().run("-z", "--zc=" + method, "@URL@/m/text", "@DIR@/" + method + "/"))
            .as(() -> method + pair.ours().log())
            .isEqualTo(new Outcome(0, "", ""));
        assertThat(pair.ours().directory().resolve(method + "/text"))
            .hasSameBinaryContentAs(pair.ours().directory().resolve("module/text"));
      }
    }
  }

  /** A client that asks for it is taken to ask for --super. */
  @ParameterizedTest
  @ValueSource(strings = {"", "fake super = yes\n"})
  void decidesItselfWhetherToPretend(String parameter) throws IOException {
    try (DaemonPair pair = start(WRITABLE + AS_ROOT + parameter)) {
      String file = pair.ours().directory().resolve("push.txt").toString();
      pair.alike("-pi", "--chmod=u+s", "-M--fake-super", file, "@URL@/m/");

      for (Path module : modules(pair)) {
        int mode = (int) Files.getAttribute(module.resolve("push.txt"), "unix:mode");
        assertThat((mode & 04000) == 0).as("%s", module).isEqualTo(!parameter.isEmpty());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void saysWhichOtherDirectoryIsMissing(boolean chroot) throws IOException {
    assumeTrue(!chroot || Posix.effectiveUser() == 0);
    String use = "use chroot = " + (chroot ? "yes" : "no") + "\n";
    try (DaemonPair pair = start(WRITABLE + AS_ROOT + use)) {
      Outcome said = pair.alike("--copy-dest=../none", "@DIR@/push.txt", "@URL@/m/sub/");
      String shown = chroot ? "/sub/../none" : "../none";
      assertThat(said.output() + said.errors())
          .contains("--copy-dest arg does not exist: " + shown);
    }
  }

  /** Below protocol 30 such a client says more in its first list than it means. */
  @ParameterizedTest
  @ValueSource(ints = {29, 30})
  void understandsSecludedArguments(int protocol) throws IOException {
    try (DaemonPair pair = start(MODULE)) {
      pair.alike("-s", "--list-only", "--protocol=" + protocol, "@URL@/m/a.txt");
    }
  }
}
