// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.conf.ByteText;
import dev.rivulet.watch.config.ConfigFile;
import dev.rivulet.watch.config.ProgramSettings;
import dev.rivulet.watch.config.WatchConfig;
import dev.rivulet.watch.log.Log;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** {@code rsync-watch run}: mirrors what a configuration says. */
final class RunCommand implements WatchCommand {
  private static final String NAME = "rsync-watch run: ";

  /** What was typed. */
  private record Arguments(Path file, boolean check, boolean background) {}

  @Override
  public String word() {
    return "run";
  }

  @Override
  public String operands() {
    return "[--check] [--daemon] CONFIG";
  }

  @Override
  public String purpose() {
    return "mirror what a configuration says";
  }

  @Override
  public int run(List<byte[]> words, PrintStream out, PrintStream err) throws InterruptedException {
    try {
      Arguments arguments = parse(words);
      if (arguments.check()) {
        CheckReport.print(ConfigFile.read(arguments.file()), out);
        return ExitCode.OK.code();
      }
      if (arguments.background() && !Detachment.isDetached()) {
        return Detachment.startAgain(out);
      }
      return serve(arguments);
    } catch (WatchService.EndedException e) {
      return e.code();
    } catch (RsyncException e) {
      err.println(NAME + e.getMessage());
      return e.exitCode().code();
    } catch (IOException e) {
      err.println(NAME + e.getMessage());
      return ExitCode.FILE_IO.code();
    }
  }

  /** Ends with 0 for SIGTERM, which is how services are ended, and with 20 for SIGINT. */
  private static int serve(Arguments arguments) throws IOException, InterruptedException {
    if (arguments.background()) {
      Detachment.leaveTerminal();
    }
    WatchConfig config = ConfigFile.read(arguments.file());
    ProgramSettings settings = config.settings();
    try (Log log = ServiceLog.open(settings, !arguments.background(), System.out, System.err)) {
      WatchService service =
          WatchService.builder(config, () -> ConfigFile.read(arguments.file()), log)
              .ready(arguments.background() ? Detachment::complete : Readiness::tell)
              .build();
      String signal = service.run();
      return signal.equals("TERM") ? ExitCode.OK.code() : ExitCode.SIGNAL.code();
    }
  }

  private static Arguments parse(List<byte[]> words) throws RsyncException {
    Path file = null;
    boolean check = false;
    boolean background = false;
    boolean foreground = false;
    for (byte[] word : words) {
      String text = new String(word, StandardCharsets.UTF_8);
      switch (text) {
        case "--check" -> check = true;
        case "--daemon" -> background = true;
        case "--foreground" -> foreground = true;
        default -> {
          if (text.startsWith("-")) {
            throw usage("unknown option " + text);
          }
          if (file != null) {
            throw usage("more than one configuration");
          }
          file = ByteText.path(ByteText.of(word)).toAbsolutePath();
        }
      }
    }
    if (file == null) {
      throw usage("no configuration");
    }
    if (background && foreground) {
      throw usage("--daemon and --foreground contradict each other");
    }
    return new Arguments(file, check, background);
  }

  private static RsyncException usage(String problem) {
    return new RsyncException(
        ExitCode.SYNTAX, problem + "; usage: rsync-watch run [--check] [--daemon] CONFIG");
  }
}
