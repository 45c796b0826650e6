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
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a local copy prints and logs of its items, as the real program does. */
class ItemTextIT {
  @TempDir private Path work;

  /** The printed lines, and those of the log without time and process. */
  private record Texts(List<String> printed, List<String> logged) {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--out-format=",
        "-i --out-format=",
        "-vv --out-format=",
        "-n --out-format= --delete",
        "-q --out-format=",
        "--out-format= --log-file-format=%i",
        "--delete --log-file-format=",
      })
  void isTheSameWithAFormatThatIsEmpty(String options) throws IOException {
    isTheSame(options);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-i", "-ii", "-i --info=name2", "--info=name2", "-ii --log-file-format=%o"})
  void isTheSameForWhatHasNotChanged(String options) throws IOException {
    isTheSame(options);
  }

  /** Without items, new directories are told of only if they get attributes as well. */
  @ParameterizedTest
  @ValueSource(
      strings = {"-v --protocol=28", "-vn --protocol=28", "-v --protocol=28 --chmod=D770 -p"})
  void isTheSameForNewDirectoriesBeforeProtocol29(String options) throws IOException {
    isTheSame(options);
  }

  private void isTheSame(String options) throws IOException {
    Texts expected = texts(options, "real");
    assertThat(texts(options, "ours")).isEqualTo(expected);
  }

  /** It is compared with the first name before the receiver has given that its own. */
  @Test
  void saysThatALinkHasOtherAttributesAsLongAsItsLeaderHas() throws IOException {
    List<String> expected = linked("real");
    assertThat(linked("ours")).isEqualTo(expected);
    assertThat(expected).contains("hf..t.....x replaced => first", "hf+++++++++ new => first");
  }

  /** A file whose names are one there but not here, and whose attributes differ. */
  private List<String> linked(String who) throws IOException {
    Path source = Files.createDirectories(work.resolve(who + "/source"));
    Path destination = Files.createDirectory(work.resolve(who + "/copy"));
    Path first = Files.writeString(source.resolve("first"), "same");
    setAttribute(first, "there");
    Files.createLink(source.resolve("new"), first);
    Files.createLink(source.resolve("replaced"), first);
    Files.copy(first, destination.resolve("first"), StandardCopyOption.COPY_ATTRIBUTES);
    setAttribute(destination.resolve("first"), "here");
    Path replaced = Files.writeString(destination.resolve("replaced"), "diff");
    Files.setLastModifiedTime(replaced, FileTime.fromMillis(0));
    List<String> arguments = List.of("-rltpHXi", source + "/", destination + "/");
    String printed = who.equals("real") ? RealRsync.find().run(arguments).out() : ours(arguments);
    return lines(printed.lines());
  }

  @ParameterizedTest
  @CsvSource({"-ii, --link-dest=, true", "-i, --copy-dest=, true", "-i, --link-dest=, false"})
  void saysThatALinkToWhatIsElsewhereKeepsNoTime(String items, String elsewhere, boolean says)
      throws IOException {
    List<String> expected = linkedElsewhere(items, elsewhere, "real");
    assertThat(linkedElsewhere(items, elsewhere, "ours")).isEqualTo(expected);
    assertThat(expected.contains("hf..T...... second => first")).isEqualTo(says);
  }

  /** A file with two names, of which only another directory has any. */
  private List<String> linkedElsewhere(String items, String option, String who) throws IOException {
    Path source = Files.createDirectories(work.resolve(who + "/source"));
    Path first = Files.writeString(source.resolve("first"), "same");
    Files.createLink(source.resolve("second"), first);
    Path elsewhere = Files.createDirectory(work.resolve(who + "/elsewhere"));
    Path other = elsewhere.resolve("first");
    Files.copy(first, other, StandardCopyOption.COPY_ATTRIBUTES);
    Files.createLink(elsewhere.resolve("second"), other);
    Path destination = Files.createDirectory(work.resolve(who + "/copy"));
    List<String> arguments =
        List.of("-rlpH", items, option + elsewhere, source + "/", destination + "/");
    String printed = who.equals("real") ? RealRsync.find().run(arguments).out() : ours(arguments);
    return lines(printed.lines());
  }

  private static void setAttribute(Path file, String value) throws IOException {
    Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
        .write("name", UTF_8.encode(value));
  }

  /** What a rule leaves out takes the root along, but not the directories on the way to it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-aiR --exclude=left SOURCE/././sub/left",
        "-aiR --exclude=left SOURCE/./sub/left",
        "-ai -d --files-from=LIST --exclude=left SOURCE/",
        "-aiR --no-implied-dirs --exclude=left SOURCE/././sub/left",
      })
  void namesTheRootAboveWhatIsLeftOut(String command) throws IOException {
    String expected = leavingOut(command, "real");
    assertThat(leavingOut(command, "ours")).isEqualTo(expected);
  }

  private String leavingOut(String command, String who) throws IOException {
    Path directory = Files.createDirectory(work.resolve(who));
    Path source = Files.createDirectories(directory.resolve("source/sub")).getParent();
    Files.writeString(source.resolve("sub/left"), "content");
    Path list = Files.writeString(directory.resolve("list"), "./sub/left\n");
    Path copy = Files.createDirectories(directory.resolve("copy/sub")).getParent();
    Files.setLastModifiedTime(copy.resolve("sub"), FileTime.fromMillis(0));
    Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
    String words = command.replace("SOURCE", source.toString()).replace("LIST", list.toString());
    List<String> arguments = new ArrayList<>(List.of(words.split(" ")));
    arguments.add(copy + "/");
    return who.equals("real") ? RealRsync.find().run(arguments).out() : ours(arguments);
  }

  private Texts texts(String options, String who) throws IOException {
    Path directory = Files.createDirectory(work.resolve(who));
    Path source = Files.createDirectories(directory.resolve("source/sub")).getParent();
    Files.writeString(source.resolve("sub/file"), "text");
    Files.createSymbolicLink(source.resolve("link"), Path.of("sub"));
    Path destination = Files.createDirectory(directory.resolve("copy"));
    Files.createSymbolicLink(destination.resolve("link"), Path.of("sub"));
    Files.writeString(destination.resolve("old"), "");
    Path log = directory.resolve("log");
    List<String> arguments = new ArrayList<>(List.of("-rl", "--log-file=" + log));
    arguments.addAll(List.of(options.split(" ")));
    arguments.addAll(List.of(source + "/", destination + "/"));
    String printed = who.equals("real") ? RealRsync.find().run(arguments).out() : ours(arguments);
    return new Texts(lines(printed.lines()), lines(Files.readAllLines(log).stream()));
  }

  private static String ours(List<String> arguments) {
    List<byte[]> words = new ArrayList<>();
    arguments.forEach(argument -> words.add(argument.getBytes(UTF_8)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Main.run(words, out, new ByteArrayOutputStream());
    return out.toString(UTF_8);
  }

  private static List<String> lines(Stream<String> lines) {
    return lines
        .map(line -> line.replaceFirst("^.* \\[\\d+] ", ""))
        .filter(line -> !line.startsWith("sent ") && !line.startsWith("total size"))
        .toList();
  }
}
