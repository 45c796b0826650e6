// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.RsyncException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected words are what rsync 3.5.0 gave to its remote shell for the same options. */
class ServerArgumentsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-a | --server -logDtpre.iLsfxCIvu . dest",
        "-av --delete | --server -vlogDtpre.iLsfxCIvu --delete . dest",
        "-rtz | --server -trze.iLsfxCIvu . dest",
        "-rtzz | --server -tre.iLsfxCIvu --new-compress . dest",
        "-rt --zc=zstd --zl=5 | --server -tre.iLsfxCIvu --compress-level=5 --compress-choice=zstd ."
            + " dest",
        "-rt --zc=zlib | --server -trze.iLsfxCIvu --old-compress . dest",
        "-rt --zc=none --zl=5 | --server -tre.iLsfxCIvu --compress-level=5 --compress-choice=none ."
            + " dest",
        "-rtz --zl=0 | --server -trze.iLsfxCIvu --compress-level=0 . dest",
        "-rt --zl=0 | --server -tre.iLsfxCIvu --compress-level=0 . dest",
        "-rt --zc=zlibx --zl=0 | --server -tre.iLsfxCIvu --compress-level=0 --new-compress . dest",
        "-rt --zc=zstd --no-z --zl=3 | --server -tre.iLsfxCIvu --compress-level=3 . dest",
        "-rtz --zc=zlib | --server -trze.iLsfxCIvu --old-compress . dest",
        "-az --zc=none | --server -logDtpre.iLsfxCIvu --compress-choice=none . dest",
        "-a --zl=3 | --server -logDtpre.iLsfxCIvu --compress-level=3 . dest",
        "-az --zl=3 | --server -logDtprze.iLsfxCIvu --compress-level=3 . dest",
        "-rt --protocol=29 | --server -tr . dest",
        "-a --protocol=30 | --server -logDtpre.iLsfxCIvu . dest",
        "-ai | --server -logDtpre.iLsfxCIvu --log-format=%i . dest",
        "-aii | --server -logDtpre.iLsfxCIvu --log-format=%i%I . dest",
        "-aiv | --server -vlogDtpre.iLsfxCIvu --log-format=%i . dest",
        "-aqi | --server -qlogDtpre.iLsfxCIvu --log-format=%i . dest",
        "-a --out-format=%o | --server -logDtpre.iLsfxCIvu --log-format=%o . dest",
        "-a --out-format=%n | --server -logDtpre.iLsfxCIvu --log-format=X . dest",
        "-av --out-format=%n | --server -vlogDtpre.iLsfxCIvu . dest",
        "-aP | --server -logDtpre.iLsfxCIvu --log-format=X --partial . dest",
        "-avP | --server -vlogDtpre.iLsfxCIvu --partial . dest",
        "-a --progress | --server -logDtpre.iLsfxCIvu --log-format=X . dest",
        "-an | --server -nlogDtpre.iLsfxCIvu . dest",
        "-d | --server -de.LsfxCIvu . dest",
        "-dv --delete | --server -vde.LsfxCIvu --no-r --delete . dest",
        "-R | --server -Re.LsfxCIvu . dest",
        "-a --no-specials | --server -logDtpre.iLsfxCIvu --no-specials . dest",
        "-a --no-D | --server -logtpre.iLsfxCIvu . dest",
        "-a --no-D --specials | --server -logtpre.iLsfxCIvu --specials . dest",
        "-aR --no-implied-dirs | --server -logDtprRe.iLsfxCIvu --no-implied-dirs . dest",
        "-aW | --server -lWogDtpre.iLsfxCIvu . dest",
        "-a --no-W | --server -logDtpre.iLsfxCIvu . dest",
        "-a --inplace | --server -logDtpre.iLsfxCIvu --inplace . dest",
        "-a --cc=md5 | --server -logDtpre.iLsfxCIvu --checksum-choice=md5 . dest",
        "-a --cc=auto | --server -logDtpre.iLsfxCIvu . dest",
        "-a --delete-before | --server -logDtpre.iLsfxCIvu --delete-before . dest",
        "-a --del | --server -logDtpre.iLsfxCIvu --delete-during . dest",
        "-a --delete-delay | --server -logDtpre.iLsfxCIvu --delete-delay . dest",
        "-a --delete-after | --server -logDtpre.iLsfxCIvu --delete-after . dest",
        "-a --delete-excluded | --server -logDtpre.iLsfxCIvu --delete-excluded . dest",
        "-a --delete --delete-excluded | --server -logDtpre.iLsfxCIvu --delete-excluded . dest",
        "-a --delete-excluded --delete-after | --server -logDtpre.iLsfxCIvu --delete-after"
            + " --delete-excluded . dest",
        "-a --max-delete=5 --delete | --server -logDtpre.iLsfxCIvu --max-delete=5 --delete . dest",
        "-a --max-delete=0 --delete | --server -logDtpre.iLsfxCIvu --max-delete=-1 --delete . dest",
        "-a --max-size=1k --min-size=10 | --server -logDtpre.iLsfxCIvu --min-size=10"
            + " --max-size=1024 . dest",
        "-a --timeout=5 --bwlimit=100 | --server -logDtpre.iLsfxCIvu --timeout=5 --bwlimit=100 ."
            + " dest",
        "-a --bwlimit=1.5m | --server -logDtpre.iLsfxCIvu --bwlimit=1536 . dest",
        "-a --modify-window=2 | --server -logDtpre.iLsfxCIvu --modify-window=2 . dest",
        "-a -@-1 | --server -logDtpre.iLsfxCIvu -@-1 . dest",
        "-a --checksum-seed=5 --numeric-ids --force --ignore-errors --existing --ignore-existing"
            + " --size-only --stats --mkpath --copy-unsafe-links --remove-source-files | --server"
            + " -logDtpre.iLsfxCIvu --force --size-only --stats --checksum-seed=5 --ignore-errors"
            + " --copy-unsafe-links --numeric-ids --ignore-existing --existing"
            + " --remove-source-files --mkpath . dest",
        "-aHxxcIuJOELk | --server -ulOJHogDtprcIxxe.iLsfxCIvu . dest",
        "-rE | --server -Ere.iLsfxCIvu . dest",
        "-aB 1000 | --server -logDtpre.iLsfxCIvu -B1000 . dest",
        "-aB 1k | --server -logDtpre.iLsfxCIvu -B1024 . dest",
        "-a --delete-missing-args | --server -logDtpre.iLsfxCIvu --delete-missing-args . dest",
        "-a --ignore-missing-args | --server -logDtpre.iLsfxCIvu . dest",
        "-a --no-i-r | --server -logDtpre.LsfxCIvu . dest",
        "-a --files-from=LIST | --server -logDtpRe.LsfxCIvu . dest",
        "-a -r --files-from=LIST --delete | --server -logDtprRe.iLsfxCIvu --delete . dest",
        "-a --files-from=h:F | --server -logDtpRe.LsfxCIvu --files-from F . dest",
      })
  void pushesAsTheRealProgramDoes(String options, String expected) throws Exception {
    assertThat(words(options, false, "dest")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-a | --server --sender -logDtpre.iLsfxCIvu . src/",
        "-a --list-only | --server --sender -logDtpre.iLsfxCIvu --list-only . src/",
        "-an --list-only | --server --sender -nlogDtpre.iLsfxCIvu --list-only . src/",
        "--list-only | --server --sender -de.LsfxCIvu --list-only . src/",
        "-d | --server --sender -de.LsfxCIvu . src/",
        "-r | --server --sender -re.iLsfxCIvu . src/",
        "-a --delete | --server --sender -logDtpre.iLsfxCIvu . src/",
        "-a --delete-after | --server --sender -logDtpre.LsfxCIvu . src/",
        "-a --delete-delay | --server --sender -logDtpre.iLsfxCIvu . src/",
        "-a --partial --max-size=1.5m | --server --sender -logDtpre.iLsfxCIvu . src/",
        "-a --cc=md5,xxh64 | --server --sender -logDtpre.iLsfxCIvu --checksum-choice=md5,xxh64 ."
            + " src/",
        "-aHxxcIuJOELk | --server --sender -ulLkHogDtprcIxxe.iLsfxCIvu . src/",
        "-a --ignore-missing-args | --server --sender -logDtpre.iLsfxCIvu --ignore-missing-args ."
            + " src/",
        "-a --delete-missing-args --ignore-missing-args | --server --sender -logDtpre.iLsfxCIvu"
            + " --delete-missing-args . src/",
        "-a --files-from=LIST | --server --sender -logDtpRe.LsfxCIvu --files-from=- --from0 . src/",
        "-a --no-R --files-from=LIST | --server --sender -logDtpe.LsfxCIvu --files-from=- --from0"
            + " --no-relative . src/",
        "-a --files-from=:F | --server --sender -logDtpRe.LsfxCIvu --files-from F . src/",
        "-a --from0 --files-from=:F | --server --sender -logDtpRe.LsfxCIvu --files-from F --from0 ."
            + " src/",
        "-a --no-R --files-from=:F | --server --sender -logDtpe.LsfxCIvu --files-from F"
            + " --no-relative . src/",
      })
  void pullsAsTheRealProgramDoes(String options, String expected) throws Exception {
    assertThat(words(options, true, "src/")).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a b*c;d | a\\ b*c\\;d",
        "-z | ./-z",
        "a\\*b\\c | a\\*b\\\\c",
        "$(x)&'q' | \\$\\(x\\)\\&\\'q\\'",
      })
  void escapesPathsForRemoteShells(String path, String expected) {
    assertThat(text(ArgumentQuoting.shellPath(path.getBytes(UTF_8)))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mod | mod/",
        "mod/a b*$c | mod/a b*$c",
        "mod/x mod/y | mod/x[ ]mod/y",
        "mod/x modern | mod/x modern",
        "-z | ./-z",
      })
  void leavesPathsForDaemonsUnescapedButUnsplit(String path, String expected) {
    byte[] module = "mod".getBytes(UTF_8);
    assertThat(text(ArgumentQuoting.daemonPath(path.getBytes(UTF_8), module))).isEqualTo(expected);
  }

  @Test
  void aServerUnderstandsWhatAClientSends() throws Exception {
    TransferOptions sent =
        parse("-aHvvn --delete-after --numeric-ids --max-size=5k -@-1 --timeout=9").options();

    ServerRequest request =
        ServerRequest.parse(
            ServerArguments.words(sent, false, List.of("x y".getBytes(UTF_8))),
            ServerRequest.Gate.OPEN);

    assertThat(request.sender()).isFalse();
    assertThat(request.clientInfo()).isEqualTo(".iLsfxCIvu");
    assertThat(request.paths()).containsExactly("x y".getBytes(UTF_8));
    assertThat(request.options().preserve()).isEqualTo(sent.preserve());
    assertThat(request.options().selection()).isEqualTo(sent.selection());
    assertThat(request.options().update()).isEqualTo(sent.update());
    assertThat(request.options().deletion()).isEqualTo(sent.deletion());
    assertThat(request.options().delivery()).usingRecursiveComparison().isEqualTo(sent.delivery());
    assertThat(request.options().wire().timeoutSeconds()).isEqualTo(9);
    assertThat(request.options().report().verbosity()).isEqualTo(2);
  }

  @Test
  void aServerLearnsWhatTheClientsFormatNeeds() throws Exception {
    ServerRequest items = request("--server -logDtpre.iLsfxCIvu --log-format=%i . d");
    ServerRequest all = request("--server -logDtpre.iLsfxCIvu --log-format=%i%I . d");
    ServerRequest none = request("--server -logDtpre.iLsfxCIvu --log-format=X . d");

    assertThat(items.options().report().outFormatReportsItems()).isTrue();
    assertThat(items.options().report().reportUnchanged()).isFalse();
    assertThat(all.options().report().reportUnchanged()).isTrue();
    assertThat(none.options().report().outFormatReportsItems()).isFalse();
  }

  @Test
  void aServerTakesWhatFollowsTheDotAsPaths() throws Exception {
    ServerRequest request = request("--server --sender -re.LsfxCIvu . -x . --delete");

    assertThat(request.sender()).isTrue();
    assertThat(request.paths())
        .extracting(ServerArgumentsTest::text)
        .containsExactly("-x", ".", "--delete");
  }

  @Test
  void aGateSeesOptionsAsTheyWereTyped() throws Exception {
    List<String> seen = new ArrayList<>();
    ServerRequest.parse(
        split("--server -logDtpre.iLsfxCIvu --delete-during --max-delete=3 . d"),
        (option, asTyped) -> seen.add(option.spelling() + "=" + asTyped));

    assertThat(seen).contains("--delete-during=--delete-during", "--max-delete=--max-delete");
    assertThat(seen).contains("--perms=-p", "-D=-D");
  }

  private static ServerRequest request(String words) throws Exception {
    return ServerRequest.parse(split(words), ServerRequest.Gate.OPEN);
  }

  private static String words(String options, boolean pull, String path) throws Exception {
    TransferOptions parsed = parse(options).options();
    if (pull && parsed.remoteFilesFrom().length == 0 && !parsed.filesFrom().isEmpty()) {
      parsed = parsed.toBuilder().remoteFilesFrom(new byte[] {'-'}).build();
    }
    StringBuilder line = new StringBuilder();
    for (byte[] word : ServerArguments.words(parsed, pull, List.of(path.getBytes(UTF_8)))) {
      line.append(line.length() == 0 ? "" : " ").append(text(word));
    }
    return line.toString();
  }

  private static CommandLine parse(String options) throws Exception {
    return CommandLine.parse(split(options), path -> "one\ntwo\n".getBytes(UTF_8));
  }

  private static List<byte[]> split(String words) {
    List<byte[]> list = new ArrayList<>();
    for (String word : words.split(" ")) {
      list.add(word.getBytes(UTF_8));
    }
    return list;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  @Test
  void aServerWithoutFilesReadsNoneThatAClientNames() {
    List<byte[]> words =
        List.of("--server".getBytes(UTF_8), "--exclude-from=/etc/passwd".getBytes(UTF_8));

    assertThatThrownBy(() -> ServerRequest.parse(words, ServerRequest.Gate.OPEN))
        .isInstanceOf(RsyncException.class)
        .hasMessageContaining("failed to open exclude file");
  }

  @Test
  void aDotThatIsAnArgumentOfAnOptionDoesNotEndTheOptions() {
    List<byte[]> words =
        Stream.of("-re.LsfxCIvu", "--temp-dir", ".", "--suffix=.", "-T", ".", "-n", ".", "path")
            .map(word -> word.getBytes(UTF_8))
            .toList();
    assertThat(OptionParser.dot(words)).isEqualTo(7);
    assertThat(OptionParser.dot(words.subList(0, 3))).isEqualTo(3);
    assertThat(OptionParser.dot(words.subList(0, 2))).isEqualTo(2);
  }
}
