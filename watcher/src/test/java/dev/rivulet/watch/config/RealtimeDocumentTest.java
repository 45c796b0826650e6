// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.watch.Mirror;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Keeps the tables of {@code docs/realtime.md} equal to the table of keys ({@code
 * -Drivulet.rewrite=true} writes them anew), and the example readable.
 */
class RealtimeDocumentTest {

  @Test
  void listsEveryKeyAsItIs() throws IOException {
    Path file = document("realtime.md");
    String text = Files.readString(file);
    String current =
        withTable(withTable(text, "program", Key.Scope.PROGRAM), "mirror", Key.Scope.MIRROR);
    if (Boolean.getBoolean("rivulet.rewrite")) {
      Files.writeString(file, current);
      text = current;
    }

    assertThat(text).isEqualTo(current);
  }

  @Test
  void theExampleCanBeRead() throws IOException {
    Path file = document("rsync-watch.conf.example");

    WatchConfig config = new NativeConfig().read(file);

    assertThat(ConfigKind.detect(file.toString(), Files.readAllBytes(file)))
        .isEqualTo(ConfigKind.NATIVE);
    assertThat(config.mirrors())
        .extracting(Mirror::name)
        .containsExactly("www", "uploads", "archive", "git");
    assertThat(config.mirrors().get(0).targets())
        .hasToString(
            "[rsync://backup@web1.example.com/www/, rsync://backup@web2.example.com/www/,"
                + " rsync://backup@web3.example.com:8730/www/]");
    assertThat(config.mirrors().get(1).settings().hooks()).hasSize(2);
    assertThat(config.mirrors().get(2).options().wire().bandwidthLimit()).isEqualTo(2048);
  }

  private static String withTable(String text, String name, Key.Scope scope) {
    String head = "<!-- " + name + " keys -->\n";
    int start = text.indexOf(head) + head.length();
    int end = text.indexOf("<!-- end -->", start);
    assertThat(start).as("place of the table of " + name + " keys").isGreaterThan(head.length());
    return text.substring(0, start) + table(scope) + text.substring(end);
  }

  private static String table(Key.Scope scope) {
    StringBuilder table = new StringBuilder("| key | value | repeated | otherwise | meaning |\n");
    table.append("| --- | --- | --- | --- | --- |\n");
    for (Key key : Key.values()) {
      if (key.scope() == scope) {
        table.append("| `").append(key.title()).append("` | ").append(key.kind().text());
        table.append(" | ").append(key.repeats() ? "yes" : "").append(" | ");
        table.append(key.defaultText()).append(" | ").append(key.meaning()).append(" |\n");
      }
    }
    return table.toString();
  }

  /** The document of this checkout, wherever in it the test is run. */
  private static Path document(String name) {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("docs"))) {
      directory = directory.getParent();
    }
    return directory.resolve("docs").resolve(name);
  }
}
