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

class BatchBuilderTest {
  private final MemoryFileTree files = new MemoryFileTree();

  private static Mark mark(String path, Scope scope) {
    return new Mark(TreePath.of(path), scope, Change.CONTENT, 0, 0, false);
  }

  private static List<String> text(Collection<TreePath> paths) {
    return paths.stream().map(TreePath::toString).toList();
  }

  @Test
  void hazard_6_4_aNameThatIsGoneAtTheLookIsADeletionBesideTheOthers() throws IOException {
    files.with("d/there", "x");

    Batch batch =
        BatchBuilder.build(files, List.of(mark("d/gone", Scope.FILE), mark("d/there", Scope.FILE)));

    assertThat(text(batch.contents())).containsExactly("d/there");
    assertThat(text(batch.missing())).containsExactly("d/gone");
    assertThat(batch.deferred()).isEmpty();
  }

  @Test
  void hazard_6_5_ofATreeThatIsGoneOnlyTheTopmostDirectoryIsNamed() throws IOException {
    files.withDirectory("a");

    Batch batch =
        BatchBuilder.build(
            files,
            List.of(
                mark("a/b/c/d/file", Scope.FILE),
                mark("a/b/c", Scope.TREE),
                mark("a/b/other", Scope.FILE)));

    assertThat(text(batch.missing())).containsExactly("a/b");
    assertThat(batch.marks()).hasSize(3);
  }

  @Test
  void hazard_6_5_belowAFileThatReplacedADirectoryNothingIsMissing() throws IOException {
    files.with("a/b", "a file now");

    Batch batch = BatchBuilder.build(files, List.of(mark("a/b/c/file", Scope.FILE)));

    assertThat(text(batch.contents())).containsExactly("a/b");
    assertThat(batch.missing()).isEmpty();
  }

  /** It would be in two transfers at a time. */
  @Test
  void hazard_5_2_aFileThatIsSentForAnotherMarkIsNotDiverted() throws IOException {
    files.with("a/b", "a file now").with("large", "x");

    Batch batch =
        BatchBuilder.build(
            files,
            TreePath.ROOT,
            Optional.empty(),
            LookRules.of(TransferOptions.builder().build()),
            (mark, size) -> true,
            List.of(mark("a/b", Scope.FILE), mark("large", Scope.FILE), mark("a/b/c", Scope.FILE)));

    assertThat(text(batch.contents())).containsExactly("a/b");
    assertThat(batch.marks()).hasSize(2);
  }
}
