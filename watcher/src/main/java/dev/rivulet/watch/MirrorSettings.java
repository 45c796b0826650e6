// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import dev.rivulet.watch.hook.BatchHook;
import dev.rivulet.watch.source.NamePatterns;
import dev.rivulet.watch.source.SourceKind;
import dev.rivulet.watch.source.WatchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a mirror is kept, beyond what the options of its transfers say.
 *
 * @param pace how soon changes are sent
 * @param events which kinds of events count
 * @param eventFilter which names have events that do not
 * @param initialPass whether everything is compared once at the start; without it nothing proves
 *     that source and target are equal
 * @param deletesLater whether what vanishes while the mirror runs is deleted at the targets; the
 *     options say what a complete comparison deletes
 * @param eventSource how changes are heard of
 * @param pollEvery from one comparison to the next of what no event tells of; never more than a
 *     fifth of the time is spent on it
 * @param polled files and directories that are compared as often although events tell of them
 * @param deletionGuard when deletions wait for permission
 * @param warmLogin whether the connection kept ready for the next batch is logged in already, which
 *     saves round trips and costs a line in the daemon's log each time
 * @param hooks told of every batch
 * @param trustJournal whether a start with a sound journal compares only what has changed since;
 *     else everything is compared, which costs names and times
 * @param fullPasses comparisons that are repeated while the mirror runs
 * @param verifyEvery from one verification to the next; zero for none
 * @param verifyContents whether these compare contents, which both ends have to read for it
 * @param largeFile from how many bytes on a file is sent beside all others, so that it does not
 *     hold them up; 0 to send all together
 * @param twoWay whether another mirror keeps the source equal to the target, see {@link TwoWay}
 * @param renames whether targets are asked to make a new name from what they have by the old one;
 *     else, and where they cannot, everything is sent by its new name
 * @param publish names that arrive, or go, after everything that was changed before them, and
 *     before anything else goes; nothing is made from old names then
 * @param appendOnly files that only ever grow, such as logs: of one that was sent, is the same file
 *     and has become no shorter, only what is new is read and sent
 */
public record MirrorSettings(
    Pace pace,
    EventChoice events,
    EventFilter eventFilter,
    boolean initialPass,
    boolean deletesLater,
    SourceKind eventSource,
    Duration pollEvery,
    NamePatterns polled,
    DeletionGuard deletionGuard,
    boolean warmLogin,
    List<BatchHook> hooks,
    boolean trustJournal,
    List<FullPass> fullPasses,
    Duration verifyEvery,
    boolean verifyContents,
    long largeFile,
    boolean twoWay,
    boolean renames,
    NamePatterns publish,
    NamePatterns appendOnly) {

  /** The size of a large file unless another one is set. */
  public static final long LARGE_FILE = 64L << 20;

  /**
   * @throws IllegalArgumentException for a negative size
   */
  public MirrorSettings {
    hooks = List.copyOf(hooks);
    fullPasses = List.copyOf(fullPasses);
    if (largeFile < 0) {
      throw new IllegalArgumentException("a negative size");
    }
  }

  /** Whether a file of this size is sent beside all others. */
  public boolean isLarge(long size) {
    return largeFile > 0 && size >= largeFile;
  }

  /** Starts with everything at once, a first comparison and no deletions. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts with these settings. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.pace = pace;
    builder.events = events;
    builder.eventFilter = eventFilter;
    builder.initialPass = initialPass;
    builder.deletesLater = deletesLater;
    builder.eventSource = eventSource;
    builder.pollEvery = pollEvery;
    builder.polled = polled;
    builder.deletionGuard = deletionGuard;
    builder.warmLogin = warmLogin;
    builder.hooks.addAll(hooks);
    builder.trustJournal = trustJournal;
    builder.fullPasses.addAll(fullPasses);
    builder.verifyEvery = verifyEvery;
    builder.verifyContents = verifyContents;
    builder.largeFile = largeFile;
    builder.twoWay = twoWay;
    builder.renames = renames;
    builder.publish = publish;
    builder.appendOnly = appendOnly;
    return builder;
  }

  /** Collects settings; not safe for several threads. */
  public static final class Builder {
    private Pace pace = Pace.AT_ONCE;
    private EventChoice events = EventChoice.ALL;
    private EventFilter eventFilter = EventFilter.NONE;
    private boolean initialPass = true;
    private boolean deletesLater;
    private SourceKind eventSource = SourceKind.AUTO;
    private Duration pollEvery = WatchScope.POLL_EVERY;
    private NamePatterns polled = NamePatterns.NONE;
    private DeletionGuard deletionGuard = DeletionGuard.NONE;
    private boolean warmLogin;
    private final List<BatchHook> hooks = new ArrayList<>();
    private boolean trustJournal;
    private final List<FullPass> fullPasses = new ArrayList<>();
    private Duration verifyEvery = Duration.ZERO;
    private boolean verifyContents;
    private long largeFile = LARGE_FILE;
    private boolean twoWay;
    private boolean renames = true;
    private NamePatterns publish = NamePatterns.NONE;
    private NamePatterns appendOnly = NamePatterns.NONE;

    private Builder() {}

    public Builder pace(Pace value) {
      pace = value;
      return this;
    }

    public Builder events(EventChoice value) {
      events = value;
      return this;
    }

    /** None are dropped by default. */
    public Builder eventFilter(EventFilter value) {
      eventFilter = value;
      return this;
    }

    public Builder initialPass(boolean value) {
      initialPass = value;
      return this;
    }

    public Builder deletesLater(boolean value) {
      deletesLater = value;
      return this;
    }

    public Builder eventSource(SourceKind value) {
      eventSource = value;
      return this;
    }

    /** Ten seconds by default. */
    public Builder pollEvery(Duration value) {
      pollEvery = value;
      return this;
    }

    /** None by default. */
    public Builder polled(NamePatterns value) {
      polled = value;
      return this;
    }

    public Builder deletionGuard(DeletionGuard value) {
      deletionGuard = value;
      return this;
    }

    public Builder warmLogin(boolean value) {
      warmLogin = value;
      return this;
    }

    /** Adds one hook. */
    public Builder hook(BatchHook value) {
      hooks.add(value);
      return this;
    }

    public Builder trustJournal(boolean value) {
      trustJournal = value;
      return this;
    }

    /** Adds one repeated comparison. */
    public Builder fullPass(FullPass value) {
      fullPasses.add(value);
      return this;
    }

    public Builder verifyEvery(Duration value) {
      verifyEvery = value;
      return this;
    }

    public Builder verifyContents(boolean value) {
      verifyContents = value;
      return this;
    }

    /** Bytes; 64 MiB by default. */
    public Builder largeFile(long value) {
      largeFile = value;
      return this;
    }

    public Builder twoWay(boolean value) {
      twoWay = value;
      return this;
    }

    public Builder renames(boolean value) {
      renames = value;
      return this;
    }

    /** None by default. */
    public Builder publish(NamePatterns value) {
      publish = value;
      return this;
    }

    /** See {@link MirrorSettings#appendOnly}; none by default. */
    public Builder appendOnly(NamePatterns value) {
      appendOnly = value;
      return this;
    }

    public MirrorSettings build() {
      return new MirrorSettings(
          pace,
          events,
          eventFilter,
          initialPass,
          deletesLater,
          eventSource,
          pollEvery,
          polled,
          deletionGuard,
          warmLogin,
          hooks,
          trustJournal,
          fullPasses,
          verifyEvery,
          verifyContents,
          largeFile,
          twoWay,
          renames,
          publish,
          appendOnly);
    }
  }
}
