// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.RsyncException;
import dev.rivulet.testkit.RealRsync;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The reference daemon and ours, with the same configuration, each in a directory of its own; what
 * a real client is told by both is compared.
 *
 * <p>In configurations {@code @DIR@} stands for the directory, in arguments {@code @URL@} for
 * {@code rsync://127.0.0.1:PORT} and {@code @HOST@} for what follows the user's name in it.
 */
final class DaemonPair implements Closeable {
  private static final RealRsync CLIENT = RealRsync.find();

  /** What a client run against one of them said, made comparable. */
  record Outcome(int exitCode, String output, String errors) {}

  /** One daemon. */
  final class Side {
    private final Path directory;
    private final int port;

    private Side(Path directory, int port) {
      this.directory = directory;
      this.port = port;
    }

    Path directory() {
      return directory;
    }

    int port() {
      return port;
    }

    /** The text of its log, the lines about connections of a probe left out. */
    List<String> log() {
      try {
        Path log = directory.resolve("log");
        if (!Files.exists(log)) {
          return List.of();
        }
        return Files.readAllLines(log, StandardCharsets.ISO_8859_1).stream()
            .map(line -> line.replaceFirst("^[^\\[]*\\[\\d+\\] ", ""))
            .map(line -> comparable(line, this))
            .filter(line -> !line.startsWith("connect from") && !line.startsWith("rsyncd version"))
            .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Outcome run(String... arguments) {
      RealRsync.Run run = CLIENT.run(filled(arguments, this), directory, environment);
      return new Outcome(run.exitCode(), comparable(run.out(), this), comparable(run.err(), this));
    }
  }

  private final Side real;
  private final Side ours;
  private final RealRsync.Daemon realDaemon;
  private final RsyncDaemon ourDaemon;
  private Map<String, String> environment = Map.of("RSYNC_PASSWORD", "secret");

  private DaemonPair(Path root, String configuration) throws IOException {
    Path realDirectory = prepare(root.resolve("real"), configuration);
    Path ourDirectory = prepare(root.resolve("ours"), configuration);
    realDaemon = CLIENT.startDaemon(realDirectory, Files.readString(conf(realDirectory)));
    real = new Side(realDirectory, realDaemon.port());
    ourDaemon = startOurs(conf(ourDirectory));
    ours = new Side(ourDirectory, ourDaemon.port());
  }

  private static RsyncDaemon startOurs(Path configuration) throws RsyncException {
    return RsyncDaemon.builder()
        .configFile(configuration)
        .address("127.0.0.1")
        .port(0)
        .environment(System.getenv())
        .start();
  }

  /** Starts both; everybody may reach the directories, as modules may run as nobody. */
  static DaemonPair start(Path root, String configuration) throws IOException {
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new DaemonPair(root, configuration);
  }

  private static Path conf(Path directory) {
    return directory.resolve("rsyncd.conf");
  }

  private static Path prepare(Path directory, String configuration) throws IOException {
    Path module = Files.createDirectories(directory.resolve("module/sub"));
    Files.writeString(module.resolve("b.txt"), "b\n");
    Files.writeString(module.resolveSibling("a.txt"), "alpha\n");
    Files.writeString(directory.resolve("push.txt"), "pushed\n");
    Files.setPosixFilePermissions(module.getParent(), PosixFilePermissions.fromString("rwxrwxrwx"));
    secrets(directory.resolve("secrets"), "rsync:secret\nother:secret\n");
    Files.writeString(directory.resolve("motd"), "Hello.\n");
    Files.writeString(conf(directory), configuration.replace("@DIR@", directory.toString()));
    return directory;
  }

  static void secrets(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static List<String> filled(String[] arguments, Side side) {
    return Arrays.stream(arguments)
        .map(argument -> argument.replace("@URL@", "rsync://@HOST@"))
        .map(argument -> argument.replace("@HOST@", "127.0.0.1:" + side.port))
        .map(argument -> argument.replace("@DIR@", side.directory.toString()))
        .toList();
  }

  /**
   * Without what has to differ: places, ports, times, versions, places in source files; and without
   * the client's last line about a connection that went away, which depends on who was faster.
   */
  private static String comparable(String text, Side side) {
    return text.replace(side.directory.toString(), "@DIR@")
        .replaceAll(" at \\S+ \\[(\\w+)=[^]]*]", " at PLACE [$1=VERSION]")
        .replaceAll("\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d", "TIME")
        .replaceAll("rsync: \\[\\w+] read error: Connection reset by peer \\(104\\)\n", "")
        .replace(":" + side.port, ":PORT");
  }

  DaemonPair withPassword(String password) {
    environment = Map.of("RSYNC_PASSWORD", password);
    return this;
  }

  Side real() {
    return real;
  }

  Side ours() {
    return ours;
  }

  /** Runs the client against both and expects the same; returns what both said. */
  Outcome alike(String... arguments) {
    Outcome expected = real.run(arguments);
    Outcome actual = ours.run(arguments);
    assertThat(actual).as(String.join(" ", arguments)).isEqualTo(expected);
    return actual;
  }

  /** Expects the same lines in both logs, as far as they are chosen. */
  void sameLog(Predicate<String> chosen) {
    assertThat(ours.log().stream().filter(chosen).distinct())
        .containsExactlyElementsOf(real.log().stream().filter(chosen).distinct().toList())
        .isNotEmpty();
  }

  @Override
  public void close() throws IOException {
    realDaemon.close();
    ourDaemon.close();
  }
}
