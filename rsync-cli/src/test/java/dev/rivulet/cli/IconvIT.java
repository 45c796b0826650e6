// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.testkit.RawName;
import dev.rivulet.testkit.RealRsync;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Names in another character set at the other end. In KOI8-R letters have another order than in
 * UTF-8, so that both ends sort differently.
 */
class IconvIT {
  private static final Charset KOI8 = Charset.forName("KOI8-R");
  private static final List<String> LETTERS = List.of("а", "б", "в", "г", "д", "e");
  private static final byte[] NO_UTF8 = {'b', 'a', 'd', (byte) 0xff, 'x'};

  @TempDir Path directory;
  private Path source;
  private Path module;

  @BeforeEach
  void makeTree() throws IOException {
    source = Files.createDirectory(directory.resolve("src"));
    module = Files.createDirectory(directory.resolve("module"));
    Files.setPosixFilePermissions(module, PosixFilePermissions.fromString("rwxrwxrwx"));
    for (String letter : LETTERS) {
      Path inner = Files.createDirectories(in(source, letter, letter + letter));
      Files.writeString(in(inner, "ф" + letter), letter);
      Files.createLink(in(source, letter, "link"), in(inner, "ф" + letter));
      Files.writeString(in(source, "file " + letter), "text " + letter);
    }
    Files.createSymbolicLink(in(source, "symlink"), in(source, "в").getFileName());
  }

  /** A name of text whatever the platform's own character set is. */
  private static Path in(Path start, String... names) {
    Path path = start;
    for (String name : names) {
      path = RawName.in(path, name.getBytes(UTF_8));
    }
    return path;
  }

