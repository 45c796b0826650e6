// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps {@code docs/hazards.md} and the tests that carry the number of a hazard in their names in
 * agreement.
 */
class HazardsDocumentTest {
  private static final Pattern ROW =
      Pattern.compile("\\| (\\d+(?:\\.\\d+)?) \\| ([^|]+) \\| ([^|]+) \\| ([^|]+) \\|");
  private static final Pattern CLASS = Pattern.compile("`(\\w+)`");
  private static final Pattern METHOD =
      Pattern.compile("void hazard_(\\d+(?:_\\d+)?(?:_and_\\d+(?:_\\d+)?)*)_");
  private static final List<String> TESTS = List.of("watcher/src/test", "rsync-cli/src/test");

  @Test
  void everyNumberThatATestCarriesHasARowThatNamesATest() throws IOException {
    Map<String, Set<String>> named = namedByTheDocument();
    Map<String, Set<String>> carried = carriedByTests();
    carried.keySet().removeIf(number -> !named.getOrDefault(number, Set.of()).isEmpty());

    assertThat(carried).as("missing in the last column of docs/hazards.md").isEmpty();
  }

  @Test
  void everyTestThatIsNamedCarriesTheNumber() throws IOException {
    Map<String, Set<String>> carried = carriedByTests();

    namedByTheDocument()
        .forEach(
            (number, classes) ->
                assertThat(carried.getOrDefault(number, Set.of()))
                    .as("classes with a test of hazard " + number)
                    .containsAll(classes));
  }

  @Test
  void aRowWithoutATestSaysWhy() throws IOException {
    for (String line : Files.readAllLines(checkout().resolve("docs/hazards.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches() && !CLASS.matcher(row.group(4)).find()) {
        assertThat(row.group(4)).as(line).matches("no test yet|not done: .+");
      }
    }
  }

  /** The classes that each row names. */
  private static Map<String, Set<String>> namedByTheDocument() throws IOException {
    Map<String, Set<String>> named = new LinkedHashMap<>();
    for (String line : Files.readAllLines(checkout().resolve("docs/hazards.md"))) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        Set<String> classes = new TreeSet<>();
        CLASS.matcher(row.group(4)).results().forEach(found -> classes.add(found.group(1)));
        assertThat(named.put(row.group(1), classes)).as("second row " + row.group(1)).isNull();
      }
    }
    assertThat(named).isNotEmpty();
    return named;
  }

  /** The classes with tests of each number. */
  private static Map<String, Set<String>> carriedByTests() throws IOException {
    Map<String, Set<String>> carried = new TreeMap<>();
    for (String directory : TESTS) {
      try (Stream<Path> files = Files.walk(checkout().resolve(directory))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          for (String number : numbersIn(Files.readString(file))) {
            carried.computeIfAbsent(number, any -> new TreeSet<>()).add(name);
          }
        }
      }
    }
    return carried;
  }

  /** For {@code hazard_2_5_and_2_24_aDirectory...} these are 2.5 and 2.24. */
  private static Set<String> numbersIn(String source) {
    Set<String> numbers = new TreeSet<>();
    Matcher method = METHOD.matcher(source);
    while (method.find()) {
      for (String number : method.group(1).split("_and_")) {
        numbers.add(number.replace('_', '.'));
      }
    }
    return numbers;
  }

  /** The directory of this checkout, wherever in it the test is run. */
  private static Path checkout() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(directory.resolve("docs"))) {
      directory = directory.getParent();
    }
    return directory;
  }
}
