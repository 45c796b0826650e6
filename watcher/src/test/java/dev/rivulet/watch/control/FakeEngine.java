// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.control;

import dev.rivulet.watch.Difference;
import dev.rivulet.watch.FailingPath;
import dev.rivulet.watch.FlushResult;
import dev.rivulet.watch.MirrorDetails;
import dev.rivulet.watch.MirrorStatus;
import dev.rivulet.watch.PathReport;
import dev.rivulet.watch.PathState;
import dev.rivulet.watch.TargetFindings;
import dev.rivulet.watch.TargetState;
import dev.rivulet.watch.TargetStatus;
import dev.rivulet.watch.Verification;
import dev.rivulet.watch.WatchControl;
import dev.rivulet.watch.WatcherStatus;
import dev.rivulet.watch.source.SourceKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine with one mirror and two targets, of which one is away; notes what it is asked. */
public final class FakeEngine implements WatchControl {
  public static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  public static final TargetStatus WELL =
      new TargetStatus(
          "rsync://one/data/",
          TargetState.UP,
          "",
          0,
          0,
          Duration.ZERO,
          Optional.of(NOW.minusSeconds(90)),
          Optional.of(NOW.minusSeconds(7200)),
          12,
          3,
          4096,
          512,
          List.of(),
          0,
          TargetFindings.NONE);

  public static final TargetStatus AWAY =
      new TargetStatus(
          "rsync://two/data/",
          TargetState.RETRYING,
          "connection refused",
          7,
          1,
          Duration.ofMillis(2500),
          Optional.empty(),
          Optional.empty(),
          0,
          0,
          0,
          0,
          List.of(new FailingPath("a/b", "Permission denied (13)", NOW.minusSeconds(3))),
          2,
          new TargetFindings(Optional.of(NOW.minusSeconds(60)), 4, 1, List.of("a/new")));

  public static final WatcherStatus STATUS =
      new WatcherStatus(
          List.of(
              new MirrorStatus(
                  "www",
                  "/srv/www/",
                  SourceKind.INOTIFY,
                  42,
                  1,
                  List.of("mnt/nfs"),
                  List.of(WELL, AWAY))));

  private static final Verification EQUAL =
      new Verification("www", WELL.name(), Duration.ofMillis(40), 0, List.of(), 0, 1, "");

  private static final Verification DIFFERENT =
      new Verification(
          "www",
          AWAY.name(),
          Duration.ofSeconds(3),
          2,
          List.of(new Difference("a/b", Difference.Kind.CONTENT)),
          1,
          0,
          "some went away");

  private final List<String> asked = new CopyOnWriteArrayList<>();

  public List<String> asked() {
    return asked;
  }

  private int about(String command, String name) {
    asked.add(command + " " + name);
    return STATUS.only(name).mirrors().stream().mapToInt(mirror -> mirror.targets().size()).sum();
  }

  @Override
  public WatcherStatus status() {
    return STATUS;
  }

  /** Nobody asks for them over the socket. */
  @Override
  public Optional<MirrorDetails> details(String mirror, int mostPaths) {
    return Optional.empty();
  }

  @Override
  public int pause(String name) {
    return about("pause", name);
  }

  @Override
  public int resume(String name) {
    return about("resume", name);
  }

  @Override
  public List<Verification> verify(String name, boolean contents) {
    int targets = about(contents ? "verify contents" : "verify", name);
    return List.of(EQUAL, DIFFERENT).subList(0, targets);
  }

  @Override
  public int release(String name) {
    about("release", name);
    return 0;
  }

  @Override
  public FlushResult flush(String name, Duration timeout) {
    int targets = about("flush " + timeout, name);
    return new FlushResult(targets, name.equals(WELL.name()) ? List.of() : List.of(AWAY));
  }

  @Override
  public List<PathReport> why(byte[] path) {
    asked.add("why " + new String(path, StandardCharsets.ISO_8859_1));
    return List.of(
        new PathReport("www", "rsync://one/data/", "a", PathState.CONFIRMED, "", Optional.of(NOW)),
        new PathReport(
            "www", "rsync://two/data/", "a", PathState.EXCLUDED, "- *.o", Optional.empty()));
  }
}
