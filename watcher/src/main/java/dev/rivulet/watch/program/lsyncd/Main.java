// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program.lsyncd;

import dev.rivulet.client.ProcessArguments;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.config.ConfigException;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.config.lsyncd.LsyncdConfig;
import dev.rivulet.watch.program.ConfigSource;
import dev.rivulet.watch.program.Detachment;
import dev.rivulet.watch.program.Readiness;
import dev.rivulet.watch.program.WatchService;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The program {@code lsyncd}. */
public final class Main {
  private static final String NAME = "lsyncd";
  private static final int OK = 0;
  private static final int FAILURE = 255;
  private static final int ON_SIGNAL = 128;
  private static final int TERM = 15;
  private static final int INT = 2;

  private final LsyncdArguments arguments;
  private final PrintStream out;
  private final PrintStream err;

  private Main(LsyncdArguments arguments, PrintStream out, PrintStream err) {
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
    if (Path.of(launcher).toFile().getName().equals(NAME)) {
      main(args);
    }
  }

  /** Runs the program and ends the process. */
  public static void main(String[] args) {
    System.exit(run(ProcessArguments.of(args), System.out, System.err));
  }

  static int run(List<byte[]> words, PrintStream out, PrintStream err) {
    try {
      LsyncdArguments arguments = LsyncdArguments.parse(words);
      return switch (arguments.form()) {
        case HELP -> {
          out.print(Usage.HELP);
          yield FAILURE;
        }
        case VERSION -> {
          out.println(Usage.VERSION);
          out.println("Rivulet " + version());
          yield OK;
        }
        case RUN -> new Main(arguments, out, err).start();
      };
    } catch (LsyncdArguments.Fault e) {
      err.println("Error: " + e.getMessage());
      return FAILURE;
    }
  }

  private static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "unpackaged" : version;
  }

  private int start() {
    try {
      WatchConfig config = read();
      boolean background = !config.settings().foreground();
      if (background && !Detachment.isDetached()) {
        return Detachment.startAgain(out);
      }
      return serve(config, background);
    } catch (ConfigException e) {
      err.println("Error: error preparing " + e.getMessage());
      return FAILURE;
    } catch (IOException e) {
      err.println("Error: " + e.getMessage());
      return FAILURE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILURE;
    }
  }

  private WatchConfig read() throws IOException {
    LsyncdConfig reader = new LsyncdConfig(arguments.overrides());
    if (arguments.config().isEmpty()) {
      return reader.readNothing();
    }
    Path file = ByteText.path(ByteText.of(arguments.config().get())).toAbsolutePath();
    if (!Files.exists(file)) {
      throw new IOException("Cannot find config file at '" + file + "'.");
    }
    return reader.read(file);
  }

  private int serve(WatchConfig config, boolean background)
      throws IOException, InterruptedException {
    if (background) {
      Detachment.leaveTerminal();
    }
    LogChoice choice = arguments.log();
    try (LsyncdLog log = LsyncdLog.open(config.settings(), choice, !background, out, err)) {
      for (String category : choice.more()) {
        if (!LogChoice.hasLines(category)) {
          log.log(LogChoice.WARN, "there are no lines of the category " + category);
        }
      }
      return serve(config, background, log);
    }
  }

  private int serve(WatchConfig config, boolean background, LsyncdLog log)
      throws InterruptedException {
    LsyncdEvents events = new LsyncdEvents(log);
    BatchLines lines = new BatchLines(log);
    LsyncdStatus status = new LsyncdStatus(config, Clock.systemDefaultZone());
    ConfigSource again =
        () -> {
          log.log(LogChoice.NORMAL, "--- HUP signal, resetting ---");
          WatchConfig next = readAgain();
          events.follow(next);
          status.follow(next);
          return lines.of(next);
        };
    events.starting(config, background);
    try {
      WatchService service =
          WatchService.builder(lines.of(config), again, log)
              .listener(events)
              .statusFormat(status)
              .ready(background ? Detachment::complete : Readiness::tell)
              .atOnce(signal -> Runtime.getRuntime().halt(code(signal)))
              .build();
      String signal = service.run();
      log.log(LogChoice.NORMAL, "--- " + signal + " signal, fading ---");
      return code(signal);
    } catch (WatchService.EndedException e) {
      return e.code();
    } catch (IOException e) {
      log.log(LogChoice.ERROR, e.getMessage());
      return FAILURE;
    }
  }

  private WatchConfig readAgain() throws ConfigException {
    try {
      return read();
    } catch (ConfigException e) {
      throw e;
    } catch (IOException e) {
      throw new ConfigException("configuration", e.getMessage(), "put it back", e);
    }
  }

  private static int code(String signal) {
    return ON_SIGNAL + (signal.equals("INT") ? INT : TERM);
  }
}
