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
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The words that a remote shell gets, from the real program and from ours, for the same options.
 */
class ServerWordsIT {
  @TempDir private static Path work;
  private static RealRsync real;
  private static Path shell;
  private static Path heard;

  @BeforeAll
  static void makeShell() throws IOException {
    real = RealRsync.find();
    heard = work.resolve("heard");
    shell =
        Files.writeString(work.resolve("rsh"), "#!/bin/sh\necho \"$*\" > " + heard + "\nexit 1");
    Files.setPosixFilePermissions(shell, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Letters that may be repeated, and options that change what others send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-HH",
        "-HHHHvvvxxx",
        "-aHH --no-H -H",
        "-vvvvvvvvvvvv",
        "-vv --no-v -v -qq",
        "-xx --no-x -x -UU",
        "-UUU -XXX -AA",
        "-yyy",
        "-yyy --link-dest=/tmp",
        "-hhh -ddd -8 -4 -00",
        "-rr -ddd -ll -LL -kk -KK",
        "-uu -nn -bb -WW -cc -CC -II",
        "-oo -gg -DD -tt -pp -EE -RR -SS",
        "-zz",
        "-zzz -mm -OO -JJ",
        "-iii",
        "-PP -FFF",
        "-ss",
        "--stats --stats --append --append",
        "--copy-devices --write-devices",
        "--out-format=",
        "-v --out-format=",
        "-ii --out-format=",
        "--log-file-format=",
        "--info=all --debug=all",
        "--info=none --debug=flist2,del",
        "-vvvv --info=name0 --debug=none",
      })
  void areTheOnesOfTheRealProgram(String options) throws IOException {
    String source = Files.createDirectories(work.resolve("source")) + "/";
    for (List<String> places : List.of(List.of(source, "h:dst"), List.of("h:src/", "copy"))) {
      List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
      arguments.add("--rsh=" + shell);
      arguments.addAll(places);
      real.run(arguments);
      String expected = Files.readString(heard);
      Files.delete(heard);
      runOurs(arguments);
      assertThat(heard).as(String.join(" ", arguments)).hasContent(expected);
      Files.delete(heard);
    }
  }

  private static void runOurs(List<String> arguments) {
    List<byte[]> words = new ArrayList<>();
    arguments.forEach(argument -> words.add(argument.getBytes(UTF_8)));
    Main.run(words, new ByteArrayOutputStream(), new ByteArrayOutputStream());
  }
}
