// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store.fake;

import dev.rivulet.rsync.store.DevicePolicy;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.TreePath;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;
import java.util.Arrays;

/**
 * A place whose files pretend to have any owner, type and permissions (rsync(1), --fake-super).
 * What the operator's options name is taken as it is.
 */
public final class FakeSuperWorkspace implements Workspace {
  private static final byte[] CURRENT = {'.'};

  private final Workspace real;
  private final IdMapper ids;

  /**
   * @param real closed with this
   */
  public FakeSuperWorkspace(Workspace real) {
    this.real = real;
    this.ids = new PretendedRights(real.ids());
  }

  @Override
  public FileAttributes stat(byte[] path, boolean follow) throws IOException {
    FileAttributes seen = real.stat(path, follow);
    if (seen.isDirectory()) {
      try (FileTree tree = open(path)) {
        return tree.stat(TreePath.ROOT);
      }
    }
    return seen.isMissing() || follow && real.stat(path, false).isSymlink()
        ? seen
        : statInDirectory(path);
  }

  private FileAttributes statInDirectory(byte[] path) throws IOException {
    int slash = path.length - 1;
    while (slash >= 0 && path[slash] != '/') {
      slash--;
    }
    byte[] directory = slash < 0 ? CURRENT : Arrays.copyOf(path, Math.max(1, slash));
    try (FileTree tree = open(directory)) {
      return tree.stat(TreePath.ROOT.child(Arrays.copyOfRange(path, slash + 1, path.length)));
    }
  }

  @Override
  public FileTree open(byte[] directory, LinkPolicy links) throws IOException {
    return new FakeSuperTree(real.open(directory, links));
  }

  @Override
  public LinkPolicy keptLinks() {
    return real.keptLinks();
  }

  @Override
  public FileTree openListed(byte[] directory, byte[] name) throws IOException {
    return new FakeSuperTree(real.openListed(directory, name));
  }

  @Override
  public Workspace forOptions() throws IOException {
    return new FakeSuperWorkspace(real.forOptions());
  }

  @Override
  public byte[] read(byte[] path, int most) throws IOException {
    return real.read(path, most);
  }

  @Override
  public void keepAccessTimes() {
    real.keepAccessTimes();
  }

  @Override
  public void hideUnreadable() {
    real.hideUnreadable();
  }

  @Override
  public void takeDevicesFor(DevicePolicy policy) {
    real.takeDevicesFor(policy);
  }

  @Override
  public void makeDirectory(byte[] path, int permissions) throws IOException {
    real.makeDirectory(path, permissions);
  }

  @Override
  public IdMapper ids() {
    return ids;
  }

  @Override
  public byte[] startingDirectory() throws IOException {
    return real.startingDirectory();
  }

  @Override
  public int umask() throws IOException {
    return real.umask();
  }

  @Override
  public void close() throws IOException {
    real.close();
  }

  /** Everything may be pretended. */
  private record PretendedRights(IdMapper real) implements IdMapper {
    @Override
    public int uid(byte[] name) {
      return real.uid(name);
    }

    @Override
    public int gid(byte[] name) {
      return real.gid(name);
    }

    @Override
    public byte[] userName(int uid) {
      return real.userName(uid);
    }

    @Override
    public byte[] groupName(int gid) {
      return real.groupName(gid);
    }

    @Override
    public boolean isSuper() {
      return true;
    }

    @Override
    public boolean isMember(int gid) {
      return true;
    }
  }
}
