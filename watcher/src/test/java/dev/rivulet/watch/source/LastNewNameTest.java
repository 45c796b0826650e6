// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The new name is a link throughout: a look takes it for complete, a write for a file. */
class LastNewNameTest {
  private static final TreePath LINK = TreePath.of("link".getBytes(UTF_8));

  @TempDir Path root;
  private final RecordingSink sink = new RecordingSink();
  private NewFiles looks;
  private LastNewName last;

  @BeforeEach
  void createLink() throws IOException {
    Files.createSymbolicLink(root.resolve("link"), Path.of("elsewhere"));
    looks =
        new NewFiles(WatchScope.of(root.toString().getBytes(UTF_8), LocalFiles.currentDirectory()));
    last = new LastNewName(looks);
    last.put(event(1, InotifyEvent.CREATE, "link"), LINK, sink);
  }

  @AfterEach
  void close() throws IOException {
    looks.close();
  }

  @Test
  void whatIsWrittenToNextIsAFileThatIsNotComplete() {
    last.before(event(1, InotifyEvent.MODIFY, "link"), sink);
    last.settle(sink);

    assertThat(sink.lines()).containsExactly("created link");
  }

  @Test
  void whatNoEventFollowsIsLookedAt() {
    last.settle(sink);
    last.settle(sink);

    assertThat(sink.lines()).containsExactly("changed link");
  }

  @Test
  void anEventOfSomethingElseTellsNothing() {
    last.before(event(1, InotifyEvent.CLOSE_WRITE, "other"), sink);

    assertThat(sink.lines()).containsExactly("changed link");
  }

  @Test
  void theSameNameInAnotherDirectoryTellsNothing() {
    last.before(event(2, InotifyEvent.CLOSE_WRITE, "link"), sink);

    assertThat(sink.lines()).containsExactly("changed link");
  }

  @Test
  void aChangeOfAttributesTellsNothing() {
    last.before(event(1, InotifyEvent.ATTRIB, "link"), sink);

    assertThat(sink.lines()).containsExactly("changed link");
  }

  @Test
  void theNextNewNameHasTheOneBeforeLookedAt() {
    last.put(event(1, InotifyEvent.CREATE, "second"), TreePath.of("second".getBytes(UTF_8)), sink);

    assertThat(sink.lines()).containsExactly("changed link");
  }

  private static InotifyEvent event(int descriptor, int mask, String name) {
    return new InotifyEvent(descriptor, mask, 0, name.getBytes(UTF_8));
  }
}
