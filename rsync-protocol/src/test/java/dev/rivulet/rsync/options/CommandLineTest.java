// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.rsync.ExitCode;
import dev.rivulet.rsync.RsyncException;
import dev.rivulet.rsync.options.TransferOptions.DeleteMode;
import dev.rivulet.rsync.store.Errno;
import dev.rivulet.rsync.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-a -Q src dst | 1 | rsync: -Q: unknown option",
        "-aQv src dst | 1 | rsync: -aQv: unknown option",
        "--nope src dst | 1 | rsync: --nope: unknown option",
        "--no-nope src dst | 1 | rsync: --no-nope: unknown option",
        "--verb src dst | 1 | rsync: --verb: unknown option",
        "--=x src dst | 1 | rsync: --=x: unknown option",
        "--v src dst | 1 | rsync: --v: unknown option",
        "--no-delete src dst | 1 | rsync: --no-delete: unknown option",
        "--no-stats src dst | 1 | rsync: --no-stats: unknown option",
        "--server src dst | 1 | rsync: --server: unknown option",
        "--config=x src dst | 1 | rsync: --config: unknown option",
        "--recursive=3 s d | 1 | rsync: --recursive=3: option does not take an argument",
        "-av=3 s d | 1 | rsync: -av=3: option does not take an argument",
        "--no-timeout=5 s d | 1 | rsync: --no-timeout=5: option does not take an argument",
        "-aB | 1 | rsync: -aB: missing argument",
        "--block-size | 1 | rsync: --block-size: missing argument",
        "--timeout src | 1 | rsync: src: invalid numeric value",
        "--timeout=5x s d | 1 | rsync: --timeout=5x: invalid numeric value",
        "-@5x s d | 1 | rsync: -@5x: invalid numeric value",
        "--timeout=99999999999 s d | 1 | rsync: --timeout=99999999999: number too large or too"
            + " small",
        "-vB1x s d | 1 | rsync: --block-size=1x is invalid",
        "-B 200000 s d | 1 | rsync: --block-size=200000 is too large (max: 128.00K)",
        "--max-size=x s d | 1 | rsync: --max-size=x is invalid",
        "--max-size=1.5.5 s d | 1 | rsync: --max-size=1.5.5 is invalid",
        "--max-size=-1 s d | 1 | rsync: --max-size=-1 is too large",
        "--bwlimit=100b s d | 1 | rsync: --bwlimit=100b is too small (min: 512 or 0 for unlimited)",
        "-a --delete-before --delete-after s d | 1 | rsync: You may not combine multiple"
            + " --delete-WHEN options.",
        "--delete src/ d | 1 | rsync: --delete does not work without --recursive (-r) or --dirs"
            + " (-d).",
        "--cc=foo s d | 4 | unknown checksum name: foo",
        "-c --cc=none s d | 4 | Invalid checksum-choice for --checksum: none (0)",
        "-c --cc=md5,none s d | 4 | Invalid checksum-choice for --checksum: none (0)",
        "--zc=foo s d | 4 | unknown compress name: foo",
        "--protocol=40 s d | 2 | --protocol must be no more than 32 on the Client.",
        "-s --old-args s d | 1 | rsync: --secluded-args conflicts with --old-args.",
        "--old-args -s s d | 1 | rsync: --secluded-args conflicts with --old-args.",
        "-aN s d | 1 | rsync: This rsync does not support --crtimes (-N)",
        "-a --chmod=u=gr s d | 1 | rsync: Invalid argument passed to --chmod (u=gr)",
        "-a --link-dest=x --copy-dest=y s d | 1 | rsync: ERROR: the --copy-dest option conflicts"
            + " with the --link-dest option",
        "--append --cc=none s d | 1 | rsync: --append cannot be used with --whole-file",
        "--append --cc=none,md5 s d | 1 | rsync: --append cannot be used with --whole-file",
        "-a --exclude-from=nosuch s d | 11 | rsync: [client] failed to open exclude file nosuch: No"
            + " such file or directory (2)",
        "-a --files-from=nosuch s d | 1 | rsync: failed to open files-from file nosuch: No such"
            + " file or directory",
      })
  void refusesInTheWordsOfTheRealProgram(String words, int code, String message) {
    assertThatThrownBy(() -> parse(words))
        .isInstanceOf(RsyncException.class)
        .hasMessage(message)
        .extracting(e -> ((RsyncException) e).exitCode())
        .isEqualTo(ExitCode.of(code));
  }

  @Test
  void takesOptionsAfterOperands() throws Exception {
    CommandLine line = parse("-avH --port=8730 --delete src/ u@h::m --password-file=F");

    assertThat(line.operands()).extracting(CommandLineTest::text).containsExactly("src/", "u@h::m");
    assertThat(line.local().port()).isEqualTo(8730);
    assertThat(text(line.local().passwordFile())).isEqualTo("F");
    assertThat(line.options().preserve().hardLinks()).isTrue();
    assertThat(line.options().deletion().mode()).isEqualTo(DeleteMode.DEFAULT);
  }

  @Test
  void endsOptionsAtTwoDashes() throws Exception {
    CommandLine line = parse("-r -- -x --delete");

    assertThat(line.operands()).extracting(CommandLineTest::text).containsExactly("-x", "--delete");
  }

  @Test
  void takesASingleDashAsAnOperand() throws Exception {
    assertThat(parse("- d").operands()).extracting(CommandLineTest::text).containsExactly("-", "d");
  }

  @ParameterizedTest
  @CsvSource({"-B 700", "-B700", "-B=700", "--block-size=700", "--block-size 700"})
  void takesArgumentsInEveryForm(String words) throws Exception {
    assertThat(parse(words + " s d").options().delivery().blockLength()).isEqualTo(700);
  }

  @Test
  void letsTheLastOfTwoOppositesWin() throws Exception {
    assertThat(parse("-a --no-r s d").options().selection().recursive()).isFalse();
    assertThat(parse("--no-r -a s d").options().selection().recursive()).isTrue();
    assertThat(parse("-a --no-o s d").options().preserve().owner()).isFalse();
    assertThat(parse("-W --no-W s d").options().delivery().wholeFile()).isFalse();
    assertThat(parse("-W --no-W s d").options().delivery().noWholeFile()).isTrue();
  }

  @Test
  void turnsOffWhatNeverIsOn() throws Exception {
    assertThat(parse("-a --no-acls --no-backup s d").operands()).hasSize(2);
  }

  @Test
  void impliesRelativeAndNotRecursiveByAListOfNames() throws Exception {
    TransferOptions options = parse("-a --files-from=LIST s d").options();

    assertThat(options.selection().relative()).isTrue();
    assertThat(options.selection().dirs()).isTrue();
    assertThat(options.selection().dirsRequested()).isFalse();
    assertThat(options.selection().recursive()).isFalse();
    assertThat(options.filesFrom()).extracting(CommandLineTest::text).containsExactly("one", "two");
  }

  @Test
  void keepsWhatWasTypedInSpiteOfAListOfNames() throws Exception {
    TransferOptions options = parse("-a -r --no-R --files-from=LIST s d").options();

    assertThat(options.selection().relative()).isFalse();
    assertThat(options.selection().recursive()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "-h, 2", "-hh, 3", "-hhh, 3", "--no-h, 0", "-h --no-h, 0", "--no-h -h, 1"})
  void countsHumanReadable(String words, int level) throws Exception {
    assertThat(parse((words + " s d").trim()).local().humanReadable()).isEqualTo(level);
  }

  @Test
  void choosesTheFormOfItemLines() throws Exception {
    assertThat(parse("-a s d").options().report().outFormat()).isEmpty();
    assertThat(parse("-av s d").options().report().outFormat()).hasValue("%n%L");
    assertThat(parse("-ai s d").options().report().outFormat()).hasValue("%i %n%L");
    assertThat(parse("-a --progress s d").options().report().outFormat()).hasValue("%n%L");
    assertThat(parse("-aii s d").options().report().reportUnchanged()).isTrue();
    assertThat(parse("-avvi s d").options().report().reportUnchanged()).isTrue();
    assertThat(parse("-avv s d").options().report().reportUnchanged()).isFalse();
  }

  @Test
  void collectsFilterRulesInOrder() throws Exception {
    TransferOptions options =
        parse("-a --exclude=*.o --include-from=LIST -f+_x --exclude=* s d").options();

    assertThat(options.filters().rules())
        .extracting(rule -> text(rule.pattern()))
        .containsExactly("*.o", "one", "two", "x", "*");
  }

  @Test
  void everyOptionOfTheManualIsKnown() {
    for (String name : MANUAL.split("\\s+")) {
      assertThat(OptionTable.find(name)).as(name).isNotNull();
    }
  }

  private static final String MANUAL =
      """
      verbose v info debug stderr quiet q checksum c archive a recursive r inc-recursive i-r
      relative R backup b backup-dir suffix update u inplace append append-verify dirs d
      old-dirs old-d mkpath links l copy-links L copy-unsafe-links safe-links insecure-links
      confine-root munge-links copy-dirlinks k keep-dirlinks K hard-links H perms p
      executability E chmod acls A xattrs X owner o group g devices copy-devices write-devices
      specials drop-D D times t atimes U open-noatime crtimes N omit-dir-times O
      omit-link-times J super fake-super sparse S preallocate dry-run n whole-file W
      checksum-choice cc one-file-system x block-size B rsh e rsync-path existing
      ignore-non-existing ignore-existing remove-source-files del delete delete-before
      delete-during delete-delay delete-after delete-excluded ignore-missing-args
      delete-missing-args ignore-errors force max-delete max-size min-size max-alloc partial
      partial-dir delay-updates prune-empty-dirs m numeric-ids usermap groupmap chown timeout
      contimeout ignore-times I size-only modify-window @ temp-dir T fuzzy y compare-dest
      copy-dest link-dest compress z compress-choice zc compress-level zl compress-threads zt
      skip-compress cvs-exclude C filter f F exclude exclude-from include include-from
      files-from from0 0 old-args secluded-args s trust-sender copy-as address port sockopts
      blocking-io outbuf stats 8-bit-output 8 human-readable h progress P itemize-changes i
      remote-option M out-format log-file log-file-format password-file early-input list-only
      bwlimit stop-after stop-at fsync write-batch only-write-batch read-batch protocol iconv
      checksum-seed ipv4 4 ipv6 6 version V help daemon config dparam detach\
      """
          .strip();

  private static CommandLine parse(String words) throws RsyncException {
    List<byte[]> list = new ArrayList<>();
    for (String word : words.split(" ")) {
      list.add(word.getBytes(UTF_8));
    }
    return CommandLine.parse(list, CommandLineTest::read);
  }

  private static byte[] read(byte[] path) throws StoreException {
    if (!text(path).equals("LIST")) {
      throw new StoreException("open", Errno.ENOENT);
    }
    return "# comment\none\n\ntwo".getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
