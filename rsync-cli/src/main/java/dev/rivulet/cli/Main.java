// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import dev.rivulet.client.OperatorFiles;
import dev.rivulet.client.ProcessArguments;
import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.io.StdioConnection;
import dev.rivulet.rsync.options.CommandLine;
import dev.rivulet.rsync.options.DebugFlag;
import dev.rivulet.rsync.options.ErrorRoute;
import dev.rivulet.rsync.options.InfoFlag;
import dev.rivulet.rsync.options.OperatorPaths;
import dev.rivulet.rsync.options.OutputBuffering;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The program: finds out from its arguments what it is this time. */
public final class Main {
  private final List<byte[]> words;
  private final Console console;
  private final boolean ownsProcess;

  private Main(List<byte[]> words, OutputStream out, OutputStream err, boolean ownsProcess) {
    this.words = words;
    this.console = new Console(out, err);
    this.ownsProcess = ownsProcess;
  }

  /** Runs the program and ends the process. */
  public static void main(String[] args) {
    List<byte[]> words = ProcessArguments.of(args);
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    int code = new Main(words, out, err, true).run().code();
    if (!Interruption.hasHappened()) {
      System.exit(code);
    }
  }

  /**
   * Runs the client inside another program.
   *
   * @param words the arguments without the program's name
   * @return the exit code
   */
  public static int run(List<byte[]> words, OutputStream out, OutputStream err) {
    return new Main(words, out, err, false).run().code();
  }

  private ExitCode run() {
    console.show(highBytes());
    if (has("--daemon")) {
      return DaemonCommand.run(words);
    }
    if (has("--server")) {
      return new ServerCommand(words, new StdioConnection(), console).run();
    }
    ExitCode code = runClient();
    console.flush();
    return code == ExitCode.OK && console.hasFailed() ? ExitCode.MESSAGE_IO : code;
  }

  private ExitCode runClient() {
    if (words.size() == 1 && is(words.get(0), "-h")) {
      console.draw(Help.text());
      return ExitCode.OK;
    }
    CommandLine commandLine;
    try {
      commandLine = CommandLine.parse(words, new OperatorFiles(OperatorPaths.spokenIn(words)));
    } catch (RsyncException e) {
      return Failures.report(e, "client", console);
    }
    if (commandLine.local().version()) {
      console.draw(
          commandLine.local().versionDetail() > 1 ? Version.forPrograms() : Version.text());
      return ExitCode.OK;
    }
    if (commandLine.local().helpTopic() != CommandLine.HelpTopic.NONE) {
      console.draw(help(commandLine.local().helpTopic()));
      return ExitCode.OK;
    }
    if (commandLine.operands().isEmpty()) {
      Help.text().lines().forEach(console::error);
      console.error(ErrorText.ending(ExitCode.SYNTAX, "client"));
      return ExitCode.SYNTAX;
    }
    if (commandLine.options().report().eightBit()) {
      console.show(Console.HighBytes.RAW);
    }
    for (CommandLine.Remark remark : commandLine.remarks()) {
      if (remark.isError()) {
        console.error(remark.text());
      } else {
        console.line(remark.text());
      }
    }
    console.flushLines(buffersLines(commandLine.options().report().outputBuffering()));
    if (commandLine.options().report().errorRoute() == ErrorRoute.ALL) {
      console.useOnlyErrors();
    }
    if (commandLine.local().watch()) {
      return new WatchCommand(commandLine, console).run();
    }
    return new ClientCommand(commandLine, words, console, ownsProcess).run();
  }

  private static boolean buffersLines(OutputBuffering buffering) {
    return buffering == OutputBuffering.NONE || buffering == OutputBuffering.LINE;
  }

  private static String help(CommandLine.HelpTopic topic) {
    return switch (topic) {
      case INFO -> Help.flags(InfoFlag.values());
      case DEBUG -> Help.flags(DebugFlag.values());
      default -> Help.text();
    };
  }

  /** Whether an option without argument is among the words, in front of {@code --}. */
  private boolean has(String option) {
    for (byte[] word : words) {
      if (is(word, option)) {
        return true;
      }
      if (is(word, "--")) {
        return false;
      }
    }
    return false;
  }

  private static boolean is(byte[] word, String text) {
    return word.length == text.length()
        && new String(word, StandardCharsets.ISO_8859_1).equals(text);
  }

  /** What the user's terminal can show, by the variables that name the locale. */
  private static Console.HighBytes highBytes() {
    String locale = "";
    for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
      String value = System.getenv(name);
      if (locale.isEmpty() && value != null) {
        locale = value;
      }
    }
    String upper = locale.toUpperCase(Locale.ROOT);
    return upper.contains("UTF-8") || upper.contains("UTF8")
        ? Console.HighBytes.UTF_8
        : Console.HighBytes.ESCAPED;
  }
}
