// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalPath;
import dev.rivulet.client.RsyncClient;
import dev.rivulet.rsync.filter.FilterList;
import dev.rivulet.rsync.filter.FilterRule;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.hook.BatchHook;
import dev.rivulet.watch.hook.BatchNotice;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each setting of a mirror, with a local directory as its target. */
class MirrorIT extends MirrorFixture {
  private void watch(MirrorSettings.Builder settings) throws Exception {
    watch(settings, TransferOptions.builder().archive().build());
  }

  private void watch(MirrorSettings.Builder settings, TransferOptions options) throws Exception {
    byte[] argument = (source + "/").getBytes(UTF_8);
    List<LocalPath> targets = List.of(new LocalPath((target + "/").getBytes(UTF_8)));
    Mirror mirror =
        new Mirror(
            "m",
            argument,
            List.copyOf(targets),
            options,
            RsyncClient.builder().build(),
            settings.build());
    watcher = Watcher.builder().mirror(mirror).listener(events).start();
  }

  @Test
  void sendsNothingAtTheStartWithoutAnInitialPass() throws Exception {
    Files.writeString(source.resolve("old"), "x");
    watch(MirrorSettings.builder().initialPass(false));
    Files.writeString(source.resolve("new"), "y");
    events.awaitLine("UPDATED new");

    assertThat(target.resolve("old")).doesNotExist();
    assertThat(target.resolve("new")).hasContent("y");
  }

  @Test
  void hazard_7_deletesAtTheStartOnlyIfTheOptionsSoSay() throws Exception {
    Files.writeString(target.resolve("surplus"), "x");
    Files.writeString(source.resolve("later"), "y");
    watch(MirrorSettings.builder().deletesLater(true));
    events.awaitSynchronised();
    assertThat(target.resolve("surplus")).exists();

    Files.delete(source.resolve("later"));
    events.awaitLine("DELETED later");
    assertThat(target.resolve("later")).doesNotExist();
    assertThat(target.resolve("surplus")).exists();
  }

  @Test
  void hazard_7_deletesNothingLaterIfTheSettingsSoSay() throws Exception {
    Files.writeString(target.resolve("surplus"), "x");
    Files.createDirectories(source.resolve("d/e"));
    Files.writeString(source.resolve("later"), "y");
    watch(
        MirrorSettings.builder().deletesLater(false),
        TransferOptions.builder().archive().deleteMode(DeleteMode.DEFAULT).build());
    events.awaitSynchronised();
    assertThat(target.resolve("surplus")).doesNotExist();

    Files.delete(source.resolve("later"));
    Files.delete(source.resolve("d/e"));
    Files.delete(source.resolve("d"));
    Files.createDirectory(source.resolve("d"));
    Files.writeString(source.resolve("last"), "z");
    events.awaitLine("UPDATED last");
    events.awaitEqual(() -> assertThat(target.resolve("last")).hasContent("z"));
    assertThat(events.lines()).doesNotContain("DELETED later");
    assertThat(target.resolve("later")).hasContent("y");
    assertThat(target.resolve("d/e")).isDirectory();
  }

  @Test
  void hazard_4_3_aFileThatStaysOpenIsSentWhenItIsStillInModifyMode() throws Exception {
    Pace pace = new Pace(Duration.ZERO, 0, Duration.ofHours(1), EventMode.MODIFY);
    watch(MirrorSettings.builder().pace(pace));
    events.awaitSynchronised();
    try (RandomAccessFile file = new RandomAccessFile(source.resolve("log").toFile(), "rw")) {
      file.writeBytes("first ");
      events.awaitEqual(() -> assertThat(target.resolve("log")).hasContent("first "));
      file.writeBytes("second");
      events.awaitEqual(() -> assertThat(target.resolve("log")).hasContent("first second"));
    }
  }

  @Test
  void hazard_2_11_aFileThatStaysOpenIsSentAfterTheOpenFileDelayInCloseMode() throws Exception {
    Pace pace = new Pace(Duration.ZERO, 0, Duration.ofMillis(700), EventMode.CLOSE_WRITE);
    watch(MirrorSettings.builder().pace(pace));
    events.awaitSynchronised();
    try (RandomAccessFile file = new RandomAccessFile(source.resolve("log").toFile(), "rw")) {
      file.writeBytes("first ");
      events.awaitEqual(() -> assertThat(target.resolve("log")).hasContent("first "));
    }
  }

