// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.Administrator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Wherever and however the launchers are started: standard output carries the program's bytes and
 * no others, standard error stays empty, and nothing is written to the current directory.
 *
 * <p>The yardstick is the listing of a small tree, native layer and engine included, made by the
 * untouched installation.
 */
class LauncherPurityIT {
  private static final String VERSION_LINE = "rsync  version ";

  /** Runs a command in a name space where it may mount; some hosts forbid it to ordinary users. */
  private static final List<String> OWN_MOUNTS = List.of("unshare", "--mount", "--map-root-user");

  @TempDir static Path shared;
  private static Installation installation;
  private static Path archive;
  private static Path soundArchive;
  private static String listing;

  @TempDir Path directory;
  private Path tree;

  @BeforeAll
  static void install() throws Exception {
    installation = Installation.ofCheckout().installTo(shared.resolve("installed here"));
    archive = installation.archive("rsync");
    soundArchive = Files.copy(archive, shared.resolve("sound archive"));
    List<String> command = List.of(program("rsync"), makeTree(shared) + "/");
    listing = run(command, strict(shared.resolve("classes")), shared).output();
    assertThat(listing).contains(" file\n", " link\n");
  }

  /** Wherever it is made, its listing is the same. */
  private static Path makeTree(Path parent) throws IOException {
    Path made = Files.createDirectories(parent.resolve("tree"));
    Path file = Files.writeString(made.resolve("file"), "content");
    Path link = Files.createSymbolicLink(made.resolve("link"), Path.of("file"));
    for (Path entry : List.of(file, link, made)) {
      Files.getFileAttributeView(entry, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
          .setTimes(FileTime.fromMillis(1_000_000_000_000L), null, null);
    }
    return made;
  }

  @BeforeEach
  void restore() throws IOException {
    Files.copy(soundArchive, archive, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-r--r--"));
    tree = makeTree(directory);
  }

  @Test
  void theBuildMadeAnArchiveThatThisJvmAccepts() throws Exception {
    String built = Installation.ofCheckout().program("rsync").toString();
    Path loaded = directory.resolve("loaded");
    Run run = run(List.of(built, tree + "/"), strict(loaded), directory);
    assertThat(run.output()).isEqualTo(listing);
    assertThat(Files.readAllLines(loaded))
        .filteredOn(line -> line.contains(" dev.rivulet.cli.Main "))
        .singleElement()
        .asString()
        .contains("shared objects file");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 4096, 9_000_000})
  void aTruncatedArchiveIsNotNoticed(long length) throws Exception {
    try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
      assertThat(channel.size()).isGreaterThan(length);
      channel.truncate(length);
    }
    assertThatListingIsPure(Map.of(), directory);
  }

  @Test
  void anArchiveOfAnotherProgramIsNotNoticed() throws Exception {
    useArchiveOfDaemon();
    assertThatListingIsPure(Map.of(), directory);
  }

  @Test
  void anArchiveOfAnotherJarIsNotNoticed() throws Exception {
    Path jar = installation.jar("rsync");
    FileTime built = Files.getLastModifiedTime(jar);
    Files.setLastModifiedTime(jar, longAgo());
    try {
      assertThatListingIsPure(Map.of(), directory);
    } finally {
      Files.setLastModifiedTime(jar, built);
    }
  }

  @Test
  void anArchiveOlderThanTheJarIsNotUsed() throws Exception {
    Files.setLastModifiedTime(archive, longAgo());
    assertThatListingIsPure(Map.of(), directory);
  }

  @Test
  void aMissingArchiveIsNotMissed() throws Exception {
    Files.delete(archive);
    assertThatListingIsPure(Map.of(), directory);
  }

  @Test
  void theBareLocaleChangesNothing() throws Exception {
    assertThatListingIsPure(Map.of("LC_ALL", "C"), directory);
  }

  @Test
  void optionsForOtherJavaProgramsChangeNothing() throws Exception {
    Map<String, String> environment =
        Map.of(
            "JAVA_TOOL_OPTIONS", "-Dtool=1",
            "_JAVA_OPTIONS", "-Dunderscore=1",
            "JDK_JAVA_OPTIONS", "-Djdk=1",
            "CLASSPATH", "/nowhere");
    assertThatListingIsPure(environment, directory);
  }

