// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.daemon;

import dev.rivulet.daemon.config.ModuleConfig;
import dev.rivulet.daemon.host.Confinement;
import dev.rivulet.daemon.log.Diagnostics;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.StoreException;
import dev.rivulet.rsync.store.system.PipedProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The commands of a module for one connection: {@code early exec}, {@code pre-xfer exec}, {@code
 * name converter}, {@code post-xfer exec} (rsyncd.conf(5)). They run as the daemon, whoever the
 * session acts as. Owned by the session's thread.
 */
final class ModuleHooks {
  /** What the last command is told of a connection that was turned away. */
  static final int TURNED_AWAY = 255;

  /** What it is told when there is no code. */
  static final int CRASHED = -1;

  /** How much of what a command prints is shown to the client. */
  private static final int MAX_SHOWN = 5120;

  private final ModuleConfig module;
  private final HookSettings settings;
  private final HookEnvironment environment;
  private final HookThread thread;
  private Optional<PipedProcess> converter = Optional.empty();

  private ModuleHooks(
      ModuleConfig module, HookSettings settings, HookEnvironment environment, HookThread thread) {
    this.module = module;
    this.settings = settings;
    this.environment = environment;
    this.thread = thread;
  }

  /**
   * The commands for a client that may enter. To be called before the thread takes an identity.
   *
   * @return empty when the module has none
   * @param place what the commands are confined to, as all of the daemon
   * @throws HookException when a client has a say in what a shell would do
   */
  static Optional<ModuleHooks> of(
      Login login, HookSettings settings, Confinement place, String threadName) throws IOException {
    ModuleConfig module = login.module();
    boolean any =
        !(module.earlyExec().isEmpty()
            && module.preXferExec().isEmpty()
            && module.postXferExec().isEmpty()
            && module.nameConverter().isEmpty());
    if (!any || !settings.enabled()) {
      return Optional.empty();
    }
    Optional<String> unsafe = module.unsafeVariable();
    if (unsafe.isPresent()) {
      throw new HookException(
          ExitCode.UNSUPPORTED,
          "refusing to run shell hook: %" + unsafe.get() + "% holds a shell metacharacter");
    }
    return Optional.of(
        new ModuleHooks(
            module,
            settings,
            new HookEnvironment(login.variables()),
            new HookThread(threadName, place)));
  }

  /**
   * Runs {@code early exec}.
   *
   * @param input what the client sent for it
   * @return its status if it failed, as wait(2) has it
   */
  Optional<Integer> early(byte[] input) throws IOException {
    if (module.earlyExec().isEmpty()) {
      return Optional.empty();
    }
    HookEnvironment early = environment.withRequest("(NONE)");
    int status = thread.call(() -> run(module.earlyExec(), early, input));
    return status == 0 ? Optional.empty() : Optional.of(visible(status));
  }

  /**
   * Runs {@code pre-xfer exec}.
   *
   * @param request the path arguments as they came
   * @param words all of a client's words, the paths among them as they were understood
   * @return what to tell the client if it failed
   */
  Optional<String> beforeTransfer(String request, List<byte[]> words) throws IOException {
    if (module.preXferExec().isEmpty()) {
      return Optional.empty();
    }
    HookEnvironment pre = environment.withRequest(request).withWords(words);
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    int status = thread.call(() -> runAndListen(module.preXferExec(), pre, shown));
    if (status == 0) {
      return Optional.empty();
    }
    String failure = "pre-xfer exec returned failure (" + visible(status) + ")";
    String output = ByteText.of(shown.toByteArray()).stripTrailing();
    return Optional.of(output.isEmpty() ? failure : failure + ":\n" + output);
  }

  /**
   * Starts the {@code name converter}.
   *
   * @param rights tells what the session may do
   * @param broken is run when the converter has failed
   */
  Optional<NameConverter> names(IdMapper rights, Runnable broken) throws IOException {
    if (module.nameConverter().isEmpty()) {
      return Optional.empty();
    }
    List<byte[]> command = line(module.nameConverter());
    PipedProcess process =
        thread.call(
            () -> PipedProcess.start(command, environment.withRequest("(NONE)").forChild()));
    converter = Optional.of(process);
    return Optional.of(new NameConverter(process, rights, broken));
  }

  /**
   * Runs {@code post-xfer exec} and ends. Nothing of this connection comes later.
   *
   * @param exitCode of the session, or {@link #TURNED_AWAY}, or {@link #CRASHED}
   */
  void afterwards(int exitCode) throws IOException {
    try {
      if (!module.postXferExec().isEmpty()) {
        HookEnvironment post = environment.withEnding(exitCode);
        thread.call(() -> run(module.postXferExec(), post, new byte[0]));
      }
    } finally {
      converter.ifPresent(process -> thread.later(process::waitForEnd));
      thread.close();
    }
  }

  private int run(String command, HookEnvironment variables, byte[] input) throws StoreException {
    PipedProcess process =
        PipedProcess.start(line(command), variables.forChild(), settings.output());
    try {
      process.write(input);
    } catch (StoreException e) {
      Diagnostics.debug("a command did not read its input", e);
    }
    return process.waitForEnd();
  }

  private int runAndListen(String command, HookEnvironment variables, ByteArrayOutputStream shown)
      throws StoreException {
    PipedProcess process = PipedProcess.start(line(command), variables.forChild());
    process.closeInput();
    byte[] piece = new byte[MAX_SHOWN];
    int count = process.read(piece);
    while (count > 0) {
      shown.write(piece, 0, Math.min(count, MAX_SHOWN - shown.size()));
      count = process.read(piece);
    }
    return process.waitForEnd();
  }

  private List<byte[]> line(String command) {
    return List.of(
        ByteText.bytes(settings.shell()), new byte[] {'-', 'c'}, ByteText.bytes(command));
  }

  /** The shell of the reference program stands between, and knows of signals only as a failure. */
  private static int visible(int status) {
    boolean byItself = (status & 0x7f) == 0;
    return byItself ? status : 1 << 8;
  }
}
