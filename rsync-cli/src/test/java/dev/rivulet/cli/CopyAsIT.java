// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.rsync.store.system.Posix;
import dev.rivulet.testkit.RealRsync;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --copy-as} has the effect and the texts that it has in rsync 3.5.0. */
class CopyAsIT {
  private static final String SHELL = "--rsh=sh -c 'shift && exec \"$@\"' sh";

  @TempDir Path directory;

  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    source = Files.createDirectory(directory.resolve("src"));
    Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwxr-xr-x"));
    write("open", "rw-r--r--");
    write("closed", "rw-------");
  }

  private void write(String name, String mode) throws IOException {
    Path file = Files.writeString(source.resolve(name), name);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "65534", "nobody:1", "65534:daemon", "0:1"})
  void actsAsThatUserAtBothEndsOfACopy(String user) throws Exception {
    assumeTrue(Posix.effectiveUser() == 0, "only root can become somebody else");
    String names = "--files-from=" + secret("names", "open\nclosed\n");

    List<String> outcomes = new ArrayList<>();
    for (boolean ours : List.of(true, false)) {
      Path copy = writable(ours ? "ours" : "real");
      String log = "--log-file=" + directory.resolve(ours ? "log1" : "log2");
      Result result =
          run(ours, "-rlpgoD", "--copy-as=" + user, names, log, source + "/", copy.toString());
      assertThat(directory.resolve(ours ? "log1" : "log2")).isNotEmptyFile();
      outcomes.add(result.complaints() + " " + result.exitCode() + owners(copy));
    }

    assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1)).contains("open");
    assertThat(outcomes.get(0).contains("closed\": Permission denied"))
        .isEqualTo(!user.startsWith("0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "pull", "far end"})
  void actsAsThatUserAtOneEndOnly(String what) throws Exception {
    assumeTrue(Posix.effectiveUser() == 0, "only root can become somebody else");
    String option = what.equals("far end") ? "-M--copy-as=nobody" : "--copy-as=nobody";

    List<String> outcomes = new ArrayList<>();
    for (boolean ours : List.of(true, false)) {
      Path copy = writable(ours ? "ours" : "real");
      Path program = ours ? ourServer() : RealRsync.find().program();
      String from = what.equals("pull") ? "h:" + source + "/" : source + "/";
      String to = what.equals("pull") ? copy.toString() : "h:" + copy;
      Result result = run(ours, "-rlpgoD", option, SHELL, "--rsync-path=" + program, from, to);
      outcomes.add(result.complaints() + " " + result.exitCode() + owners(copy));
    }

    assertThat(outcomes.get(0)).isEqualTo(outcomes.get(1)).contains("open");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nosuch",
        "nobody:nosuch",
        "nobody:",
        ":",
        "",
        "1234567",
        "root",
        "nobody",
        "65534:1"
      })
  void saysWhyItCannot(String user) throws Exception {
    boolean allowed = user.matches("root|nobody|65534:1");
    assumeTrue(!allowed || Posix.effectiveUser() != 0, "root may become anybody");
    String copy = directory + "/copy";

    Result ours = run(true, "-a", "--copy-as=" + user, source + "/", copy);
    Result real = run(false, "-a", "--copy-as=" + user, source + "/", copy);

    assertThat(ours.exitCode()).isEqualTo(real.exitCode()).isEqualTo(1);
    assertThat(ours.complaints().get(0)).isEqualTo(real.complaints().get(0));
  }

  @Test
  void aLiveMirrorRefusesIt() throws Exception {
    Result result = run(true, "-a", "--watch", "--copy-as=nobody", source + "/", directory + "/c");

    assertThat(result.text())
        .startsWith("rsync: --copy-as cannot be used with --watch: start it as that user");
    assertThat(result.exitCode()).isEqualTo(1);
  }

  @Test
  void theCallerStaysWhoItIs() throws Exception {
    assumeTrue(Posix.effectiveUser() == 0, "only root can become somebody else");

    run(true, "-a", "--copy-as=nobody", source + "/open", writable("copy").toString());

    assertThat(source.resolve("closed")).hasContent("closed");
    Path file = Files.writeString(directory.resolve("mine"), "");
    assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(0);
  }

  private Path secret(String name, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(name), text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private Path writable(String name) throws IOException {
    Path made = Files.createDirectory(directory.resolve(name));
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxrwxrwx"));
    return made;
  }

  private Path ourServer() throws IOException {
    String java = System.getProperty("java.home") + "/bin/java -XX:TieredStopAtLevel=1";
    String command = java + " -cp " + System.getProperty("java.class.path") + " ";
    Path script = directory.resolve("server");
    Files.writeString(script, "#!/bin/sh\nexec " + command + Main.class.getName() + " \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private static List<String> owners(Path tree) throws IOException {
    try (Stream<Path> files = Files.list(tree)) {
      List<String> owners = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        Object uid = Files.getAttribute(file, "unix:uid");
        owners.add(file.getFileName() + " " + uid + ":" + Files.getAttribute(file, "unix:gid"));
      }
      return owners;
    }
  }

  private static Result run(boolean ours, String... words) throws Exception {
    if (!ours) {
      RealRsync.Run real = RealRsync.find().run(words);
      return new Result(real.exitCode(), real.out() + real.err());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = Main.run(Stream.of(words).map(word -> word.getBytes(UTF_8)).toList(), out, out);
    return new Result(code, out.toString(UTF_8));
  }

  private record Result(int exitCode, String text) {
    /** What is wrong, whichever of both ends has said it. */
    List<String> complaints() {
      return text.lines()
          .map(line -> line.replaceAll("^rsync: \\[\\w+\\] ", "").replaceAll("/(ours|real)", ""))
          .filter(line -> !line.startsWith("rsync error"))
          .toList();
    }
  }
}
