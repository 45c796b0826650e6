// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/options.md} equal to the option table; {@code -Drivulet.rewrite=true} writes it
 * anew.
 */
class OptionsDocumentTest {
  private static final String HEAD =
      """
      # Options

      Every option of rsync 3.5.0 and ours. This table is made from the one that the program reads its
      command line with; a test fails when the two differ.

      An option that is *later* is refused by its name with exit code 4, at the client, at a server and
      at a daemon; none is accepted and ignored. `--no-X` is there where the third column says so.
      `--append` is refused where nothing is verified (`--whole-file`, `--checksum-choice=none`).

      What each word of `--debug` shows, and so what `-vv` and more of them do, is in [debug.md](debug.md).

      | option | | `--no-` | for | does | status |
      | --- | --- | --- | --- | --- | --- |
      """;

  @Test
  void tellsWhatEachWordOfDebugShows() throws IOException {
    String told = Files.readString(document().resolveSibling("debug.md"));

    for (DebugFlag flag : DebugFlag.values()) {
      assertThat(told).contains("\n| " + flag + " | ");
    }
  }

  @Test
  void listsEveryOptionAsItIs() throws IOException {
    Path file = document();
    if (Boolean.getBoolean("rivulet.rewrite")) {
      Files.writeString(file, text());
    }

    assertThat(file).hasContent(text());
  }

  /** The document of this checkout, wherever in it the test is run. */
  private static Path document() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("docs"))) {
      directory = directory.getParent();
    }
    return directory.resolve("docs/options.md");
  }

  private static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    for (Option option : Option.values()) {
      text.append("| ")
          .append(names(option))
          .append(" | ")
          .append(option.letter() == Option.NO_LETTER ? "" : "`-" + option.letter() + "`")
          .append(" | ")
          .append(option.negation() == Option.Negation.NEVER ? "" : "yes")
          .append(" | ")
          .append(side(option))
          .append(" | ")
          .append(option.summary())
          .append(" | ")
          .append(option.isImplemented() ? "works" : "*later*")
          .append(" |\n");
    }
    return text.toString();
  }

  private static String names(Option option) {
    StringBuilder names = new StringBuilder();
    for (String name : option.names()) {
      names.append(names.length() == 0 ? "" : ", ").append("`--").append(name).append('`');
    }
    return names.toString();
  }

  private static String side(Option option) {
    return switch (option.side()) {
      case BOTH_ENDS -> "both ends";
      case OWN_END -> "the client";
      case SERVER_END -> "servers";
      case DAEMON_ONLY -> "daemons";
    };
  }
}
