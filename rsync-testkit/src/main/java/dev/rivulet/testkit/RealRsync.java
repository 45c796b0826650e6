// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The original rsync of this machine, as a peer to compare with: found, run, started as a daemon.
 *
 * <p>A test that needs it fails where it is missing. Our own program is never taken for it: it must
 * be a native executable that does not call itself Rivulet.
 */
public final class RealRsync {
  /** The exit code of a run that took too long. */
  public static final int NOT_ENDED = -1;

  private static final byte[] ELF = {0x7f, 'E', 'L', 'F'};
  private static final long LONGEST_RUN_SECONDS = 20;
  private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(20);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int START_ATTEMPTS = 5;

  private final Path program;
  private final String version;

  private RealRsync(Path program, String version) {
    this.program = program;
    this.version = version;
  }

  /**
   * What a run of a program left behind.
   *
   * @param exitCode {@link #NOT_ENDED} for one that did not end and was ended
   */
  public record Run(int exitCode, byte[] output, byte[] errors) {

    /** Standard output as text. */
    public String out() {
      return new String(output, StandardCharsets.UTF_8);
    }

    /** Standard error as text. */
    public String err() {
      return new String(errors, StandardCharsets.UTF_8);
    }
  }

  /**
   * Finds the program in the system property {@code real.rsync} or on the PATH.
   *
   * @throws AssertionError where there is none
   */
  public static RealRsync find() {
    List<String> tried = new ArrayList<>();
    for (Path candidate : candidates()) {
      tried.add(candidate.toString());
      if (isNative(candidate)) {
        String answer = execute(List.of(candidate.toString(), "--version"), null, Map.of()).out();
        if (answer.startsWith("rsync  version ") && !answer.contains("Rivulet")) {
          return new RealRsync(candidate, answer.split("\\s+")[2]);
        }
      }
    }
    throw new AssertionError("this test needs the original rsync; tried " + tried);
  }

  private static List<Path> candidates() {
    List<Path> candidates = new ArrayList<>();
    String property = System.getProperty("real.rsync");
    if (property != null) {
      candidates.add(Path.of(property));
    }
    for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
      candidates.add(Path.of(directory, "rsync"));
    }
    candidates.add(Path.of("/usr/bin/rsync"));
    return candidates;
  }

  private static boolean isNative(Path file) {
    if (!Files.isExecutable(file)) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return Arrays.equals(in.readNBytes(ELF.length), ELF);
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it is. */
  public Path program() {
    return program;
  }

  /** Its release, for example {@code 3.5.0}. */
  public String version() {
    return version;
  }

  /** Runs it to its end. */
  public Run run(String... arguments) {
    return run(List.of(arguments));
  }

  /** Runs it to its end. */
  public Run run(List<String> arguments) {
    return run(arguments, null, Map.of());
  }

  /**
   * Runs it to its end.
   *
   * @param directory to run it in, or null for ours
   * @param environment variables added to ours
   */
  public Run run(List<String> arguments, Path directory, Map<String, String> environment) {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(arguments);
    return execute(command, directory, environment);
  }

  private static Run execute(
      List<String> command, Path directory, Map<String, String> environment) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(directory == null ? null : directory.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = null;
    try {
      Path out = Files.createTempFile("real-rsync", ".out");
      Path err = Files.createTempFile("real-rsync", ".err");
      process =
          builder
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
      int code = ended ? process.exitValue() : NOT_ENDED;
      Run run = new Run(code, Files.readAllBytes(out), Files.readAllBytes(err));
      Files.delete(out);
      Files.delete(err);
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while running " + command, e);
    } finally {
      if (process != null) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    }
  }

  /**
   * Starts it as a daemon on a free port of 127.0.0.1.
   *
   * @param configuration the text of its {@code rsyncd.conf}
   * @param directory where the configuration and the log are put
   */
  public Daemon startDaemon(Path directory, String configuration) throws IOException {
    Path file = Files.writeString(directory.resolve("real-rsyncd.conf"), configuration);
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      Process process =
          new ProcessBuilder(
                  program.toString(),
                  "--daemon",
                  "--no-detach",
                  "--address=127.0.0.1",
                  "--port=" + port,
                  "--config=" + file)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(directory.resolve("real-rsyncd.out").toFile())
              .redirectErrorStream(true)
              .start();
      if (awaitPort(process, port)) {
        return new Daemon(process, port);
      }
      process.destroyForcibly();
      if (attempt == START_ATTEMPTS) {
        throw new AssertionError(
            "daemon does not start: " + Files.readString(directory.resolve("real-rsyncd.out")));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Whether the port is open before the process ends. */
  private static boolean awaitPort(Process process, int port) {
    long deadline = System.nanoTime() + LONGEST_START_NANOS;
    while (process.isAlive() && System.nanoTime() - deadline < 0) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return true;
      } catch (IOException e) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
    return false;
  }

  /** A running daemon; ends when closed. */
  public static final class Daemon implements Closeable {
    private final Process process;
    private final int port;

    private Daemon(Process process, int port) {
      this.process = process;
      this.port = port;
    }

    /** Where it listens, on 127.0.0.1. */
    public int port() {
      return port;
    }

    /** Ends it and its sessions at one blow: asked to end, it takes four tenths of a second. */
    @Override
    public void close() {
      List<ProcessHandle> sessions = process.descendants().toList();
      process.destroyForcibly();
      sessions.forEach(ProcessHandle::destroyForcibly);
      try {
        process.waitFor(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
