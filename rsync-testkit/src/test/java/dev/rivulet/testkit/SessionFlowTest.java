// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.event.TransferEvent;
import dev.rivulet.rsync.event.TransferResult;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.SourceFile;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialogue under pressure: full buffers, files that change under it. */
class SessionFlowTest {
  private static final int TINY = 64;

  private static byte[] noise(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Sums of megabytes against data of megabytes: a circle of full buffers would never end. */
  @ParameterizedTest(name = "pull {0}, incremental {1}")
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void makesProgressThroughTinyPipes(boolean pull, boolean incremental) throws Exception {
    MemoryFileTree source = new MemoryFileTree();
    MemoryFileTree destination = new MemoryFileTree().withDirectory("d");
    for (int i = 0; i < 40; i++) {
      source.with("s/dir" + i % 7 + "/file" + i, noise(60_000, i));
      destination.with("d/dir" + i % 7 + "/file" + i, noise(60_000, 1000 + i));
      destination.with("d/old" + i, "x");
    }
    TransferOptions options =
        TransferOptions.builder()
            .archive()
            .blockLength(16)
            .ignoreTimes(true)
            .verbosity(2)
            .deleteMode(DeleteMode.DURING)
            .incrementalRecursionAllowed(incremental)
            .build();
    SessionPair pair =
        new SessionPair(options)
            .from(new MemoryWorkspace(source))
            .to(new MemoryWorkspace(destination))
            .withPipeOf(TINY);

    (pull ? pair.pull("s/", "d/") : pair.push("s/", "d/")).successful();

    for (int i = 0; i < 40; i++) {
      String name = "dir" + i % 7 + "/file" + i;
      assertThat(Arrays.mismatch(destination.content("d/" + name), source.content("s/" + name)))
          .as(name)
          .isEqualTo(-1);
    }
  }

  /** Far more files than a sender keeps ahead, many directories of no files at all. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendsListsAheadOfWhatIsNeeded(boolean hardLinks) throws Exception {
    MemoryFileTree source = new MemoryFileTree();
    MemoryFileTree destination = new MemoryFileTree().withDirectory("d");
    for (int i = 0; i < 1500; i++) {
      source.withDirectory("s/e" + i);
    }
    for (int i = 0; i < 60; i++) {
      for (int file = 0; file < 50; file++) {
        source.with("s/f" + i + "/sub/f" + file, "x");
      }
    }
    TransferOptions options = TransferOptions.builder().archive().hardLinks(hardLinks).build();

    TransferResult result =
        new SessionPair(options)
            .from(new MemoryWorkspace(source))
            .to(new MemoryWorkspace(destination))
            .push("s/", "d/")
            .successful();

    assertThat(result.stats().transferredFiles()).isEqualTo(3000);
    assertThat(destination.content("d/f59/sub/f49")).isEqualTo("x".getBytes(UTF_8));
    assertThat(destination.stat(TreePath.of("d/e1499")).isDirectory()).isTrue();
  }

  /** A workspace whose basis files change between being summed up and being used. */
  private static Workspace withUnsteadyBasis(MemoryFileTree tree, int changes) {
    AtomicInteger opened = new AtomicInteger();
    MemoryWorkspace sound = new MemoryWorkspace(tree);
    return (Workspace)
        Proxy.newProxyInstance(
            SessionFlowTest.class.getClassLoader(),
            new Class<?>[] {Workspace.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("open")) {
                return invoke(() -> method.invoke(sound, arguments));
              }
              FileTree inner = sound.open((byte[]) arguments[0], LinkPolicy.NEVER);
              return Proxy.newProxyInstance(
                  SessionFlowTest.class.getClassLoader(),
                  new Class<?>[] {FileTree.class},
                  (tree1, operation, values) -> {
                    Object result = invoke(() -> operation.invoke(inner, values));
                    boolean second =
                        result instanceof SourceFile && opened.incrementAndGet() % 2 == 0;
                    return second && opened.get() / 2 <= changes
                        ? new Zeros((SourceFile) result)
                        : result;
                  });
            });
  }

  private interface Call {
    Object make() throws ReflectiveOperationException;
  }

