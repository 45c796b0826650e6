// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traps of files that are in use, as people have written and published them. */
class RsyncdDoctorTest {
  @TempDir Path work;

  private Path module;
  private Path secrets;

  @BeforeEach
  void makeModule() throws IOException {
    module = Files.createDirectory(work.resolve("module"));
    Files.setPosixFilePermissions(module, PosixFilePermissions.fromString("rwxrwxrwx"));
    secrets = Files.writeString(work.resolve("secrets"), "backup:1234\n");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
  }

  private List<Finding> examine(String text) throws Exception {
    return Doctor.examine(Files.writeString(work.resolve("rsyncd.conf"), text));
  }

  /** The problems, as {@code LINE: text -> remedy}. */
  private List<String> problems(String text) throws Exception {
    return examine(text).stream()
        .filter(Finding::isProblem)
        .map(
            finding ->
                finding.place().replaceFirst(".*:([0-9]+)$", "$1")
                    + ": "
                    + finding.text()
                    + " -> "
                    + finding.remedy())
        .toList();
  }

  private String sound() {
    return "[data]\npath = " + module + "\nread only = no\n";
  }

  @Test
  void hasNothingToMendInASoundFile() throws Exception {
    assertThat(problems(sound() + "auth users = backup\nsecrets file = " + secrets + "\n"))
        .isEmpty();
  }

  @Test
  void explainsEachLineInTheOrderOfTheFile() throws Exception {
    assertThat(examine(sound()).stream().map(Finding::text))
        .containsExactly(
            "is a configuration of rsyncd",
            "path = " + module + ": the directory the module is",
            "read only = no: whether nothing may be written");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log file = /var/log/rsyncd.log    #the log | a file with the comment in its name",
        "secretsfile = /etc/rsync.pass   #passwords | every login fails",
        "motdfile = /etc/rsyncd.Motd    ;welcome | no message is shown",
        "comment = app_rsync_client    #name | listings show all of it",
        "gid = root    #group | no such group is found",
        "mac connections = 200 | did you mean \"max connections\"?",
        "log_file = /x | did you mean \"log file\"?",
        "port =873 | put it in front of the first module",
        "use chroot = no    #links stay | use chroot = tried -> write \"use chroot = no\"",
        "list = no    #hidden | the module stays in listings -> write \"list = no\"",
        "timeout = soon | counts as 0",
        "ignore errors   #not there | has no =: the daemon ignores the line",
        "hosts allow = 127.0.0.1   #the sender | write \"hosts allow = 127.0.0.1\"",
        "hosts allow = 127.0.0.1 | the address of the machine that sends",
        "uid = nobody-of-this-name | there is no user nobody-of-this-name",
        "path = relative/place | the path is relative",
        "auth users = backup | has auth users and no secrets file",
      })
  void tellsOneTrapFromAnother(String line, String told) throws Exception {
    List<String> problems = problems(sound() + line + "\n");
    assertThat(problems)
        .anySatisfy(problem -> assertThat(problem).startsWith("4: ").contains(told));
  }

  /** Row D13 of the guides: no hash at all. */
  @Test
  void saysThatAModuleStaysReadOnly() throws Exception {
    assertThat(problems("[data]\npath = " + module + "\nread only = no    set to writable\n"))
        .containsExactly(
            "3: \"no    set to writable\" is no boolean, so the line does nothing and the module"
                + " stays read-only: pushing to it fails -> write \"read only = no\"");
  }

  @Test
  void takesNoHarmFromACommentBehindANumber() throws Exception {
    assertThat(problems(sound() + "timeout = 600    #seconds\n")).isEmpty();
  }

  /** Rows D19 and D21: the comment's words deny everybody, and two lists let strangers in. */
  @Test
  void knowsThatADenyListFailsClosedAndThatTwoListsLetStrangersIn() throws Exception {
    assertThat(
            problems(
                sound()
                    + "hosts allow = 192.0.2.45\n"
                    + "hosts deny = 192.0.2.46,192.0.2.47    #these not\n"))
        .anySatisfy(
            problem ->
                assertThat(problem)
                    .startsWith("5: ")
                    .contains("what cannot be resolved denies everybody"))
        .anySatisfy(problem -> assertThat(problem).contains("who is in neither may come"));
    assertThat(problems(sound() + "hosts deny = 192.0.2.46 these_not! 192.0.2.47\n"))
        .singleElement()
        .asString()
        .startsWith("4: these_not!: neither an address nor a name");
    assertThat(problems(sound() + "hosts allow = 192.0.2.0/24 2001:db8::/32\nhosts deny = *\n"))
        .isEmpty();
  }

  @Test
  void readsTheSecretsFile() throws Exception {
    Files.writeString(secrets, "backup:1234    #the password\n");
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(problems(sound() + "auth users = backup, other:rw, @ops\nsecrets file = " + secrets))
        .anySatisfy(problem -> assertThat(problem).contains("-> chmod 600 " + secrets))
        .anySatisfy(problem -> assertThat(problem).startsWith("1: what stands behind the password"))
        .anySatisfy(problem -> assertThat(problem).contains("\"other\" has no line in"))
        .hasSize(3);
  }

  /** The user of the transfers is nobody unless the module has another. */
  @Test
  void missesTheRightToWrite() throws Exception {
    assertThat(problems("[data]\npath = /\nread only = no\n"))
        .containsExactly(
            "2: there is no uid: transfers are made by the user nobody, who may not write to /"
                + " -> chown nobody /, or set another uid");
    assertThat(problems("[data]\npath = /\nread only = no\nuid = 12345\n"))
        .containsExactly(
            "4: transfers are made by the user 12345, who may not write to /"
                + " -> chown 12345 /, or set another uid");
    assertThat(problems("[data]\npath = /\nread only = no\nuid = root\n")).isEmpty();
    assertThat(problems("[data]\npath = /\nread only = yes\n")).isEmpty();
  }

  /** Row D12 of the guides, which want to keep links by it. */
  @Test
  void saysWhatBecomesOfSymbolicLinksWithoutAChroot() throws Exception {
    String munged = "get /rsyncd-munged/ in front";
    assertThat(examine(sound() + "use chroot = no\n"))
        .anySatisfy(
            finding -> {
              assertThat(finding.place()).endsWith(":4");
              assertThat(finding.text()).contains(munged);
              assertThat(finding.isProblem()).isFalse();
            });
    assertThat(examine(sound() + "use chroot = no\nmunge symlinks = no\n"))
        .noneMatch(finding -> finding.text().contains(munged));
  }

  @Test
  void looksIntoIncludedFilesToo() throws Exception {
    Path part = Files.writeString(work.resolve("part.conf"), "\n[more]\nmac connections = 2\n");
    assertThat(examine(sound() + "&include " + part + "\n"))
        .anySatisfy(finding -> assertThat(finding.place()).isEqualTo(part + ":3"))
        .anySatisfy(finding -> assertThat(finding.text()).isEqualTo("has no path"));
  }

  @Test
  void saysThatAFileCannotBeUsed() throws Exception {
    assertThat(problems("[data\npath = /x\n")).singleElement().asString().contains("has no ]");
    assertThat(Doctor.examine(work.resolve("missing"))).hasSize(1).allMatch(Finding::isProblem);
  }
}
