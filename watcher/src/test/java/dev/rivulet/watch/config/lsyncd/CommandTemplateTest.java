// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config.lsyncd;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTemplateTest {
  private static final EventFields FILE = new EventFields("a/b c/n w", "/src/", "/dst");
  private static final EventFields DIRECTORY = new EventFields("x/d/", "/src/", "h:/t/");

  private static List<String> words(String text, EventFields origin, EventFields destination) {
    boolean move = origin != destination;
    return new CommandTemplate(text, move)
        .words(origin, destination).stream()
            .map(word -> new String(word, StandardCharsets.ISO_8859_1))
            .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "path, a/b c/n w, x/d/",
    "pathname, a/b c/n w, x/d",
    "pathdir, a/b c/, x/",
    "name, n w, d/",
    "basename, n w, d",
    "source, /src/, /src/",
    "sourcePath, /src/a/b c/n w, /src/x/d/",
    "sourcePathname, /src/a/b c/n w, /src/x/d",
    "sourcePathdir, /src/a/b c/, /src/x/",
    "target, /dst, h:/t/",
    "targetPath, /dst/a/b c/n w, h:/t/x/d/",
    "targetPathname, /dst/a/b c/n w, h:/t/x/d",
    "targetPathdir, /dst/a/b c/, h:/t/x/",
  })
  void fieldsOfAFileAndOfADirectory(String field, String ofFile, String ofDirectory) {
    assertThat(FILE.get(field)).contains(ofFile);
    assertThat(DIRECTORY.get(field)).contains(ofDirectory);
  }

  @Test
  void theSourceItselfHasNoName() {
    EventFields start = new EventFields("", "/src/", "/dst");

    assertThat(start.get("name")).isEmpty();
    assertThat(start.get("sourcePath")).contains("/src/");
    assertThat(start.get("targetPath")).contains("/dst");
  }

  @Test
  void whatStartsWithASlashNeedsNoShell() {
    assertThat(words("/bin/cp -p  ^sourcePathname ^target/sub x^pathx", FILE, FILE))
        .containsExactly("/bin/cp", "-p", "/src/a/b c/n w", "/dst/sub", "xa/b c/n wx");
  }

  @Test
  void aShellGetsPositionalParameters() {
    assertThat(words("cp ^sourcePathname ^targetPathdir && echo ok", FILE, FILE))
        .containsExactly(
            "/bin/sh",
            "-c",
            "cp \"${1}\" \"${2}\" && echo ok",
            "/bin/sh",
            "/src/a/b c/n w",
            "/dst/a/b c/");
  }

  @Test
  void quotesAroundAVariableStayQuotes() {
    assertThat(words("echo \"x ^path\" 'y ^path' \\\"^path", FILE, FILE).get(2))
        .isEqualTo("echo \"x ${1}\" 'y '\"${2}\"'' \\\"\"${3}\"");
  }

  @Test
  void movesHaveTwoEnds() {
    EventFields to = new EventFields("q", "/src/", "/dst");

    assertThat(words("/bin/mv ^o.targetPathname ^d.targetPathname ^path", FILE, to))
        .containsExactly("/bin/mv", "/dst/a/b c/n w", "/dst/q", "^path");
  }

  @Test
  void unknownVariablesAreText() {
    assertThat(words("/bin/echo ^nope ^", FILE, FILE)).containsExactly("/bin/echo", "^nope", "^");
  }

  @Test
  void tellsWhatAnEventDoesNotHave() {
    EventFields noTarget = new EventFields("a", "/src/", "");

    assertThat(new CommandTemplate("cp ^path ^targetPath", false).missing(noTarget))
        .contains("targetPath");
    assertThat(new CommandTemplate("cp ^path ^targetPath", false).missing(FILE)).isEmpty();
  }
}