  @Test
  void hazard_4_2_changesOfADelayArriveInOneBatch() throws Exception {
    NoticeList hook = new NoticeList();
    Pace pace = Pace.delayed(Duration.ofMillis(600), 0);
    watch(MirrorSettings.builder().pace(pace).initialPass(false).hook(hook));
    for (int i = 0; i < 5; i++) {
      Files.writeString(source.resolve("f" + i), "x");
    }
    awaitEqual();
    watcher.close();

    assertThat(hook.lines).contains("after OK [f0, f1, f2, f3, f4] []");
  }

  @Test
  void attributesThatDoNotCountAreNotSent() throws Exception {
    Path file = Files.writeString(source.resolve("f"), "x");
    EventChoice choice = new EventChoice(true, true, true, true, true, false);
    watch(MirrorSettings.builder().events(choice));
    events.awaitSynchronised();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxrwxrwx"));
    Files.writeString(source.resolve("g"), "y");
    events.awaitLine("UPDATED g");

    assertThat(Files.getPosixFilePermissions(target.resolve("f")))
        .isNotEqualTo(Files.getPosixFilePermissions(file));
  }

  @Test
  void hooksHearOfEveryBatchBeforeAndAfter() throws Exception {
    Files.writeString(source.resolve("old"), "x");
    NoticeList hook = new NoticeList();
    watch(MirrorSettings.builder().deletesLater(true).hook(hook).hook(new BrokenHook()));
    events.awaitSynchronised();
    Files.delete(source.resolve("old"));
    events.awaitLine("DELETED old");
    Files.writeString(source.resolve("new"), "x");
    events.awaitLine("UPDATED new");
    watcher.close();

    assertThat(hook.lines)
        .containsSubsequence(
            "start", "before [.] []", "after OK [.] []", "before [] [old]", "after OK [] [old]")
        .contains("before [new] []", "after OK [new] []")
        .endsWith("close");
    events.awaitLine("HookFailed[hook=BrokenHook, reason=broke down");
  }

  @Test
  void afterABatchHooksHearOnlyOfWhatHasArrived() throws Exception {
    Files.createDirectories(target.resolve("poison/full"));
    NoticeList hook = new NoticeList();
    Pace pace = Pace.delayed(Duration.ofMillis(300), 0);
    watch(MirrorSettings.builder().pace(pace).initialPass(false).hook(hook));
    Files.writeString(source.resolve("poison"), "a file where a directory stands");
    Files.writeString(source.resolve("sound"), "x");
    events.awaitLine("UPDATED sound");
    watcher.close();

    assertThat(hook.lines).contains("before [poison, sound] []", "after PARTIAL [sound] []");
  }

  @Test
  void everythingIsComparedAgainAndAgainWhereThatIsAskedFor() throws Exception {
    FilterRule tmp = new FilterRule(FilterRule.Kind.EXCLUDE, "*.tmp".getBytes(UTF_8), 0);
    FullPass pass = new FullPass(Duration.ofMillis(500), new FilterList(List.of(tmp)));
    EventChoice choice = new EventChoice(false, false, false, false, false, false);
    Pace pace = Pace.AT_ONCE.withMode(EventMode.NEITHER);
    watch(MirrorSettings.builder().pace(pace).events(choice).fullPass(pass));
    events.awaitSynchronised();
    Files.writeString(source.resolve("left.tmp"), "x");
    Files.writeString(source.resolve("unheard"), "y");
    events.awaitEqual(() -> assertThat(target.resolve("unheard")).hasContent("y"));
    assertThat(target.resolve("left.tmp")).doesNotExist();
  }

  @Test
  void namesWhoseEventsAreFilteredAreNotSent() throws Exception {
    EventFilter filter = (path, type) -> path.toString().endsWith("~");
    watch(MirrorSettings.builder().eventFilter(filter));
    events.awaitSynchronised();
    Files.writeString(source.resolve("f~"), "x");
    Files.writeString(source.resolve("f"), "y");
    events.awaitLine("UPDATED f");

    assertThat(target.resolve("f~")).doesNotExist();
  }

  /** Keeps what it hears as lines. */
  private static final class NoticeList implements BatchHook {
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void start(WatchListener listener) {
      lines.add("start");
    }

    @Override
    public void before(BatchNotice batch) {
      lines.add("before " + names(batch.updated()) + " " + names(batch.deleted()));
    }

    @Override
    public void after(BatchNotice batch) {
      lines.add(
          "after " + batch.result() + " " + names(batch.updated()) + " " + names(batch.deleted()));
    }

    @Override
    public void close() {
      lines.add("close");
    }

    private static List<String> names(List<TreePath> paths) {
      return paths.stream().map(TreePath::toString).sorted().toList();
    }
  }

  private static final class BrokenHook implements BatchHook {
    @Override
    public void before(BatchNotice batch) {
      throw new IllegalStateException("broken");
    }
  }
}