  @Test
  void aReadOnlyCurrentDirectoryChangesNothing() throws Exception {
    assertThatListingIsPure(Map.of(), Path.of("/proc"));
  }

  @Test
  void aTempDirectoryThatCannotBeUsedChangesNothing() throws Exception {
    Map<String, String> environment = Map.of("RIVULET_JAVA_OPTS", "-Djava.io.tmpdir=/proc/sys");
    Path current = Files.createDirectory(directory.resolve("current"));
    assertThatListingIsPure(environment, current);
    assertThat(current).isEmptyDirectory();
  }

  @Test
  void aTempDirectoryWithoutExecutionChangesNothing() throws Exception {
    Administrator.requireThat(mayMount(), "mounts of one's own");
    Path temp = Files.createDirectory(directory.resolve("temp"));
    Path current = Files.createDirectory(directory.resolve("current"));
    List<String> command = new ArrayList<>(OWN_MOUNTS);
    command.addAll(List.of("sh", "-ec"));
    command.add("mount -t tmpfs -o noexec none \"$1\"; shift; exec \"$@\"");
    command.addAll(List.of("sh", temp.toString()));
    command.addAll(rsync());
    Map<String, String> environment = Map.of("RIVULET_JAVA_OPTS", "-Djava.io.tmpdir=" + temp);
    assertThatIsPure(run(command, environment, current));
    assertThat(current).isEmptyDirectory();
  }

  @Test
  void theServersStreamStartsWithTheProtocolVersion() throws Exception {
    useArchiveOfDaemon();
    List<String> command =
        List.of(program("rsync"), "--server", "--sender", "-e.LsfxCIvu", ".", tree.toString());
    Run run = run(command, Map.of(), directory);
    assertThat(run.output()).startsWith("\u0020\u0000\u0000\u0000");
    assertThat(run.output().length()).as("length of a greeting").isLessThan(200);
  }

  @Test
  void noHomeAndNoPathChangeNothing() throws Exception {
    List<String> command = new ArrayList<>(List.of("env", "-i", "JAVA_HOME=" + javaHome()));
    command.addAll(rsync());
    assertThatIsPure(run(command));
  }

  @Test
  void linksToTheLauncherAreFollowed() throws Exception {
    Path bin = Files.createDirectories(directory.resolve("some/bin"));
    Path far = Files.createSymbolicLink(directory.resolve("far"), installation.program("rsync"));
    Path near = Files.createSymbolicLink(bin.resolve("rsync"), bin.relativize(far));
    assertThatIsPure(run(List.of(near.toString(), tree + "/")));
    List<String> relative = List.of("sh", "-c", "cd some && bin/rsync ../tree/");
    assertThatIsPure(run(relative));
    List<String> onPath = List.of("sh", "-c", "PATH=$PWD/some/bin:$PATH; rsync tree/");
    assertThatIsPure(run(onPath));
    Files.delete(near);
    Files.delete(far);
  }

  @Test
  void argumentsArriveByteByByte() throws Exception {
    String script =
        """
        mkdir "$1"
        name=$(printf 'a\\377 b\\nc\\303\\244 *')
        : >"$1/$name"
        exec "$0" -a "$1/$name" "$1/$name.copy"
        """;
    Path current = Files.createDirectory(directory.resolve("bytes"));
    List<String> command = List.of("sh", "-ec", script, program("rsync"), "names");
    Run run = run(command, Map.of("LC_ALL", "C"), current);
    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isZero();
    Run names = run(List.of("ls", "-N", "names"), Map.of("LC_ALL", "C"), current);
    assertThat(names.output()).contains("a\u00ff b\nc\u00c3\u00a4 *.copy\n");
  }

  @Test
  void aJvmThatCannotStartSaysSoOnStandardError() throws Exception {
    Run run = run(rsync(), Map.of("RIVULET_HEAP", "9999999g"), directory);
    assertThat(run.exitCode()).isNotZero();
    assertThat(run.output()).isEmpty();
    assertThat(run.errors()).isNotEmpty();
  }