  private static Object invoke(Call call) throws Throwable {
    try {
      return call.make();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** A file of nothing but zeros in the place of another. */
  private record Zeros(SourceFile file) implements SourceFile {
    @Override
    public FileAttributes attributes() throws IOException {
      return file.attributes();
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
      int count = file.read(position, buffer, offset, length);
      Arrays.fill(buffer, offset, offset + Math.max(0, count), (byte) 0);
      return count;
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @ParameterizedTest(name = "pull {0}, incremental {1}")
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void asksAgainForAFileThatDoesNotVerify(boolean pull, boolean incremental) throws Exception {
    byte[] content = noise(50_000, 5);
    MemoryFileTree source = new MemoryFileTree().with("s/file", content).with("s/other", "o");
    byte[] old = content.clone();
    old[25_000]++;
    MemoryFileTree destination = new MemoryFileTree().with("d/file", old);
    SessionPair pair =
        new SessionPair(
                TransferOptions.builder()
                    .archive()
                    .ignoreTimes(true)
                    .verbosity(1)
                    .incrementalRecursionAllowed(incremental)
                    .build())
            .from(new MemoryWorkspace(source))
            .to(withUnsteadyBasis(destination, 1));

    TransferResult result = (pull ? pair.pull("s/", "d/") : pair.push("s/", "d/")).successful();

    assertThat(result.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(Arrays.mismatch(destination.content("d/file"), content)).isEqualTo(-1);
    assertThat(texts(pair))
        .contains("WARNING: file failed verification -- update discarded (will try again).");
  }

  @ParameterizedTest(name = "pull {0}, incremental {1}")
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void givesUpAFileThatNeverVerifies(boolean pull, boolean incremental) throws Exception {
    byte[] content = noise(50_000, 5);
    byte[] old = content.clone();
    old[25_000]++;
    MemoryFileTree source = new MemoryFileTree().with("s/file", content);
    MemoryFileTree destination = new MemoryFileTree().with("d/file", old);
    SessionPair pair =
        new SessionPair(
                TransferOptions.builder()
                    .archive()
                    .ignoreTimes(true)
                    .incrementalRecursionAllowed(incremental)
                    .build())
            .from(new MemoryWorkspace(source))
            .to(withUnsteadyBasis(destination, Integer.MAX_VALUE));

    TransferResult result = (pull ? pair.pull("s/", "d/") : pair.push("s/", "d/")).successful();

    assertThat(result.exitCode()).isEqualTo(ExitCode.PARTIAL);
    assertThat(Arrays.mismatch(destination.content("d/file"), old)).isEqualTo(-1);
    assertThat(texts(pair)).contains("ERROR: file failed verification -- update discarded.");
    assertThat(pair.clientEvents())
        .anyMatch(
            event ->
                event instanceof TransferEvent.Failed failed
                    && new String(failed.name(), UTF_8).equals("file"));
  }

  private static List<String> texts(SessionPair pair) {
    return pair.clientEvents().stream()
        .filter(event -> event instanceof TransferEvent.Message)
        .map(event -> new String(((TransferEvent.Message) event).text(), UTF_8))
        .toList();
  }

  @Test
  void linksFollowersOfAFileThatHadToBeSentTwice() throws Exception {
    byte[] content = noise(50_000, 5);
    byte[] old = content.clone();
    old[25_000]++;
    MemoryFileTree source = new MemoryFileTree().with("s/a", content);
    source.link(TreePath.of("s/a"), TreePath.of("s/b"));
    MemoryFileTree destination = new MemoryFileTree().with("d/a", old);
    TransferOptions options =
        TransferOptions.builder()
            .archive()
            .hardLinks(true)
            .ignoreTimes(true)
            .incrementalRecursionAllowed(false)
            .build();

    new SessionPair(options)
        .from(new MemoryWorkspace(source))
        .to(withUnsteadyBasis(destination, 1))
        .push("s/", "d/")
        .successful();

    assertThat(Arrays.mismatch(destination.content("d/b"), content)).isEqualTo(-1);
    assertThat(
            destination.stat(TreePath.of("d/a")).isSameFile(destination.stat(TreePath.of("d/b"))))
        .isTrue();
  }
}
