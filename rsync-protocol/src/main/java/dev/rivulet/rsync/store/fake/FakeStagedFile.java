// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.fake;

import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.StagedFile;
import dev.rivulet.rsync.store.TreePath;
import java.io.IOException;

/** A file being written whose attributes are pretended. */
final class FakeStagedFile extends FakeAttributeTarget implements StagedFile {
  private final StagedFile real;

  FakeStagedFile(StagedFile real) {
    super(real, real.path().escaped());
    this.real = real;
  }

  @Override
  public void write(byte[] data, int offset, int length) throws IOException {
    real.write(data, offset, length);
  }

  @Override
  public void skip(long length) throws IOException {
    real.skip(length);
  }

  @Override
  public void keep(byte[] data, int offset, int length) throws IOException {
    real.keep(data, offset, length);
  }

  @Override
  public void hole(long length) throws IOException {
    real.hole(length);
  }

  @Override
  public void allocate(long length) throws IOException {
    real.allocate(length);
  }

  @Override
  public long position() {
    return real.position();
  }

  @Override
  public void truncate() throws IOException {
    real.truncate();
  }

  @Override
  public void sync() throws IOException {
    real.sync();
  }

  @Override
  public TreePath path() {
    return real.path();
  }

  @Override
  public void commit() throws IOException {
    real.commit();
  }

  @Override
  public void moveTo(FileTree tree, TreePath path) throws IOException {
    real.moveTo(FakeSuperTree.real(tree), path);
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