  @ParameterizedTest
  @CsvSource({"true, true, 29", "true, false, 30", "true, false, 32", "false, true, 32"})
  void namesAreTranslatedThereAndBack(boolean ourClient, boolean ourDaemon, int protocol)
      throws IOException {
    try (Peer peer = daemon(ourDaemon)) {
      String options = "-rlH --delete --iconv=utf8 --protocol=" + protocol;
      run(ourClient, options, source + "/", peer.url());

      Path inKoi8 = RawName.in(module, "в".getBytes(KOI8));
      assertThat(RawName.in(inKoi8, "link".getBytes(UTF_8))).hasContent("в");
      assertThat(Files.getAttribute(RawName.in(inKoi8, "link".getBytes(UTF_8)), "unix:nlink"))
          .isEqualTo(2);

      run(ourClient, options, peer.url(), directory + "/back/");
    }
    assertThat(tree(directory.resolve("back"))).isEqualTo(tree(source));
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void namesOfAListAndOfTheCommandLineAreTranslatedWithSecludedArguments(
      boolean ourClient, boolean ourDaemon) throws IOException {
    Path list = Files.writeString(directory.resolve("list"), "в/вв/фв\n");
    try (Peer peer = daemon(ourDaemon)) {
      run(true, "-rl --iconv=utf8", source + "/", peer.url());

      String options = "-rl -s --iconv=utf8";
      run(ourClient, options + " --files-from=" + list, peer.url(), directory + "/listed/");
      run(ourClient, options, peer.url() + "г/гг", directory + "/named/");
    }
    assertThat(in(directory.resolve("listed"), "в", "вв", "фв")).hasContent("в");
    assertThat(in(directory.resolve("named"), "гг", "фг")).hasContent("г");
  }

  /** Both programs say the same of it, and delete nothing. */
  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void whatCannotBeTranslatedIsLeftOut(boolean ourClient, boolean ourDaemon) throws IOException {
    Files.writeString(RawName.in(source, NO_UTF8), "");
    Files.writeString(module.resolve("kept"), "");
    try (Peer peer = daemon(ourDaemon)) {
      List<String> words = List.of("-rl", "--delete", "--iconv=utf8", source + "/", peer.url());
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      int code = ourClient ? ours(words, errors) : real(words, errors);

      assertThat(code).isEqualTo(23);
      assertThat(errors.toString(UTF_8))
          .startsWith(
              "[sender] cannot convert filename: bad\\#377x"
                  + " (Invalid or incomplete multibyte or wide character)\n");
    }
    assertThat(module.resolve("kept")).exists();
    assertThat(RawName.in(module, "file в".getBytes(KOI8))).hasContent("text в");
  }

  /** One end alone may know names that the other cannot have. */
  @Test
  void aDirectoryThatCannotBeNamedHereIsLeftOutWithItsContents() throws IOException {
    Files.createDirectory(in(source, "日本"));
    Files.writeString(in(source, "日本", "file"), "");
    List<String> words = List.of("-rlH", "--iconv=utf8,KOI8-R", source + "/", directory + "/copy/");
    ByteArrayOutputStream errors = new ByteArrayOutputStream();

    assertThat(ours(words, errors)).isEqualTo(23);

    assertThat(errors.toString(UTF_8)).contains("[Receiver] cannot convert filename: ");
    Path copied = RawName.in(directory.resolve("copy"), "в".getBytes(KOI8));
    assertThat(RawName.in(copied, "link".getBytes(UTF_8))).hasContent("в");
    try (Stream<Path> names = Files.list(directory.resolve("copy"))) {
      assertThat(names.count()).isEqualTo(2L * LETTERS.size() + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true"})
  void aBatchOfOneProgramIsRepeatedByTheOther(boolean oursRecords, boolean oursRepeats)
      throws IOException {
    String batch = directory.resolve("batch").toString();
    String options = "-aH --iconv=utf8";
    run(oursRecords, options + " --only-write-batch=" + batch, source + "/", directory + "/none/");
    run(oursRepeats, options + " --read-batch=" + batch, directory + "/copy/");

    assertThat(tree(directory.resolve("copy"))).isEqualTo(tree(source));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    assertThat(ours(List.of("-aH", "--read-batch=" + batch, directory + "/copy/"), errors))
        .isEqualTo(1);
    assertThat(errors.toString(UTF_8))
        .startsWith("Please specify the --iconv option to use this batch file.\n");
  }

  /** A daemon whose one module has names in KOI8-R. */
  private record Peer(int port, Closeable daemon) implements Closeable {
    String url() {
      return "rsync://127.0.0.1:" + port + "/m/";
    }

    @Override
    public void close() throws IOException {
      daemon.close();
    }
  }

  private Peer daemon(boolean ours) throws IOException {
    String configuration =
        "use chroot = no\nmunge symlinks = no\nread only = no\n[m]\npath = "
            + module
            + "\ncharset = KOI8-R\n";
    if (ours) {
      OurDaemon daemon = OurDaemon.start(directory, configuration);
      return new Peer(daemon.port(), daemon);
    }
    RealRsync.Daemon daemon = RealRsync.find().startDaemon(directory, configuration);
    return new Peer(daemon.port(), daemon);
  }

  private static void run(boolean ours, String options, String... places) throws IOException {
    List<String> words = Stream.concat(Stream.of(options.split(" ")), Stream.of(places)).toList();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    assertThat(ours ? ours(words, errors) : real(words, errors))
        .as("%s: %s", words, errors)
        .isZero();
  }

  private static int ours(List<String> words, ByteArrayOutputStream errors) throws IOException {
    return Main.run(
        words.stream().map(word -> word.getBytes(UTF_8)).toList(),
        new ByteArrayOutputStream(),
        errors);
  }

  private static int real(List<String> words, ByteArrayOutputStream errors) {
    RealRsync.Run run = RealRsync.find().run(words);
    errors.writeBytes(run.errors());
    return run.exitCode();
  }

  /** Every path of a tree with its text or what it leads to. */
  private static List<String> tree(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.map(path -> line(root, path)).sorted().toList();
    }
  }

  private static String line(Path root, Path path) {
    try {
      String name = root.toUri().relativize(path.toUri()).toString();
      if (Files.isSymbolicLink(path)) {
        return name + " -> " + root.toUri().relativize(path.toRealPath().toUri());
      }
      return Files.isDirectory(path) ? name : name + " " + Files.readString(path);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
