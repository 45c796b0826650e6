// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.origin;

import dev.rivulet.client.LocalFiles;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.ForwardingWorkspace;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;

/** The files of others, whose trees are seen through something where they are read. */
public final class SeenFiles implements LocalFiles {
  private final LocalFiles files;
  private final View view;

  public SeenFiles(LocalFiles files, View view) {
    this.files = files;
    this.view = view;
  }

  /** What trees are seen through. */
  @FunctionalInterface
  public interface View {
    /**
     * @param directory that the tree begins with, as it was named
     */
    FileTree of(byte[] directory, FileTree tree) throws IOException;
  }

  @Override
  public Workspace open() throws IOException {
    return new Seen(files.open());
  }

  /** What is written to is another place. */
  @Override
  public Workspace openToReceive() throws IOException {
    return files.openToReceive();
  }

  private final class Seen extends ForwardingWorkspace {
    Seen(Workspace place) {
      super(place);
    }

    @Override
    public FileTree open(byte[] directory, LinkPolicy links) throws IOException {
      return view.of(directory, place.open(directory, links));
    }
  }
}