  @Test
  void aJvmThatIsTooOldIsPassedOver() throws Exception {
    Path oldJvm = Files.createDirectories(directory.resolve("old/bin"));
    Path java = Files.writeString(oldJvm.resolve("java"), "#!/bin/sh\necho started\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(directory.resolve("old/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Run run = run(rsync(), Map.of("JAVA_HOME", directory.resolve("old").toString()), directory);
    assertThat(run.output()).isEqualTo(listing);
  }

  @Test
  void anInstallationLeavesAnotherProgramAlone() throws Exception {
    Path other = Files.createDirectories(directory.resolve("bin")).resolve("rsync");
    Files.writeString(other, "#!/bin/sh\necho another program\n");
    String install = Installation.ofCheckout().bin().resolveSibling("packaging/install").toString();
    Run run = run(List.of(install, directory.toString()));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.errors()).contains(other + " is another program");
    assertThat(other).hasContent("#!/bin/sh\necho another program\n");
  }

  @Test
  void everyLauncherMayBeUsedByEverybody() throws Exception {
    for (String name : List.of("rsync", "rsyncd", "rsync-watch")) {
      Path launcher = Installation.ofCheckout().program(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(launcher)))
          .isEqualTo("rwxr-xr-x");
      Path classData = Installation.ofCheckout().archive(name);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(classData)))
          .isEqualTo("r--r--r--");
    }
  }

  @Test
  void theLauncherBecomesTheProgram() throws Exception {
    Run run = run(List.of(program("rsync"), "--version"));
    assertThat(run.output()).startsWith(VERSION_LINE);
    String script = "echo $$; RIVULET_JAVA_OPTS=-Xlog:os=info:stderr:pid exec \"$0\" --version >&2";
    Run traced = run(List.of("sh", "-c", script, program("rsync")));
    assertThat(traced.errors()).contains("[" + traced.output().strip() + "]");
  }

  private List<String> rsync() {
    return List.of(program("rsync"), tree + "/");
  }

  private static String program(String name) {
    return installation.program(name).toString();
  }

  /** The JVM ends if it cannot use the archive, and tells a file where it has each class from. */
  private static Map<String, String> strict(Path log) {
    return Map.of("RIVULET_JAVA_OPTS", "-Xshare:on -Xlog:class+load:file=" + log);
  }

  private static void useArchiveOfDaemon() throws IOException {
    Files.copy(installation.archive("rsyncd"), archive, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(archive, FileTime.from(Instant.now()));
  }

  private void assertThatListingIsPure(Map<String, String> environment, Path current)
      throws Exception {
    assertThatIsPure(run(rsync(), environment, current));
  }

  private void assertThatIsPure(Run run) {
    assertThat(run.output()).isEqualTo(listing);
    assertThat(run.errors()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  private static boolean mayMount() throws Exception {
    List<String> command = new ArrayList<>(OWN_MOUNTS);
    command.addAll(List.of("mount", "-t", "tmpfs", "none", "/mnt"));
    return run(command, Map.of(), Path.of("/")).exitCode() == 0;
  }

  private static FileTime longAgo() {
    return FileTime.from(Instant.now().minus(400, ChronoUnit.DAYS));
  }

  private static String javaHome() {
    return System.getProperty("java.home");
  }

  private Run run(List<String> command) throws Exception {
    return run(command, Map.of(), directory);
  }

  private static Run run(List<String> command, Map<String, String> environment, Path current)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).directory(current.toFile());
    builder.environment().put("JAVA_HOME", javaHome());
    builder.environment().putAll(environment);
    Path errors = Files.createTempFile("rivulet", ".err");
    try {
      Process process = builder.redirectError(errors.toFile()).start();
      process.getOutputStream().close();
      String output;
      try (InputStream stream = process.getInputStream()) {
        output = new String(stream.readAllBytes(), ISO_8859_1);
      }
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended: " + command).isTrue();
      return new Run(process.exitValue(), output, Files.readString(errors, ISO_8859_1));
    } finally {
      Files.delete(errors);
    }
  }

  /** How a command ended; every byte of its output is one character. */
  private record Run(int exitCode, String output, String errors) {}
}
