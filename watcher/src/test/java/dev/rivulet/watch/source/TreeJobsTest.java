// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeJobsTest {
  @TempDir Path root;

  @Test
  void aDefectIsToldAndTheNextJobIsDone() throws Exception {
    BlockingQueue<String> told = new LinkedBlockingQueue<>();
    WatchScope scope =
        WatchScope.of(root.toString().getBytes(UTF_8), LocalFiles.currentDirectory());
    try (TreeJobs jobs = new TreeJobs(scope, told::add, "looking")) {
      jobs.add(
          tree -> {
            throw new IllegalStateException("a defect");
          });
      jobs.add(tree -> told.add("done"));
      assertThat(told.poll(20, TimeUnit.SECONDS)).contains("a defect");
      assertThat(told.poll(20, TimeUnit.SECONDS)).isEqualTo("done");
    }
  }
}
