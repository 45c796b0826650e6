// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.engine.attribute;

import static dev.rivulet.rsync.engine.Entries.DIRECTORY;
import static dev.rivulet.rsync.engine.Entries.FILE;
import static dev.rivulet.rsync.engine.Entries.MTIME;
import static dev.rivulet.rsync.engine.Entries.SYMLINK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.engine.Entries;
import dev.rivulet.rsync.engine.place.EmptyTree;
import dev.rivulet.rsync.engine.transfer.Reports;
import dev.rivulet.rsync.engine.transfer.Transfer;
import dev.rivulet.rsync.flist.FileEntry;
import dev.rivulet.rsync.flist.XattrRules;
import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.options.TransferOptionsBuilder;
import dev.rivulet.rsync.store.AttributeTarget;
import dev.rivulet.rsync.store.ChmodRules;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.wire.ItemFlags;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which bits describe a difference (rsync(1), --itemize-changes). */
class ItemizerTest {

  private static Itemizer itemizer(TransferOptionsBuilder options) {
    Transfer transfer = Entries.transfer(options);
    TimeRules times = new TimeRules(transfer.options(), true);
    Reports reports = new Reports(transfer, "generator", (code, payload) -> {});
    return new Itemizer(
        times,
        Permissions.of(transfer.options(), path -> 0755, 022, ChmodRules.NONE),
        new AttributeApplier(
            transfer,
            reports,
            times,
            XattrRules.PLAIN,
            new OwnerTrace(transfer, reports, new byte[0])));
  }

  private static TransferOptionsBuilder letters(String letters) {
    TransferOptionsBuilder options = TransferOptions.builder();
    for (char letter : letters.toCharArray()) {
      switch (letter) {
        case 't' -> options.times(true);
        case 'p' -> options.perms(true);
        case 'o' -> options.owner(true);
        case 'g' -> options.group(true);
        case 'E' -> options.executability(true);
        case 'U' -> options.accessTimes(1);
        case 'O' -> options.omitDirTimes(true);
        case 'J' -> options.omitLinkTimes(true);
        case '-' -> options.times(false);
        default -> throw new IllegalArgumentException(letters);
      }
    }
    return options;
  }

  private static int flags(String letters, FileEntry entry, FileAttributes now, int action)
      throws IOException {
    AttributeTarget object = new EmptyTree().attributes(TreePath.ROOT);
    return itemizer(letters(letters)).flags(entry, now, object, action);
  }

  @ParameterizedTest(name = "-{0}: {1} -> {2}")
  @CsvSource({
    "tpog, same,    8000",
    "tpog, longer,  8004",
    "tpog, older,   8008",
    "tpog, mode,    8010",
    "tpog, owner,   8020",
    "tpog, group,   8040",
    "tpog, missing, a000",
    "t,    mode,    8000",
    "t,    owner,   8000",
    "t,    group,   8000",
    "-,    same,    8008",
    "-,    missing, a000",
    "tE,   mode,    8000",
    "tE,   execute, 8010",
  })
  void describesARequest(String letters, String there, String flags) throws IOException {
    assertThat(flags(letters, Entries.entry(FILE), look(there), ItemFlags.TRANSFER))
        .isEqualTo(Integer.parseInt(flags, 16));
  }

  private static FileAttributes look(String there) {
    return switch (there) {
      case "same" -> Entries.same(FILE);
      case "longer" -> Entries.attributes(FILE, 101, MTIME, 0);
      case "older" -> Entries.attributes(FILE, 100, MTIME - 1, 0);
      case "mode" -> Entries.same(0100600);
      case "execute" -> Entries.same(0100744);
      case "owner" -> Entries.attributes(FILE, 100, MTIME, 0, 7, 0);
      case "group" -> Entries.attributes(FILE, 100, MTIME, 0, 0, 7);
      case "missing" -> FileAttributes.MISSING;
      default -> throw new IllegalArgumentException(there);
    };
  }

  @ParameterizedTest(name = "-{0}: access time of a {1} reported: {2}")
  @CsvSource({
    "tU, file,      true",
    "t,  file,      false",
    "tU, directory, false",
    "tU, symlink,   false",
  })
  void reportsAccessTimesOfFilesOnly(String letters, String kind, boolean reported)
      throws IOException {
    int mode = kind.equals("file") ? FILE : kind.equals("symlink") ? SYMLINK : DIRECTORY;

    int flags = flags(letters, Entries.entry(mode), Entries.accessedAt(mode, MTIME), 0);

    assertThat((flags & ItemFlags.REPORT_ATIME) != 0).isEqualTo(reported);
  }

  @ParameterizedTest(name = "-{0}: time of a {1} reported: {2}")
  @CsvSource({
    "t,  directory, true",
    "tO, directory, false",
    "t,  symlink, true",
    "tJ, symlink, false",
  })
  void reportsTimesWhereTheyAreKept(String letters, String kind, boolean reported)
      throws IOException {
    int mode = kind.equals("symlink") ? SYMLINK : DIRECTORY;
    FileEntry entry = Entries.entry(mode);

    int flags = flags(letters, entry, Entries.attributes(mode, 1, MTIME - 5, 0), 0);

    assertThat(flags).isEqualTo(reported ? ItemFlags.REPORT_TIME : 0);
  }

  @Test
  void neverReportsPermissionsOfASymlink() throws IOException {
    int flags = flags("tp", Entries.entry(SYMLINK), Entries.same(0120700), 0);

    assertThat(flags).isZero();
  }

  @Test
  void timesOfDirectoriesCountAmongAlternatesInAnyCase() throws IOException {
    AttributeTarget object = new EmptyTree().attributes(TreePath.ROOT);
    FileEntry entry = Entries.entry(DIRECTORY, 0, MTIME + 1, 0);
    Itemizer itemizer = itemizer(letters("tO")).amongAlternates();

    int flags = itemizer.flags(entry, Entries.same(DIRECTORY), object, ItemFlags.LOCAL_CHANGE);

    assertThat(flags).isEqualTo(ItemFlags.LOCAL_CHANGE | ItemFlags.REPORT_TIME);
  }
}
