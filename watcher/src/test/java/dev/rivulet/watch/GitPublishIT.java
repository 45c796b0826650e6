// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.DaemonUrl;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.testkit.RealRsync;
import dev.rivulet.watch.source.NamePatterns;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Section 5.5 with the real git: while a repository is pushed to, references of its copy are whole
 * at every moment. {@code -Dpublish.pushes=200} makes it longer.
 */
class GitPublishIT {
  private static final String[] PUBLISHED = {
    "repo.git/refs",
    "repo.git/packed-refs",
    "repo.git/HEAD",
    "repo.git/objects/info",
    "repo.git/objects/pack/*.idx"
  };

  private final int pushes = Integer.getInteger("publish.pushes", 6);
  @TempDir Path work;

  private final RecordingListener events = new RecordingListener();
  private final AtomicInteger looks = new AtomicInteger();
  private Path source;
  private Path target;
  private Path clone;
  private RestartableDaemon daemon;
  private Watcher watcher;

  /** What a program has said, and how it ended. */
  private record Run(int code, String output) {}

  @BeforeEach
  void makeRepository() throws Exception {
    source = Files.createDirectory(work.resolve("source"));
    target = Files.createDirectory(work.resolve("target"));
    clone = work.resolve("clone");
    daemon = RestartableDaemon.start(RealRsync.find(), work, target);
    must(work, "init", "-q", "--bare", "source/repo.git");
    must(work, "init", "-q", "clone");
    push(0);
    watch();
  }

  private void watch() throws Exception {
    MirrorSettings settings =
        MirrorSettings.builder()
            .deletesLater(true)
            .publish(new NamePatterns(Stream.of(PUBLISHED).map(p -> p.getBytes(UTF_8)).toList()))
            .build();
    Mirror mirror =
        new Mirror(
            "m",
            (source + "/").getBytes(UTF_8),
            List.of(DaemonUrl.of("127.0.0.1", daemon.port(), "mirror/")),
            TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build(),
            RsyncClient.builder().build(),
            settings);
    watcher = Watcher.builder().mirror(mirror).listener(events).start();
    awaitEqual();
  }

  @AfterEach
  void stop() throws IOException {
    if (watcher != null) {
      watcher.close();
    }
    daemon.close();
  }

  private Run git(Path directory, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "safe.directory=*", "-c", "user.name=n", "-c", "user.email=e@x"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"));
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }

  private void must(Path directory, String... arguments) throws Exception {
    Run run = git(directory, arguments);
    assertThat(run.code()).as(run.output()).isZero();
  }

  /** One more commit, which every third time goes to a branch of its own. */
  private void push(int number) throws Exception {
    Files.writeString(clone.resolve("file" + number % 5), "content " + number);
    must(clone, "add", "-A");
    must(clone, "commit", "-q", "-m", "commit " + number);
    String branch = number % 3 == 2 ? "branch" + number : "main";
    must(clone, "push", "-q", source.resolve("repo.git").toString(), "HEAD:refs/heads/" + branch);
  }

  private void awaitEqual() throws Exception {
    RealRsync rsync = RealRsync.find();
    events.awaitEqual(
        () ->
            assertThat(rsync.run("-anciO", "--delete", source + "/", target + "/").out())
                .isEmpty());
  }

  /** Looks at the copy all the time; a fault counts if no reference has moved meanwhile. */
  private String faultsUntil(AtomicBoolean ended) {
    Path copy = target.resolve("repo.git");
    try {
      while (!ended.get()) {
        Run before = git(copy, "for-each-ref", "--format=%(objectname) %(refname)");
        Run check = git(copy, "fsck", "--connectivity-only", "--no-dangling");
        looks.incrementAndGet();
        boolean faulty = check.code() != 0 || before.code() != 0;
        if (faulty
            && before.equals(git(copy, "for-each-ref", "--format=%(objectname) %(refname)"))) {
          return before.output() + check.output();
        }
      }
      return "";
    } catch (IOException e) {
      return e.toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }

  @Test
  void hazard_5_5_everyReferenceOfACopyIsWholeWhileTheRepositoryIsPushedTo() throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<String> reader = CompletableFuture.supplyAsync(() -> faultsUntil(ended));
    Path repository = source.resolve("repo.git");
    for (int i = 1; i <= pushes && !reader.isDone(); i++) {
      push(i);
    }
    must(clone, "push", "-q", repository.toString(), ":refs/heads/branch2");
    must(repository, "gc", "-q", "--prune=now");
    push(pushes + 1);
    if (!reader.isDone()) {
      awaitEqual();
    }
    ended.set(true);
    assertThat(reader.get()).isEmpty();
    assertThat(looks.get()).isPositive();
  }
}
