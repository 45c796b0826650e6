// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.doctor;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.watch.Mirror;
import dev.rivulet.watch.source.SourceChoice;
import dev.rivulet.watch.source.SourceKind;
import dev.rivulet.watch.source.WatchScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the kernel allows as many watches, queues and waiting events as the sources need; prints
 * the lines for sysctl(8) and sets nothing.
 */
final class WatchLimitCheck implements MirrorCheck {
  private static final String PLACE = "fs.inotify";
  private static final String REMEDY =
      "put into /etc/sysctl.d/60-rsync-watch.conf, then sysctl --system: ";

  /** What the kernel has unless told otherwise; fewer make overflows likely. */
  private static final long USUAL_QUEUE = 16_384;

  /** More than this pins gigabytes of kernel memory for one reader that has stopped. */
  private static final long LARGEST_QUEUE = 4_000_000;

  /** Queues that other programs of the user need. */
  private static final long OTHER_INSTANCES = 32;

  private final InotifyLimits limits;

  WatchLimitCheck(InotifyLimits limits) {
    this.limits = limits;
  }

  @Override
  public void examine(List<Mirror> mirrors, Findings findings) {
    long directories = 0;
    int queues = 0;
    for (Mirror mirror : mirrors) {
      try {
        if (usesInotify(mirror)) {
          queues++;
          directories += MirrorSource.countDirectories(mirror);
        }
      } catch (IOException told) {
        // What is wrong with the source is the matter of another check.
      }
    }
    if (queues > 0) {
      watches(directories, findings);
      others(queues, findings);
    }
  }

  private static boolean usesInotify(Mirror mirror) throws IOException {
    WatchScope scope = WatchScope.of(mirror.source(), LocalFiles.currentDirectory());
    SourceKind kind = SourceChoice.of(mirror.settings().eventSource(), scope).kind();
    return kind == SourceKind.INOTIFY;
  }

  private void watches(long directories, Findings findings) {
    String count =
        directories + " directories need a watch each, " + limits.watches() + " are allowed";
    if (directories > limits.watches()) {
      findings.problem(
          PLACE,
          count + ": the rest is only compared from time to time",
          REMEDY + "fs.inotify.max_user_watches = " + roomFor(directories));
    } else if (directories > limits.watches() / 10 * 8) {
      findings.problem(
          PLACE,
          count + ", by all programs of the user together",
          REMEDY + "fs.inotify.max_user_watches = " + roomFor(directories));
    } else {
      findings.note(PLACE, count);
    }
  }

  private void others(int queues, Findings findings) {
    if (queues + OTHER_INSTANCES > limits.instances()) {
      findings.problem(
          PLACE,
          queues
              + " event queues are needed, "
              + limits.instances()
              + " are allowed for everything",
          REMEDY + "fs.inotify.max_user_instances = " + (queues + 2 * OTHER_INSTANCES));
    }
    if (limits.queuedEvents() < USUAL_QUEUE) {
      findings.problem(
          PLACE,
          "only " + limits.queuedEvents() + " events may wait: overflows make comparisons",
          REMEDY + "fs.inotify.max_queued_events = " + USUAL_QUEUE);
    } else if (limits.queuedEvents() > LARGEST_QUEUE) {
      findings.problem(
          PLACE,
          limits.queuedEvents()
              + " events may wait: one reader that has stopped can pin gigabytes of memory",
          REMEDY + "fs.inotify.max_queued_events = " + 16 * USUAL_QUEUE);
    }
  }

  /** Twice as many, as a power of two. */
  private static long roomFor(long directories) {
    return Long.highestOneBit(Math.max(8192, directories) * 2 - 1) * 2;
  }

  /** The check with the limits of this system; none where they cannot be read. */
  static List<MirrorCheck> ofThisSystem() {
    List<MirrorCheck> checks = new ArrayList<>();
    try {
      checks.add(new WatchLimitCheck(InotifyLimits.read()));
    } catch (IOException noInotify) {
      checks.clear();
    }
    return checks;
  }
}
