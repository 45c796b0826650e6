// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WatchCommandsTest {
  private static final WatchCommand ECHO =
      new WatchCommand() {
        @Override
        public String word() {
          return "echo";
        }

        @Override
        public String operands() {
          return "[WORD]...";
        }

        @Override
        public String purpose() {
          return "says it again";
        }

        @Override
        public int run(List<byte[]> arguments, PrintStream out, PrintStream err) {
          return arguments.size();
        }
      };

  private final WatchCommands commands = new WatchCommands(List.of(ECHO));

  private static List<byte[]> words(String... words) {
    return Stream.of(words).map(word -> word.getBytes(UTF_8)).toList();
  }

  @Test
  void findsACommandByTheFirstWord() {
    assertThat(commands.find(words("echo", "a"))).containsSame(ECHO);
  }

  @Test
  void leavesOptionsAndSourcesToTheMirror() {
    assertThat(commands.find(words())).isEmpty();
    assertThat(commands.find(words("-a", "echo"))).isEmpty();
    assertThat(commands.find(words("./echo", "dest"))).isEmpty();
  }

  @Test
  void listsEachCommandInTheHelp() {
    assertThat(commands.help()).startsWith("  echo [WORD]...").contains("says it again");
  }

  @Test
  void hasNoWordTwice() {
    String[] lines = WatchCommands.all().help().split("\\R");
    assertThat(Stream.of(lines).map(line -> line.strip().split(" ")[0])).doesNotHaveDuplicates();
  }
}
