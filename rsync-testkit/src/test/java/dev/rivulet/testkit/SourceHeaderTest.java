// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every source file says whose it is and under which licence, in its first lines. */
class SourceHeaderTest {
  private static final String COPYRIGHT = "Copyright 2026 The Rivulet Authors";
  private static final String LICENCE = "SPDX-License-Identifier: Apache-2.0";

  @Test
  void everySourceFileStartsWithCopyrightAndLicence() throws IOException {
    List<String> without = new ArrayList<>();
    for (Path file : sourceFiles()) {
      String start = startOf(file);
      if (!start.contains(COPYRIGHT) || !start.contains(LICENCE)) {
        without.add(Checkout.root().relativize(file).toString());
      }
    }
    assertThat(without).isEmpty();
  }

  private static String startOf(Path file) throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return String.join("\n", lines.limit(4).toList());
    }
  }

  private static List<Path> sourceFiles() {
    Path root = Checkout.root();
    List<Path> files = new ArrayList<>(Checkout.filesInModules("src"));
    files.removeIf(file -> !file.toString().endsWith(".java"));
    for (String directory : List.of("bin", "packaging", ".ci")) {
      files.addAll(Checkout.filesBelow(root.resolve(directory)));
    }
    for (String script : List.of("quickstart", "verify", "pom.xml")) {
      files.add(root.resolve(script));
    }
    return files;
  }
}
