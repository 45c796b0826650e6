// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.hook;

import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.watch.WatchListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a command before or after each batch.
 *
 * <p>The command learns of the batch by variables: {@code RIVULET_MIRROR}, {@code RIVULET_TARGET},
 * {@code RIVULET_SOURCE}, {@code RIVULET_MOMENT} ({@code before} or {@code after}), {@code
 * RIVULET_UPDATED} and {@code RIVULET_DELETED} (how many), {@code RIVULET_STARTED} (ISO 8601), and
 * after the batch {@code RIVULET_EXIT_CODE} and {@code RIVULET_MILLIS}. Names come by {@link
 * Names}. Safe for several threads.
 */
public final class CommandHook implements BatchHook {

  /** When the command runs. */
  public enum Moment {
    /** The batch waits for the command, however it ends. */
    BEFORE,
    AFTER
  }

  /** How the command learns the names of the batch. */
  public enum Names {
    NONE,
    /** On its standard input, what is deleted behind what is updated. */
    STANDARD_INPUT,
    /** In two files, which {@code RIVULET_UPDATED_FILE} and {@code RIVULET_DELETED_FILE} name. */
    FILES
  }

  private final Command command;
  private final Moment moment;
  private final Names names;
  private final boolean nul;
  private final HookQueue queue;

  private CommandHook(Builder builder) {
    command = builder.command;
    moment = builder.moment;
    names = builder.names;
    nul = builder.nul;
    queue = new HookQueue(command.toString(), builder.atOnce, builder.waiting, builder.closeLimit);
  }

  /** Runs {@code command} after each batch, without names, one at a time. */
  public static Builder builder(Command command) {
    return new Builder(command);
  }

  /** What is run. */
  public Command command() {
    return command;
  }

  @Override
  public void start(WatchListener listener) {
    queue.report(listener);
  }

  @Override
  public void before(BatchNotice batch) throws InterruptedException {
    if (moment == Moment.BEFORE) {
      queue.doHere(() -> run(batch));
    }
  }

  @Override
  public void after(BatchNotice batch) {
    if (moment == Moment.AFTER) {
      queue.add(() -> run(batch));
    }
  }

  private void run(BatchNotice batch) throws IOException, InterruptedException {
    Map<String, byte[]> variables = variables(batch);
    switch (names) {
      case NONE -> command.run(variables);
      case STANDARD_INPUT -> runWithInput(batch, variables);
      case FILES -> runWithFiles(batch, variables);
    }
  }

  private void runWithInput(BatchNotice batch, Map<String, byte[]> variables)
      throws IOException, InterruptedException {
    try (NameFile input = NameFile.of(nul, List.of(batch.updated(), batch.deleted()))) {
      command.run(variables, input.path());
    }
  }

  private void runWithFiles(BatchNotice batch, Map<String, byte[]> variables)
      throws IOException, InterruptedException {
    try (NameFile updated = names(batch.updated());
        NameFile deleted = names(batch.deleted())) {
      variables.put("RIVULET_UPDATED_FILE", updated.path());
      variables.put("RIVULET_DELETED_FILE", deleted.path());
      command.run(variables);
    }
  }

  private NameFile names(List<TreePath> paths) throws IOException {
    return NameFile.of(nul, List.of(paths));
  }

  private static Map<String, byte[]> variables(BatchNotice batch) {
    Map<String, byte[]> variables = new HashMap<>();
    variables.put("RIVULET_MIRROR", bytes(batch.mirror()));
    variables.put("RIVULET_TARGET", bytes(batch.target()));
    variables.put("RIVULET_SOURCE", batch.source());
    variables.put("RIVULET_MOMENT", bytes(batch.isDone() ? "after" : "before"));
    variables.put("RIVULET_UPDATED", bytes(Integer.toString(batch.updated().size())));
    variables.put("RIVULET_DELETED", bytes(Integer.toString(batch.deleted().size())));
    variables.put("RIVULET_STARTED", bytes(batch.started().toString()));
    if (batch.isDone()) {
      variables.put("RIVULET_EXIT_CODE", bytes(Integer.toString(batch.result().code())));
      variables.put("RIVULET_MILLIS", bytes(Long.toString(batch.took().toMillis())));
    }
    return variables;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    queue.close();
  }

  /** Collects how a command is run; not safe for several threads. */
  public static final class Builder {
    private final Command command;
    private Moment moment = Moment.AFTER;
    private Names names = Names.NONE;
    private boolean nul = true;
    private int atOnce = 1;
    private int waiting = 100;
    private Duration closeLimit = Duration.ofSeconds(5);

    private Builder(Command command) {
      this.command = command;
    }

    /** After the batch by default. */
    public Builder moment(Moment value) {
      moment = value;
      return this;
    }

    /** None by default. */
    public Builder names(Names value) {
      names = value;
      return this;
    }

    /**
     * Whether a NUL ends each name, which is the default, or a newline: then a name that holds one
     * is written as rsync prints it, with {@code \#012} for the newline.
     */
    public Builder nulSeparated(boolean value) {
      nul = value;
      return this;
    }

    /** How many commands may run at the same time; 1 by default, which keeps them in order. */
    public Builder atOnce(int value) {
      atOnce = value;
      return this;
    }

    /** How many batches may wait for their command before one is left out; 100 by default. */
    public Builder waiting(int value) {
      waiting = value;
      return this;
    }

    /** How long the end of the watcher waits for a running command; 5 seconds by default. */
    public Builder closeLimit(Duration value) {
      closeLimit = value;
      return this;
    }

    public CommandHook build() {
      return new CommandHook(this);
    }
  }
}
