// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.testkit.RealRsync;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The programs that a case of {@link DifferentialIT} is run with: both clients, a daemon of each,
 * and a remote shell. The daemons' modules show the directory that has the cases. Owned by one
 * thread.
 */
final class DifferentialEnds implements Closeable {
  private final RealRsync real;
  private final RealRsync.Daemon realDaemon;
  private final OurDaemon ourDaemon;
  private final Path ourProgram;
  private final Path remoteShell;

  private DifferentialEnds(Path work, Path ourProgram) throws IOException {
    this.real = RealRsync.find();
    this.ourProgram = ourProgram;
    this.remoteShell = makeRemoteShell(work);
    String modules =
        """
        %s
        read only = no
        refuse options = !copy-devices !write-devices
        path = %s
        [w]
        [latin]
        charset = iso-8859-1
        """
            .formatted(isRoot() ? "use chroot = yes\nuid = 0\ngid = 0" : "use chroot = no", work);
    this.realDaemon = real.startDaemon(Files.createDirectory(work.resolve("real")), modules);
    this.ourDaemon = OurDaemon.start(Files.createDirectory(work.resolve("ours")), modules);
  }

  /** Starts the daemons; {@code differential.program} may name our program. */
  static DifferentialEnds start(Path work) throws IOException {
    String other = System.getProperty("differential.program");
    return new DifferentialEnds(
        work, other == null ? Installation.ofCheckout().program("rsync") : Path.of(other));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /** A shell on this very host: the host's name dropped, the rest given to sh, as sshd does. */
  private static Path makeRemoteShell(Path work) throws IOException {
    Path script = Files.writeString(work.resolve("rsh"), "#!/bin/sh\nshift\nexec sh -c \"$*\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  /** Does the job of a case once. */
  Outcome run(Pairing pairing, DifferentialCase job) throws IOException {
    Path destination = job.prepare(pairing);
    try {
      return run(pairing, job, destination);
    } finally {
      job.finish(pairing);
    }
  }

  private Outcome run(Pairing pairing, DifferentialCase job, Path destination) throws IOException {
    List<String> words = arguments(pairing, job);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int code;
    if (pairing.oursIsClient()) {
      code = Main.run(words.stream().map(word -> word.getBytes(UTF_8)).toList(), out, errors);
    } else {
      RealRsync.Run run = real.run(words);
      code = run.exitCode();
      out.writeBytes(run.output());
      errors.writeBytes(run.errors());
    }
    Path log = job.directory().resolve("log." + pairing);
    if (code == 0 && Files.exists(log)) {
      out.writeBytes(logLines(log).getBytes(ISO_8859_1));
    }
    return Outcome.of(code, out.toByteArray(), errors.toByteArray(), destination);
  }

  /** A log without times and process ids. */
  private static String logLines(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log, ISO_8859_1)) {
      StringBuilder text = new StringBuilder();
      lines.forEach(
          line -> text.append(line.replaceFirst("^.{19} \\[\\d+\\]", "log:")).append('\n'));
      return text.toString();
    }
  }

  private List<String> arguments(Pairing pairing, DifferentialCase job) {
    Transport transport = job.transport();
    Path directory = job.directory();
    List<String> words = new ArrayList<>(job.options());
    words.replaceAll(
        option ->
            option
                .replace(RandomOptions.TEMPORARY, temporary(transport, directory))
                .replace(RareOptions.CASE, directory.toString())
                .replace(RareOptions.RUN, pairing.name()));
    String remote = "";
    if (transport.isShell()) {
      words.add("--rsh=" + remoteShell);
      words.add("--rsync-path=" + (pairing.oursIsServer() ? ourProgram : real.program()));
      remote = "host:" + directory + "/";
    } else if (transport.isDaemon()) {
      int port = pairing.oursIsServer() ? ourDaemon.port() : realDaemon.port();
      remote = "rsync://127.0.0.1:%d/%s/%s/".formatted(port, module(job), directory.getFileName());
    }
    String here = directory + "/";
    String deep = job.has("--mkpath") ? "/new/deep/" : "/";
    words.add((transport.isPull() ? remote : here) + "src/");
    words.add(
        (transport.isPull() || transport == Transport.LOCAL ? here : remote) + pairing + deep);
    return words;
  }

  /** Names are in the character set that is not the client's. */
  private static String module(DifferentialCase job) {
    return job.has("--iconv=utf-8") ? "latin" : "w";
  }

  /**
   * The directory for temporary files as the receiver names it: from the root, as 3.5.0 makes no
   * file in one that it reaches by {@code ..}.
   */
  private static String temporary(Transport transport, Path directory) {
    Path seen =
        transport == Transport.PUSH ? Path.of("/").resolve(directory.getFileName()) : directory;
    return seen.resolve("temporary").toString();
  }

  @Override
  public void close() throws IOException {
    realDaemon.close();
    ourDaemon.close();
  }
}
