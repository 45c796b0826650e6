// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.store.system.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The configuration of a widely copied set-up guide, parameter by parameter: with the comments the
 * guide has behind its values, which rsync does not know as comments, and without them. What the
 * reference daemon does, ours does.
 */
class SeedConfigIT {
  private static final String MODULE = "[app]   #the module\npath = @DIR@/module/\n";
  private static final String LOG = "log file = @DIR@/log\n";

  @TempDir Path directory;

  private DaemonPair start(String configuration) throws IOException {
    return DaemonPair.start(directory, configuration);
  }

  private DaemonPair module(String parameters) throws IOException {
    return start(LOG + MODULE + parameters);
  }

  @Test
  void logFileWithACommentHasItInItsName() throws IOException {
    try (DaemonPair pair = start("logfile = @DIR@/log    #the log\n" + MODULE)) {
      pair.alike("@URL@/app/");
      for (DaemonPair.Side side : new DaemonPair.Side[] {pair.real(), pair.ours()}) {
        assertThat(side.directory().resolve("log    #the log")).isNotEmptyFile();
        assertThat(side.directory().resolve("log")).doesNotExist();
      }
    }
  }

  @Test
  void pidFileWithACommentHasItInItsName() throws IOException {
    try (DaemonPair pair = start(LOG + "pidfile = @DIR@/pid    #the pid\n" + MODULE)) {
      for (DaemonPair.Side side : new DaemonPair.Side[] {pair.real(), pair.ours()}) {
        assertThat(Files.readString(side.directory().resolve("pid    #the pid")))
            .matches("[0-9]+\n");
      }
    }
  }

  @Test
  void lockFileWithACommentHasItInItsNameAndIsTouchedOnlyForALimit() throws IOException {
    String lock = "lockfile = @DIR@/lock   #the lock\n";
    String limited = "[limited]\npath = @DIR@/module\nmax connections = 2\n";
    try (DaemonPair pair = module(lock + limited + lock)) {
      for (DaemonPair.Side side : new DaemonPair.Side[] {pair.real(), pair.ours()}) {
        Path file = side.directory().resolve("lock   #the lock");
        side.run("@URL@/app/");
        assertThat(file).doesNotExist();
        side.run("@URL@/limited/");
        assertThat(file).exists();
      }
    }
  }

  @Test
  void secretsFileWithACommentIsNotFound() throws IOException {
    String users = "auth users = rsync\n";
    try (DaemonPair pair = module(users + "secretsfile = @DIR@/secrets   #the users\n")) {
      assertThat(pair.alike("rsync://rsync@@HOST@/app/").exitCode()).isEqualTo(5);
      pair.sameLog(line -> line.contains("no secrets file"));
    }
  }

  @Test
  void secretsFileWithoutACommentWorks() throws IOException {
    String users = "auth users = rsync\n";
    try (DaemonPair pair = module(users + "secretsfile = @DIR@/secrets\n")) {
      assertThat(pair.alike("rsync://rsync@@HOST@/app/").exitCode()).isZero();
      pair.withPassword("wrong");
      assertThat(pair.alike("rsync://rsync@@HOST@/app/").exitCode()).isEqualTo(5);
    }
  }

  @Test
  void motdFileWithACommentIsNotShown() throws IOException {
    try (DaemonPair pair = start(LOG + "motdfile = @DIR@/motd   #the motd\n" + MODULE)) {
      assertThat(pair.alike("@URL@/").output()).doesNotContain("Hello");
    }
  }

  @Test
  void motdFileWithoutACommentIsShown() throws IOException {
    try (DaemonPair pair = start(LOG + "motdfile = @DIR@/motd\n" + MODULE)) {
      assertThat(pair.alike("@URL@/").output()).startsWith("Hello.\n\n");
      assertThat(pair.alike("--no-motd", "@URL@/").output()).doesNotContain("Hello");
      assertThat(pair.alike("@URL@/app/").output()).startsWith("Hello.\n\n");
    }
  }

  @Test
  void moduleHeaderMayHaveAComment() throws IOException {
    try (DaemonPair pair = module("")) {
      assertThat(pair.alike("@URL@/").output()).isEqualTo("app            \t\n");
    }
  }

  @Test
  void pathWithACommentCannotBeEntered() throws IOException {
    try (DaemonPair pair =
        start(LOG + "[app]\nuse chroot = no\npath = @DIR@/module/    #the path\n")) {
      assertThat(pair.alike("@URL@/app/").errors()).startsWith("@ERROR: chdir failed\n");
    }
  }

  @Test
  void commentOfAModuleIncludesWhatLooksLikeAComment() throws IOException {
    try (DaemonPair pair = module("comment = app    #the comment\n")) {
      assertThat(pair.alike("@URL@/").output()).isEqualTo("app            \tapp    #the comment\n");
    }
  }

