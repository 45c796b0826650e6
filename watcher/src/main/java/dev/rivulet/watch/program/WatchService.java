// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.watch.WatchEvent;
import dev.rivulet.watch.WatchListener;
import dev.rivulet.watch.Watcher;
import dev.rivulet.watch.config.ProgramSettings;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.control.ControlException;
import dev.rivulet.watch.control.ControlServer;
import dev.rivulet.watch.control.ControlSocket;
import dev.rivulet.watch.control.StatusJson;
import dev.rivulet.watch.log.Log;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Runs a configuration as a program of the system does: with a pid file, a status file, a control
 * socket and signs of life to the service manager, until a signal ends it.
 *
 * <p>SIGHUP reads the configuration again, and opens the log anew; SIGUSR1 opens the log anew.
 * SIGTERM and SIGINT end it: nothing is read any more, the transfers that run are finished or,
 * after {@link #PATIENCE}, broken off between two files; a second one ends it at once. Used once,
 * by one thread.
 */
public final class WatchService {
  /** How long running transfers may take when the service is told to end. */
  static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Nobody needs more at one time; what comes beyond it is the same again. */
  private static final int MOST_REQUESTS = 16;

  private final ConfigSource source;
  private final WatchConfig first;
  private final Log log;
  private final Optional<WatchListener> listener;
  private final StatusFormat statusFormat;
  private final Ready ready;
  private final Consumer<String> atOnce;
  private final ServiceNotifier notifier =
      ServiceNotifier.of(System.getenv(), ProcessHandle.current().pid());
  private final BlockingQueue<Request> requests = new ArrayBlockingQueue<>(MOST_REQUESTS);
  private final AtomicInteger endings = new AtomicInteger();

  /** What is open, the last first. */
  private final Deque<Closeable> open = new ArrayDeque<>();

  private WatchConfig running;
  private volatile Companions companions;

  /** Called when every source is watched. */
  @FunctionalInterface
  public interface Ready {
    void tell() throws IOException;
  }

  /** Something that the thread of the service is to do. */
  private sealed interface Request {
    record ReadAgain() implements Request {}

    record OpenLog() implements Request {}

    record End(String signal) implements Request {}

    record GiveUp(WatchEvent.Failing reason) implements Request {}

    /** A companion has ended by itself. */
    record Left(int exitCode) implements Request {}
  }

  private WatchService(Builder builder) {
    this.source = builder.source;
    this.first = builder.config;
    this.log = builder.log;
    this.listener = builder.listener;
    this.statusFormat = builder.statusFormat;
    this.ready = builder.ready;
    this.atOnce = builder.atOnce;
  }

  /**
   * A service for a configuration that has been read already.
   *
   * @param source where it is read again
   * @param log takes every line; the caller closes it
   */
  public static Builder builder(WatchConfig config, ConfigSource source, Log log) {
    return new Builder(config, source, log);
  }

  /** The configuration itself has asked for the end. */
  public static final class EndedException extends RsyncException {
    private static final long serialVersionUID = 1L;

    private final int code;

    EndedException(int code) {
      super(ExitCode.SIGNAL, "the configuration ends the program with exit code " + code);
      this.code = code;
    }

    /** What the program is to exit with. */
    public int code() {
      return code;
    }
  }

  /**
   * Runs until a signal ends it.
   *
   * @return the name of the signal, without SIG
   * @throws EndedException if something in the configuration asks for the end
   * @throws IOException if it cannot start; if a target cannot be reached at the start and the
   *     settings do not insist
   */
  public String run() throws IOException, InterruptedException {
    running = first;
    ProgramSettings settings = running.settings();
    try {
      if (settings.pidFile().isPresent()) {
        open.push(PidFile.create(settings.pidFile().get(), ProcessHandle.current().pid()));
      }
      running.remarks().forEach(remark -> log.write(Log.Level.PROBLEM, remark.line()));
      takeSignals();
      Watcher watcher = start();
      open.push(() -> close(watcher));
      companions = Companions.start(running.companions(), log, this::left);
      open.push(() -> companions.close());
      openControl(watcher, settings);
      open.push(startPulse(watcher, settings));
      ready.tell();
      notifier.ready(summary());
      return serve(watcher);
    } finally {
      closeAll();
    }
  }

  private void takeSignals() {
    Signals.handle("HUP", signal -> requests.offer(new Request.ReadAgain()));
    Signals.handle("USR1", signal -> requests.offer(new Request.OpenLog()));
    Signals.handle("TERM", this::end);
    Signals.handle("INT", this::end);
  }

  private void end(String signal) {
    if (endings.incrementAndGet() > 1 || !requests.offer(new Request.End(signal))) {
      atOnce.accept(signal);
    }
  }

  private void left(int exitCode) {
    requests.offer(new Request.Left(exitCode));
  }

  private Watcher start() throws IOException {
    ProgramSettings settings = running.settings();
    WatchListener lines = listener.orElseGet(() -> new WatchPrinter(log, !settings.logChanges()));
    WatchListener contact =
        settings.insist()
            ? WatchListener.NONE
            : new FirstContact(failing -> requests.offer(new Request.GiveUp(failing)));
    Watcher.Builder builder =
        Watcher.builder()
            .maxTransfers(settings.maxTransfers())
            .listener(
                event -> {
                  lines.on(event);
                  contact.on(event);
                });
    settings.stateDirectory().ifPresent(builder::stateDirectory);
    return builder.mirrors(running.mirrors()).start();
  }

  /** Several services may run that have said nothing about their places: only one is asked then. */
  private void openControl(Watcher watcher, ProgramSettings settings) throws IOException {
    if (settings.controlSocket().isPresent()) {
      open.push(ControlServer.start(new ControlSocket(settings.controlSocket().get()), watcher));
      return;
    }
    try {
      open.push(ControlServer.start(ControlSocket.usual(), watcher));
    } catch (ControlException e) {
      log.write(Log.Level.PROBLEM, "cannot be asked for its status: " + e.getMessage());
    }
  }

  private Pulse startPulse(Watcher watcher, ProgramSettings settings) {
    Pulse pulse = new Pulse(watcher, () -> companions.status(), log);
    Optional<StatusFile> file =
        settings.statusFile().map(path -> new StatusFile(path, statusFormat));
    pulse.start(file, settings.statusInterval(), notifier);
    return pulse;
  }

  private String summary() {
    return running.mirrors().size() + " mirrors";
  }

  // ---------------------------------------------------------------- requests

  private String serve(Watcher watcher) throws IOException, InterruptedException {
    while (true) {
      Request request = requests.take();
      if (request instanceof Request.End end) {
        log.write(Log.Level.NORMAL, "ending: received SIG" + end.signal());
        return end.signal();
      } else if (request instanceof Request.GiveUp given) {
        WatchEvent.Failing reason = given.reason();
        throw new RsyncException(
            ExitCode.SOCKET_IO, reason.target() + " cannot be reached: " + reason.reason());
      } else if (request instanceof Request.Left left) {
        throw new EndedException(left.exitCode());
      } else if (request instanceof Request.ReadAgain) {
        log.reopen();
        readAgain(watcher);
      } else {
        log.reopen();
      }
    }
  }

  private void readAgain(Watcher watcher) {
    notifier.reloading();
    try {
      WatchConfig next = source.read();
      new Reload(watcher, log).apply(running, next);
      running = next;
      companions.close();
      companions = Companions.start(next.companions(), log, this::left);
    } catch (IOException e) {
      log.write(Log.Level.PROBLEM, e.getMessage() + ". The old configuration stays");
    }
    notifier.ready(summary());
  }

  // ---------------------------------------------------------------- the end

  private void closeAll() throws IOException {
    notifier.stopping();
    IOException failure = null;
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Waits for the running transfers, but not for ever: what is cut is compared at the next start.
   */
  private void close(Watcher watcher) throws IOException {
    Thread closing = new Thread(() -> closeOrReport(watcher), "rivulet-watch-end");
    closing.setDaemon(true);
    closing.start();
    try {
      closing.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (closing.isAlive()) {
      log.write(Log.Level.PROBLEM, "breaking off a transfer that takes too long");
    }
  }

  private void closeOrReport(Watcher watcher) {
    try {
      watcher.close();
    } catch (IOException e) {
      log.write(Log.Level.PROBLEM, "ending: " + e.getMessage());
    }
  }

  /** Collects how a service runs; not safe for several threads. */
  public static final class Builder {
    private final WatchConfig config;
    private final ConfigSource source;
    private final Log log;
    private Optional<WatchListener> listener = Optional.empty();
    private StatusFormat statusFormat =
        (watcher, beside, out) -> StatusJson.write(watcher.status(), out);
    private Ready ready = Readiness::tell;
    private Consumer<String> atOnce = signal -> Runtime.getRuntime().halt(ExitCode.SIGNAL.code());

    private Builder(WatchConfig config, ConfigSource source, Log log) {
      this.config = config;
      this.source = source;
      this.log = log;
    }

    /** Who hears the events in place of the log. */
    public Builder listener(WatchListener value) {
      listener = Optional.of(value);
      return this;
    }

    /** What the status file looks like; JSON by default. */
    public Builder statusFormat(StatusFormat value) {
      statusFormat = value;
      return this;
    }

    /** What is done when every source is watched; by default a waiting launcher is told. */
    public Builder ready(Ready value) {
      ready = value;
      return this;
    }

    /** Ends the process at the second signal, given its name; by default with exit code 20. */
    public Builder atOnce(Consumer<String> value) {
      atOnce = value;
      return this;
    }

    public WatchService build() {
      return new WatchService(this);
    }
  }
}
