// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.sersync;

import dev.rivulet.client.ProcessArguments;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.config.sersync.SersyncConfig;
import dev.rivulet.watch.log.Log;
import dev.rivulet.watch.program.Detachment;
import dev.rivulet.watch.program.Readiness;
import dev.rivulet.watch.program.ServiceLog;
import dev.rivulet.watch.program.WatchService;
import dev.rivulet.watch.source.KernelSetting;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** The program {@code sersync2}. */
public final class Main {
  private static final List<String> NAMES = List.of("sersync2", "sersync");
  private static final int OK = 0;
  private static final int FAILURE = 1;
  private static final int ON_SIGNAL = 128;
  private static final int TERM = 15;
  private static final int INT = 2;
  private static final String USAGE =
      """
      Usage: sersync2 [-d] [-r] [-n NUMBER] [-o FILE] [-m PLUGIN] [-h]

        -d          run in the background
        -r          synchronise everything first; works with the filter on, too
        -n NUMBER   on how many paths a plugin acts at the same time, 10 by default;
                    every remote has one transfer at a time, whatever the number
        -o FILE     the configuration, confxml.xml by default
        -m PLUGIN   run a plugin alone: command, http, refreshCDN or socket
        -h          this text
      """;

  private final SersyncArguments arguments;
  private final PrintStream out;
  private final PrintStream err;

  private Main(SersyncArguments arguments, PrintStream out, PrintStream err) {
    this.arguments = arguments;
    this.out = out;
    this.err = err;
  }

  /**
   * Runs the program and ends the process; returns if the launcher is named otherwise.
   *
   * @param launcher path of the launcher, empty without one
   */
  public static void runNamed(String launcher, String[] args) {
    if (NAMES.contains(Path.of(launcher).toFile().getName())) {
      main(args);
    }
  }

  /** Runs the program and ends the process. */
  public static void main(String[] args) {
    System.exit(run(ProcessArguments.of(args), System.out, System.err));
  }

  static int run(List<byte[]> words, PrintStream out, PrintStream err) {
    try {
      SersyncArguments arguments = SersyncArguments.parse(words);
      if (arguments.help()) {
        out.print(USAGE);
        return OK;
      }
      return new Main(arguments, out, err).start();
    } catch (SersyncArguments.Fault e) {
      err.println("sersync2: " + e.getMessage());
      err.print(USAGE);
      return FAILURE;
    }
  }

  private int start() {
    try {
      if (arguments.daemon() && !Detachment.isDetached()) {
        return Detachment.startAgain(out);
      }
      banner();
      return serve();
    } catch (IOException e) {
      err.println("sersync2: " + e.getMessage());
      return FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILURE;
    }
  }

  private void banner() throws ConfigException {
    new KernelSettings(KernelSetting::value).lines().forEach(out::println);
    out.println("parse the command param");
    arguments.typed().forEach(option -> out.println("option: " + option));
    out.println("daemon thread num: " + arguments.threads());
    reader().banner(file()).forEach(out::println);
    out.flush();
  }

  private SersyncConfig reader() {
    return new SersyncConfig(arguments.initialPass(), arguments.threads());
  }

  private Path file() {
    return arguments.config().toAbsolutePath();
  }

  private WatchConfig read() throws ConfigException {
    return arguments.plugin().isPresent()
        ? reader().readForPlugin(file(), arguments.plugin().get())
        : reader().read(file());
  }

  private int serve() throws IOException, InterruptedException {
    WatchConfig config = read();
    boolean background = arguments.daemon();
    if (background) {
      Detachment.leaveTerminal();
    }
    try (Log log = ServiceLog.open(config.settings(), !background, out, err)) {
      WatchService service =
          WatchService.builder(config, this::read, log)
              .ready(background ? Detachment::complete : Readiness::tell)
              .atOnce(signal -> Runtime.getRuntime().halt(code(signal)))
              .build();
      return code(service.run());
    }
  }

  /** What a shell says of a program that the signal has ended. */
  private static int code(String signal) {
    return ON_SIGNAL + (signal.equals("INT") ? INT : TERM);
  }
}
