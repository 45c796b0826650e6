// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.Administrator;
import dev.rivulet.testkit.RealRsync;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The ways to the other end that need processes: a remote shell, a daemon behind one, a program in
 * place of a connection. Each is tried with the real program at either end, and told from the one
 * with the real program at both.
 */
class ReachingIT {
  private static final long PATIENCE_SECONDS = 60;

  private final RealRsync real = RealRsync.find();
  private final Path ours = Installation.ofCheckout().program("rsync");

  @TempDir Path directory;
  private Path shell;
  private Path configuration;

  private record Outcome(int exitCode, String output, String errors) {}

  @BeforeEach
  void prepare() throws IOException {
    shell = script("rsh", "shift\nexec sh -c \"$*\"");
    Path files = Files.createDirectories(directory.resolve("files/sub dir"));
    Files.writeString(files.resolve("a b"), "one");
    Files.writeString(files.resolve("a $x;(y)'\"&"), "two");
    configuration = directory.resolve("rsyncd.conf");
    Files.writeString(
        configuration,
        """
        log file = %s
        use chroot = no
        [files]
        path = %s
        hosts allow = 127.0.0.1
        """
            .formatted(directory.resolve("log"), directory.resolve("files")));
  }

  private Path script(String name, String text) throws IOException {
    Path script = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + text + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private Path program(String name) {
    return name.equals("ours") ? ours : real.program();
  }

  private Outcome run(Path program, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        builder
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @ParameterizedTest
  @CsvSource({"ours, real", "real, ours", "ours, ours"})
  void findsAWayForNamesThatAShellWouldActUpon(String client, String server) throws Exception {
    for (String style : List.of("--no-s", "-s", "--old-args")) {
      String path = directory + "/files/sub\\ dir/";
      String remote =
          style.equals("--old-args") ? "host:" + path : "host:" + path.replace("\\", "");
      Path copy = directory.resolve(client + server + style);
      Outcome outcome =
          run(
              program(client),
              Map.of("RSYNC_RSH", shell.toString()),
              "-r",
              style,
              "--rsync-path=" + program(server),
              remote,
              copy + "/");
      assertThat(outcome).as(style).isEqualTo(new Outcome(0, "", ""));
      assertThat(copy.resolve("a $x;(y)'\"&")).hasContent("two");
    }
  }

  @ParameterizedTest
  @CsvSource({"ours, real", "real, ours", "ours, ours"})
  void asksADaemonBehindAShell(String client, String server) throws Exception {
    Map<String, String> environment = Map.of("SSH_CONNECTION", "127.0.0.1 1 127.0.0.1 2");
    for (String url : List.of("host::files/", "rsync://host/files/")) {
      String rsyncPath = "--rsync-path=%s --config=" + configuration;
      String[] arguments = {"-e", shell.toString(), "-r", "--no-h", "", url};
      arguments[4] = rsyncPath.formatted(real.program());
      Outcome expected = run(real.program(), environment, arguments);
      arguments[4] = rsyncPath.formatted(program(server));
      assertThat(run(program(client), environment, arguments)).as(url).isEqualTo(expected);
      assertThat(expected.output()).contains("sub dir/a b");
    }
  }

  @ParameterizedTest
  @CsvSource({"ours, real", "real, ours", "ours, ours"})
  void runsAProgramInPlaceOfAConnection(String client, String daemon) throws Exception {
    Map<String, String> environment = new HashMap<>();
    environment.put("RSYNC_CONNECT_PROG", program(daemon) + " --daemon --config=" + configuration);
    Outcome outcome = run(program(client), environment, "-r", "rsync://somewhere/files/");
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.output()).contains("sub dir/a b");
    assertThat(Files.readString(directory.resolve("log")))
        .contains("rsync allowed access on module files from localhost (127.0.0.1)");
  }

  @Test
  void readsListsFromAPipe() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("list"), Path.of("/dev/stdin"));
    for (String list : List.of("/dev/stdin", "/dev/fd/0", link.toString())) {
      Path copy = directory.resolve("copy");
      String command =
          "printf 'sub dir/a b\\n' | %s --files-from=%s %s/files/ %s/"
              .formatted(ours, list, directory, copy);
      assertThat(run(Path.of("/bin/sh"), Map.of(), "-c", command))
          .as(list)
          .isEqualTo(new Outcome(0, "", ""));
      assertThat(copy.resolve("sub dir/a b")).hasContent("one");
      Files.delete(copy.resolve("sub dir/a b"));
    }
  }

  /** There root and its links, /dev/fd among them, belong to nobody, unless root runs the test. */
  @Test
  void readsAListFromAPipeInAUserNamespace() throws Exception {
    int code = run(Path.of("/bin/sh"), Map.of(), "-c", "unshare -r true").exitCode();
    Administrator.requireThat(code == 0, "unshare -r");
    String command =
        "printf 'sub dir/a b\\n' | unshare -r %s --files-from=/dev/fd/0 %s/files/ %s/"
            .formatted(ours, directory, directory.resolve("copy"));
    assertThat(run(Path.of("/bin/sh"), Map.of(), "-c", command)).isEqualTo(new Outcome(0, "", ""));
    assertThat(directory.resolve("copy/sub dir/a b")).hasContent("one");
  }

  @Test
  void endsAtOnceWithoutAnErrorWhenADaemonIsToldTo() throws Exception {
    Path pidFile = directory.resolve("pid");
    Path ready = directory.resolve("log");
    Process daemon =
        new ProcessBuilder(
                ours.toString(),
                "--daemon",
                "--no-detach",
                "--config=" + configuration,
                "--address=127.0.0.1",
                "--port=" + freePort(),
                "--dparam=pid file=" + pidFile)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile())
            .start();
    try {
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
      while (!(Files.exists(ready) && Files.readString(ready).contains("starting, listening"))) {
        assertThat(daemon.isAlive() && System.nanoTime() < limit).as("starting").isTrue();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
      }
      daemon.destroy();
      assertThat(daemon.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(daemon.exitValue()).isZero();
      assertThat(pidFile).doesNotExist();
      assertThat(Files.readString(ready))
          .endsWith("] sent 0 bytes  received 0 bytes  total size 0\n");
    } finally {
      daemon.destroyForcibly();
    }
  }
}