  @Test
  void uidWithACommentIsInvalid() throws IOException {
    try (DaemonPair pair = module("uid = root    #the user\n")) {
      assertThat(pair.alike("@URL@/app/").errors())
          .startsWith("@ERROR: invalid uid root    #the user\n");
      pair.sameLog(line -> line.startsWith("Invalid"));
    }
  }

  @Test
  void gidWithACommentIsInvalid() throws IOException {
    try (DaemonPair pair = module("gid = root  #x\n")) {
      assertThat(pair.alike("@URL@/app/").errors()).startsWith("@ERROR: invalid gid #x\n");
      pair.sameLog(line -> line.startsWith("Invalid"));
    }
  }

  @Test
  void uidAndGidWithoutCommentsAreTaken() throws IOException {
    try (DaemonPair pair = module("uid = root\ngid = root\n")) {
      pair.alike("@URL@/app/");
    }
  }

  @Test
  void portInAModuleIsNotedAndNotUsed() throws IOException {
    try (DaemonPair pair = module("port =873\n")) {
      assertThat(pair.alike("@URL@/app/").exitCode()).isZero();
      pair.sameLog(line -> line.startsWith("Global parameter"));
    }
  }

  @Test
  void useChrootWithACommentStaysUnset() throws IOException {
    try (DaemonPair pair = module("use chroot = no    #links\n")) {
      assertThat(pair.alike("@URL@/app/").exitCode()).isZero();
      pair.sameLog(line -> line.startsWith("Badly formed"));
    }
  }

  @Test
  void useChrootWithoutACommentIsTaken() throws IOException {
    try (DaemonPair pair = module("use chroot = no\nuid = root\ngid = root\nread only = no\n")) {
      pair.alike("-r", "@DIR@/push.txt", "@URL@/app/");
      assertThat(pair.ours().log()).noneMatch(line -> line.startsWith("Badly formed"));
    }
  }

  @Test
  void readOnlyWithACommentStaysOn() throws IOException {
    try (DaemonPair pair = module("read only = no    writable\n")) {
      DaemonPair.Outcome ours = pair.ours().run("@DIR@/push.txt", "@URL@/app/");
      DaemonPair.Outcome real = pair.real().run("@DIR@/push.txt", "@URL@/app/");

      assertThat(ours.exitCode()).isEqualTo(real.exitCode()).isEqualTo(1);
      assertThat(ours.errors()).startsWith("ERROR: module is read only\n");
      assertThat(real.errors()).startsWith("ERROR: module is read only\n");
      pair.sameLog(line -> line.startsWith("Badly formed"));
    }
  }

  @Test
  void readOnlyWithoutACommentIsTaken() throws IOException {
    try (DaemonPair pair = module("read only = no\n")) {
      assertThat(pair.alike("@DIR@/push.txt", "@URL@/app/").exitCode()).isZero();
      assertThat(pair.ours().directory().resolve("module/push.txt")).hasContent("pushed\n");
    }
  }

  @Test
  void listWithACommentStaysOn() throws IOException {
    try (DaemonPair pair = module("list = no    #hidden\n")) {
      assertThat(pair.alike("@URL@/").output()).contains("app");
      pair.sameLog(line -> line.startsWith("Badly formed"));
    }
  }

  @Test
  void listWithoutACommentHidesTheModule() throws IOException {
    try (DaemonPair pair = module("list = no\n")) {
      assertThat(pair.alike("@URL@/").output()).isEmpty();
      assertThat(pair.alike("@URL@/app/").exitCode()).isZero();
    }
  }

  @Test
  void misspeltMaxConnectionsIsNotedAndIgnored() throws IOException {
    try (DaemonPair pair = module("mac connections = 0\n")) {
      assertThat(pair.alike("@URL@/app/").exitCode()).isZero();
      pair.sameLog(line -> line.contains("mac connections"));
    }
  }

  @Test
  void timeoutWithACommentIsANumberAllTheSame() throws IOException {
    try (DaemonPair pair = module("timeout = 600    #ten minutes\n")) {
      for (DaemonPair.Side side : new DaemonPair.Side[] {pair.real(), pair.ours()}) {
        assertThat(RawClient.firstFrame(side.port(), "app"))
            .containsExactly(4, 0, 0, 7 + 33, 600 & 0xff, 600 >> 8, 0, 0);
      }
    }
  }

  @Test
  void authUsersWithACommentHasMoreUsers() throws IOException {
    String secrets = "secrets file = @DIR@/secrets\n";
    try (DaemonPair pair = module(secrets + "auth users = rsync    #the user, other\n")) {
      assertThat(pair.alike("rsync://rsync@@HOST@/app/").exitCode()).isZero();
      assertThat(pair.alike("rsync://other@@HOST@/app/").exitCode()).isZero();
      assertThat(pair.alike("rsync://nobody@@HOST@/app/").exitCode()).isEqualTo(5);
      pair.sameLog(line -> line.startsWith("auth failed"));
    }
  }

