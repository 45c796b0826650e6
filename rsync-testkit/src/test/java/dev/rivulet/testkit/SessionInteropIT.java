// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.engine.Session;
import dev.rivulet.rsync.engine.transfer.EndSettings;
import dev.rivulet.rsync.event.TransferListener;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.handshake.Negotiator;
import dev.rivulet.rsync.io.ProcessConnection;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.rsync.options.Offers;
import dev.rivulet.rsync.options.OptionFiles;
import dev.rivulet.rsync.options.ServerArguments;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.rsync.store.host.HostWorkspace;
import dev.rivulet.rsync.wire.WireChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine as a client of a real {@code rsync --server} over a pipe: every protocol, with and
 * without incremental recursion, both directions, into nothing and over an aged destination.
 */
class SessionInteropIT {
  private static final Duration END = Duration.ofSeconds(20);
  private static final String SEED = System.getProperty("rivulet.seed", "11");

  private static RealRsync real;

  @TempDir private Path work;

  @BeforeAll
  static void findRealRsync() {
    real = RealRsync.find();
  }

  static Stream<Arguments> sessions() {
    List<Arguments> sessions = new ArrayList<>();
    for (int protocol : new int[] {30, 31, 32}) {
      for (String words :
          new String[] {
            "-aH --delete",
            "-aH --no-i-r --delete-before",
            "-aH --delete-after",
            "-aH --delete-delay -c",
            "-a --inplace -z",
            "-aI -W --cc=md5",
            "-aH --cc=xxh64 --zc=zlib"
          }) {
        sessions.add(Arguments.of(protocol, words, false));
        sessions.add(Arguments.of(protocol, words, true));
      }
    }
    return sessions.stream();
  }

  @ParameterizedTest(name = "protocol {0}, {1}, pull {2}")
  @MethodSource("sessions")
  void makesTheDestinationEqual(int protocol, String words, boolean pull) throws Exception {
    System.out.println("seed " + SEED);
    Path source = work.resolve("s");
    Path destination = work.resolve("d");
    RandomTrees trees =
        new RandomTrees(
            Long.parseLong(SEED) + protocol, Files.createDirectory(work.resolve("scratch")));
    trees.create(source);
    trees.createAged(source, destination);
    TransferOptions options = options(words + " --protocol=" + protocol);

    TransferResult result = run(options, pull, source, destination);

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    RealRsync.Run check =
        real.run(
            options.preserve().hardLinks() ? "-aHnci" : "-anci",
            words.contains("--delete") ? "--delete" : "-a",
            source + "/",
            destination + "/");
    assertThat(check.out()).as("what the real program would still change").isEmpty();
  }

  private static TransferOptions options(String words) throws IOException {
    List<byte[]> bytes = new ArrayList<>();
    for (String word : (words + " s d").split(" ")) {
      bytes.add(word.getBytes(UTF_8));
    }
    OptionFiles none =
        path -> {
          throw new StoreException("open", Errno.ENOENT);
        };
    return CommandLine.parse(bytes, none).options();
  }

  private TransferResult run(TransferOptions options, boolean pull, Path source, Path destination)
      throws Exception {
    byte[] from = (source + "/").getBytes(UTF_8);
    byte[] to = (destination + "/").getBytes(UTF_8);
    List<String> command = new ArrayList<>(List.of(real.program().toString()));
    for (byte[] word : ServerArguments.words(options, pull, List.of(pull ? from : to))) {
      command.add(new String(word, UTF_8));
    }
    ProcessConnection server = ProcessConnection.start(command, Map.of(), "real server");
    TransferResult result;
    try (server;
        Workspace workspace = pull ? HostWorkspace.toReceive() : HostWorkspace.toSend()) {
      WireChannel channel = WireChannel.on(server);
      Session session =
          new Session(
              channel,
              Negotiator.negotiate(Offers.client(options, pull, 0), channel),
              options,
              EndSettings.client(0),
              workspace,
              TransferListener.NONE);
      result = pull ? session.receive(to, List.of(from)) : session.send(List.of(from));
      server.shutdownOutput();
      assertThat(server.waitFor(END)).hasValue(0);
    }
    return result;
  }
}
