// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RealRsync;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code --debug} shows of a local copy, as the real program does. The roles run side by side,
 * so the order of the lines is free; numbers of processes and the ends of temporary names are not
 * compared.
 */
class TraceIT {
  /** How matching blocks are searched for is not shown. */
  private static final Pattern SEARCH =
      Pattern.compile("match at .*|built hash table|(done )?hash search.*");

  private static final String ROLES = "--debug=SEND,RECV,GENR";

  @TempDir private Path work;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-aH --delete",
        "-an --delete --no-i-r",
        "-rt --inplace",
        "-rt --delay-updates --backup",
        "-rt --exclude=* --include=*/",
        "-rtl --protocol=28",
      })
  void showsTheStepsOfEachRole(String options) throws IOException {
    assertSameLines(ROLES + " " + options, "source/", "copy/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-t --no-W", "-t --append-verify"})
  void showsTheNameThatAFileGets(String options) throws IOException {
    assertSameLines(ROLES + " " + options, "source/big", "copy/other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-r --delete-during",
        "-r --delete-before -b",
        "-rl --force",
        "-rn --delete --force",
        "-rlnb --delete",
        "-rlb --delete --backup-dir=kept",
        "-rlt",
        "-rO",
      })
  void showsWhatIsDeletedAndWhere(String options) throws IOException {
    assertSameLines("--debug=DEL3,BACKUP " + options, "source/", "copy/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--info=help", "--debug=help"})
  void listsTheSameFlagsAndLevels(String option) throws IOException {
    String real = RealRsync.find().run(List.of(option)).out();

    assertThat(flags(ours(List.of(option)))).isEqualTo(flags(real));
  }

  /** The names at the beginning of the lines, and what each -v adds; the rest is prose. */
  private static List<String> flags(String help) {
    Pattern named = Pattern.compile("(?m)^([A-Z]+(?= {2})|[0-9]\\) .*)");
    return named.matcher(help).results().map(MatchResult::group).toList();
  }

  @Test
  void showsWhatIsDoneWithSums() throws IOException {
    assertSameLines("--debug=DELTASUM2 -t", "source/big", "copy/other");
    assertSameLines("--debug=DELTASUM2 -rt --no-W", "source/", "copy/");
  }

  private void assertSameLines(String options, String source, String destination)
      throws IOException {
    List<String> expected = lines(true, options, source, destination);
    List<String> actual = lines(false, options, source, destination);
    assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected).isNotEmpty();
  }

  private List<String> lines(boolean real, String options, String source, String destination)
      throws IOException {
    Path directory = Files.createTempDirectory(work, real ? "real" : "ours");
    makeTrees(directory);
    List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
    arguments.add(directory + "/" + source);
    arguments.add(directory + "/" + destination);
    String text = real ? RealRsync.find().run(arguments).out() : ours(arguments);
    return text.lines()
        .map(line -> line.replace(directory.toString(), "@DIR@").replaceAll("pid=\\d+", "pid="))
        .filter(line -> !SEARCH.matcher(line).matches())
        .map(line -> line.replaceAll("^(renaming .*)\\.\\w{6}( to .*)$", "$1$2"))
        .toList();
  }

  private static void makeTrees(Path directory) throws IOException {
    Path source = Files.createDirectories(directory.resolve("source"));
    Files.createDirectories(source.resolve("sub/deep"));
    Files.createDirectory(source.resolve("empty"));
    Files.writeString(source.resolve("sub/deep/file"), "text");
    Files.writeString(source.resolve("big"), "0123456789".repeat(900));
    Files.writeString(source.resolve("none"), "");
    Files.createLink(source.resolve("sub/linked"), source.resolve("big"));
    Files.createSymbolicLink(source.resolve("link"), Path.of("big"));
    Path copy = Files.createDirectories(directory.resolve("copy/sub")).getParent();
    Files.writeString(copy.resolve("sub/old"), "");
    Files.createDirectories(copy.resolve("gone/inside"));
    Files.writeString(copy.resolve("gone/file"), "");
    Files.writeString(Files.createDirectory(copy.resolve("link")).resolve("in"), "");
    Files.writeString(copy.resolve("empty"), "a file");
    Files.writeString(copy.resolve("other"), "0123456789".repeat(800));
    Files.writeString(copy.resolve("none"), "");
    FileTime time = FileTime.fromMillis(1_000_000_000_000L);
    for (String same : List.of("source/none", "copy/none", "source/big")) {
      Files.setLastModifiedTime(directory.resolve(same), time);
    }
  }

  private static String ours(List<String> arguments) {
    List<byte[]> words = new ArrayList<>();
    arguments.forEach(argument -> words.add(argument.getBytes(UTF_8)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.run(words, out, new ByteArrayOutputStream());
    return out.toString(UTF_8);
  }
}