  @Test
  void hostsAllowWithACommentStillAllows() throws IOException {
    try (DaemonPair pair = module("hosts allow = 127.0.0.1   #...the sender\n")) {
      assertThat(pair.alike("@URL@/app/").exitCode()).isZero();
    }
  }

  @Test
  void hostsDenyWithACommentDeniesEverybody() throws IOException {
    try (DaemonPair pair = module("hosts deny = 192.168.0.46,192.168.0.47    #others\n")) {
      assertThat(pair.alike("@URL@/app/").errors()).startsWith("@ERROR: access denied to app");
      pair.sameLog(line -> line.startsWith("rsync denied"));
    }
  }

  @Test
  void hostsDenyWithoutACommentDeniesOnlyThoseHosts() throws IOException {
    try (DaemonPair pair = module("hosts deny = 192.168.0.46,192.168.0.47\n")) {
      assertThat(pair.alike("@URL@/app/").exitCode()).isZero();
    }
  }

  @Test
  void secretWithACommentIsAnotherPassword() throws IOException {
    String auth = "auth users = rsync\nsecrets file = @DIR@/secrets\n";
    try (DaemonPair pair = module(auth)) {
      for (DaemonPair.Side side : new DaemonPair.Side[] {pair.real(), pair.ours()}) {
        DaemonPair.secrets(side.directory().resolve("secrets"), "rsync:secret    #the user\n");
      }
      assertThat(pair.alike("rsync://rsync@@HOST@/app/").exitCode()).isEqualTo(5);
      pair.withPassword("secret    #the user");
      assertThat(pair.alike("rsync://rsync@@HOST@/app/").exitCode()).isZero();
      pair.sameLog(line -> line.startsWith("auth failed"));
    }
  }

  @Test
  void listsThatBothDoNotMentionAClientLetItIn() throws IOException {
    String hosts = "hosts allow = 192.168.0.45\nhosts deny = 192.168.0.46,192.168.0.47\n";
    try (DaemonPair pair = module(hosts)) {
      assertThat(pair.alike("@URL@/app/").exitCode()).isZero();
    }
  }

  @Test
  void listsWithTheirCommentsKeepTheSenderOut() throws IOException {
    String hosts =
        "hosts allow = 192.168.0.45   #...\nhosts deny = 192.168.0.46,192.168.0.47    #...\n";
    try (DaemonPair pair = module(hosts)) {
      assertThat(pair.alike("@URL@/app/").errors()).startsWith("@ERROR: access denied to app");
    }
  }

  @Test
  void theGuidesFileWithoutItsCommentsServesTheGuidesCommand() throws IOException {
    String guide =
        """
        #global
        logfile = @DIR@/log
        pidfile = @DIR@/pid
        lockfile = @DIR@/lock
        secretsfile = @DIR@/secrets
        motdfile = @DIR@/motd

        [app_rsync_client]
        path = @DIR@/module/
        comment = app_rsync_client
        @IDENTITY@
        port =873
        use chroot = no
        read only = no
        list = no
        mac connections = 200
        timeout = 600
        auth users = rsync
        hosts allow = 127.0.0.1
        hosts deny = 192.168.0.46,192.168.0.47
        """
            .replace("@IDENTITY@", Posix.effectiveUser() == 0 ? "uid = root\ngid = root" : "");
    try (DaemonPair pair = start(guide)) {
      for (DaemonPair.Side side : new DaemonPair.Side[] {pair.real(), pair.ours()}) {
        Path password = side.directory().resolve("passwd");
        DaemonPair.secrets(password, "secret\n");
        Path source = Files.createDirectories(side.directory().resolve("source/d"));
        Files.writeString(source.resolve("file"), "content\n");
        Files.createSymbolicLink(source.resolve("link"), Path.of("file"));
      }
      DaemonPair.Outcome outcome =
          pair.alike(
              "-aH",
              "--delete",
              "@DIR@/source/",
              "rsync://rsync@@HOST@/app_rsync_client/",
              "--password-file=@DIR@/passwd");

      assertThat(outcome.exitCode()).isZero();
      for (DaemonPair.Side side : new DaemonPair.Side[] {pair.real(), pair.ours()}) {
        Path module = side.directory().resolve("module");
        assertThat(module.resolve("d/file")).hasContent("content\n");
        assertThat(module.resolve("a.txt")).doesNotExist();
        assertThat(Files.readSymbolicLink(module.resolve("d/link")).toString())
            .isEqualTo("/rsyncd-munged/file");
      }
    }
  }
}
