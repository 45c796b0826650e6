// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.rsync.options.TransferOptions;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.testkit.MemoryFileTree;
import dev.rivulet.watch.mark.Mark;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LinkedNamesTest {
  private final MemoryFileTree files = new MemoryFileTree();
  private final LinkedNames links = new LinkedNames(TreePath.ROOT);

  private void link(String existing, String name) throws IOException {
    files.link(TreePath.of(existing), TreePath.of(name));
  }

  private Batch look(Mark... marks) throws IOException {
    LookRules rules = LookRules.of(TransferOptions.builder().build());
    return BatchBuilder.build(
        files, TreePath.ROOT, Optional.of(links), rules, Diversion.NONE, List.of(marks));
  }

  private static Mark mark(String path, Scope scope, Change change) {
    return new Mark(TreePath.of(path), scope, change, 0, 0, false);
  }

  private static List<String> text(Collection<TreePath> paths) {
    return paths.stream().map(TreePath::toString).toList();
  }

  @Test
  void hazard_2_9_aChangeOfOneNameSendsAllNames() throws IOException {
    files.with("d/one", "x").withDirectory("e");
    link("d/one", "e/other");
    Batch batch = look(mark("d/one", Scope.FILE, Change.CONTENT));
    assertThat(text(batch.contents())).containsExactlyInAnyOrder("d/one", "e/other");

    link("d/one", "third");
    batch = look(mark("third", Scope.FILE, Change.CONTENT));
    assertThat(text(batch.contents())).containsExactlyInAnyOrder("d/one", "e/other", "third");

    batch = look(mark("e/other", Scope.FILE, Change.ATTRIBUTES));
    assertThat(text(batch.attributes())).containsExactlyInAnyOrder("d/one", "e/other", "third");
  }

  @Test
  void hazard_2_9_aNameThatBelongsToAnotherFileByNowIsLeftOut() throws IOException {
    files.with("one", "x").with("replacement", "y");
    link("one", "two");
    link("one", "three");
    look(mark("one", Scope.FILE, Change.CONTENT));
    files.rename(TreePath.of("replacement"), TreePath.of("two"));

    Batch batch = look(mark("one", Scope.FILE, Change.CONTENT));
    assertThat(text(batch.contents())).containsExactlyInAnyOrder("one", "three");
  }

  @Test
  void hazard_2_9_aLinkMadeUnseenIsFoundWhenTheNumberOfLinksTells() throws IOException {
    files.with("one", "x");
    link("one", "two");
    look(mark("one", Scope.FILE, Change.CONTENT));
    files.unlink(TreePath.of("two"));
    link("one", "unseen");

    Batch batch = look(mark("one", Scope.FILE, Change.CONTENT));
    assertThat(text(batch.contents())).containsExactlyInAnyOrder("one", "unseen");
  }

  @Test
  void hazard_2_9_aNewDirectoryTakesTheNamesOutsideOfItAlong() throws IOException {
    files.with("outside", "x").with("alone", "x").withDirectory("new");
    link("outside", "new/inside");
    files.with("new/pair", "x");
    link("new/pair", "new/pair2");

    Batch batch = look(mark("new", Scope.TREE, Change.CONTENT));
    assertThat(text(batch.linked())).containsExactlyInAnyOrder("outside", "new/inside");
  }

  @Test
  void hazard_2_9_aFileThatReplacedADirectoryTakesItsOtherNamesAlong() throws IOException {
    files.with("other", "x");
    link("other", "was-a-directory");
    Batch batch = look(mark("was-a-directory/below/it", Scope.TREE, Change.CONTENT));
    assertThat(text(batch.contents())).containsExactlyInAnyOrder("other", "was-a-directory");
  }

  @Test
  void needsNothingExtraWhereEverythingIsCompared() throws IOException {
    files.with("one", "x");
    link("one", "two");
    Batch batch = look(mark("", Scope.TREE, Change.ATTRIBUTES));
    assertThat(batch.linked()).isEmpty();
    assertThat(batch.contents()).isEmpty();
  }
}
