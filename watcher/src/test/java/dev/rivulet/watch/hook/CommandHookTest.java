// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.store.TreePath;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandHookTest {
  private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
  private static final BatchNotice NOTICE =
      new BatchNotice(
          "www",
          "host::www",
          bytes("/srv/www/"),
          List.of(TreePath.of("a b"), TreePath.of("line\nbreak")),
          List.of(TreePath.of("`touch owned`")),
          null,
          Instant.parse("2026-11-20T21:29:00Z"),
          Duration.ZERO);

  @TempDir Path directory;
  private final RecordedFailures failures = new RecordedFailures();
  private CommandHook hook;

  @AfterEach
  void close() {
    if (hook != null) {
      hook.close();
    }
  }

  @Test
  void runsAfterABatchWithItsNamesOnStandardInput() throws Exception {
    start(
        script("cat >\"$0.new\"; mv \"$0.new\" \"$0.out\"")
            .names(CommandHook.Names.STANDARD_INPUT));
    hook.before(NOTICE);
    assertThat(directory.resolve("run.out")).doesNotExist();
    hook.after(done(ExitCode.OK));
    assertThat(output()).isEqualTo("a b\0line\nbreak\0`touch owned`\0");
  }

  @Test
  void aNameWithANewlineIsToldAsRsyncPrintsItWhereNewlinesEndNames() throws Exception {
    start(
        script("cat >\"$0.new\"; mv \"$0.new\" \"$0.out\"")
            .names(CommandHook.Names.STANDARD_INPUT)
            .nulSeparated(false));
    hook.after(done(ExitCode.OK));
    assertThat(output()).isEqualTo("a b\nline\\#012break\n`touch owned`\n");
  }

  @Test
  void namesCanComeInTwoFilesThatAreGoneAfterwards() throws Exception {
    start(
        script(
                "cat \"$RIVULET_DELETED_FILE\" \"$RIVULET_UPDATED_FILE\" >\"$0.new\"\n"
                    + "echo $RIVULET_DELETED_FILE $RIVULET_UPDATED_FILE >>\"$0.new\"\n"
                    + "mv \"$0.new\" \"$0.out\"")
            .names(CommandHook.Names.FILES));
    hook.after(done(ExitCode.OK));
    String text = output();
    assertThat(text).startsWith("`touch owned`\0a b\0line\nbreak\0");
    hook.close();
    String[] files = text.substring(text.lastIndexOf('\0') + 1).strip().split(" ");
    assertThat(files).hasSize(2).allSatisfy(file -> assertThat(Path.of(file)).doesNotExist());
  }

  @Test
  void variablesTellOfTheBatch() throws Exception {
    start(
        script(
            "echo $RIVULET_MIRROR $RIVULET_TARGET $RIVULET_SOURCE $RIVULET_MOMENT $RIVULET_UPDATED"
                + " $RIVULET_DELETED $RIVULET_EXIT_CODE $RIVULET_MILLIS $RIVULET_STARTED"
                + " >\"$0.new\"; mv \"$0.new\" \"$0.out\""));
    hook.after(done(ExitCode.PARTIAL));
    assertThat(output())
        .isEqualTo("www host::www /srv/www/ after 2 1 23 12 2026-11-20T21:29:00Z\n");
  }

  @Test
  void theBatchWaitsForACommandBeforeIt() throws Exception {
    start(script("echo $RIVULET_MOMENT >\"$0.out\"").moment(CommandHook.Moment.BEFORE));
    hook.before(NOTICE);
    assertThat(directory.resolve("run.out")).hasContent("before");
    Files.delete(directory.resolve("run.out"));
    hook.after(done(ExitCode.OK));
    hook.close();
    assertThat(directory.resolve("run.out")).doesNotExist();
  }

  @Test
  void aFailureIsToldAndNothingElse() throws Exception {
    start(script("exit 3"));
    hook.after(done(ExitCode.OK));
    assertThat(failures.next().reason()).isEqualTo("exit status 3");
  }

  @Test
  void aProgramThatIsNotThereIsTold() throws Exception {
    hook = CommandHook.builder(Command.of(List.of(bytes("/nowhere/hook")))).build();
    hook.start(failures);
    hook.after(done(ExitCode.OK));
    assertThat(failures.next().hook()).isEqualTo("/nowhere/hook");
  }

  @Test
  void aCommandThatTakesTooLongIsEnded() throws Exception {
    hook =
        CommandHook.builder(Command.shell("sleep 1000").limitedTo(Duration.ofMillis(50)))
            .moment(CommandHook.Moment.BEFORE)
            .build();
    hook.start(failures);
    hook.before(NOTICE);
    assertThat(failures.next().reason()).contains("took longer");
  }

  @Test
  void whatDoesNotFitIntoTheQueueIsLeftOutAndToldOnce() throws Exception {
    start(script("while [ ! -e \"$0.go\" ]; do sleep 0.02; done; echo >>\"$0.ran\"").waiting(1));
    hook.after(done(ExitCode.OK));
    await(() -> hookThreads() == 1);
    for (int i = 0; i < 5; i++) {
      hook.after(done(ExitCode.OK));
    }
    assertThat(failures.next().reason()).contains("leaving out");
    Files.createFile(directory.resolve("run.go"));
    assertThat(failures.next().reason()).isIn("3 calls were left out", "4 calls were left out");
  }

  @Test
  void argumentsReachTheProgramAsTheyAre() throws Exception {
    Path script = Files.writeString(directory.resolve("run"), "printf '%s' \"$1\" >\"$0.out\"");
    byte[] odd = {'$', '(', 'x', ')', '`', '\n', '\'', (byte) 0xff};
    Command.of(List.of(bytes("/bin/sh"), bytes(script.toString())))
        .with(List.of(odd))
        .run(Map.of());
    assertThat(Files.readAllBytes(directory.resolve("run.out"))).isEqualTo(odd);
  }

  @Test
  void aCommandNeedsAProgram() {
    assertThatThrownBy(() -> Command.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }

  private static long hookThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("rivulet-hook /bin/sh"))
        .count();
  }

  private static BatchNotice done(ExitCode code) {
    return NOTICE.done(code, Duration.ofMillis(12));
  }

  private CommandHook.Builder script(String text) throws Exception {
    Path script = Files.writeString(directory.resolve("run"), text);
    return CommandHook.builder(
        Command.of(Stream.of("/bin/sh", script.toString()).map(CommandHookTest::bytes).toList()));
  }

  private void start(CommandHook.Builder builder) {
    hook = builder.build();
    hook.start(failures);
  }

  private String output() throws Exception {
    Path out = directory.resolve("run.out");
    await(() -> Files.exists(out));
    assertThat(failures.isEmpty()).isTrue();
    return Files.readString(out);
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + LONGEST_NANOS;
    while (!condition.holds()) {
      assertThat(System.nanoTime() - deadline).isNegative();
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  @Test
  void noticesDoNotShareTheirLists() {
    List<TreePath> names = Arrays.asList(TreePath.of("a"), TreePath.of("b"));
    BatchNotice notice = NOTICE.done(names, List.of(), ExitCode.OK, Duration.ZERO);
    names.set(0, TreePath.of("c"));
    assertThat(notice.updated()).containsExactly(TreePath.of("a"), TreePath.of("b"));
  }
}
