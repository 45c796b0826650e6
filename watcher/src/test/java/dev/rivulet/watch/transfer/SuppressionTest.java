// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import dev.rivulet.watch.mark.Mark.Change;
import dev.rivulet.watch.mark.Mark.Scope;
import dev.rivulet.watch.mark.MarkSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the target has never seen need not be deleted there (hazard 4.1). */
class SuppressionTest {
  @TempDir Path directory;

  private final MarkSet marks = new MarkSet(MarkSet.DEFAULT_LIMIT, 1_000);

  @Test
  void hazard_4_1_tenThousandTemporaryFilesMakeNoDeletion() throws Exception {
    for (int i = 0; i < 10_000; i++) {
      TreePath temporary = TreePath.of("tmp" + i);
      marks.addNew(temporary, Scope.FILE, i, 200);
      marks.add(temporary, Scope.FILE, Change.CONTENT, i + 1);
      marks.add(temporary, Scope.FILE, Change.CONTENT, i + 2);
    }
    Batch batch = look();

    assertThat(batch.isEmpty()).isTrue();
    assertThat(batch.marks()).hasSize(10_000);
  }

  @Test
  void hazard_4_1_whatTheTargetMayHaveIsDeleted() throws Exception {
    marks.add(TreePath.of("known"), Scope.FILE, Change.CONTENT, 0);

    assertThat(look().missing()).containsExactly(TreePath.of("known"));
  }

  private Batch look() throws Exception {
    try (Workspace workspace = LocalFiles.currentDirectory().open();
        FileTree tree = workspace.open(directory.toString().getBytes(UTF_8))) {
      return BatchBuilder.build(tree, marks.take(20_000, 20_000));
    }
  }
}
