// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.watch.transfer;

import dev.rivulet.rsync.store.DevicePolicy;
import dev.rivulet.rsync.store.FileAttributes;
import dev.rivulet.rsync.store.FileTree;
import dev.rivulet.rsync.store.IdMapper;
import dev.rivulet.rsync.store.LinkPolicy;
import dev.rivulet.rsync.store.Workspace;
import java.io.IOException;

/** A place whose trees show {@link OlderFiles} alone. */
final class OlderWorkspace implements Workspace {
  private final Workspace place;
  private final OlderFiles older;

  /**
   * @param place is closed with this
   */
  OlderWorkspace(Workspace place, OlderFiles older) {
    this.place = place;
    this.older = older;
  }

  @Override
  public FileTree open(byte[] directory, LinkPolicy links) throws IOException {
    return new OlderTree(place.open(directory, links), older);
  }

  @Override
  public FileAttributes stat(byte[] path, boolean follow) throws IOException {
    FileAttributes found = place.stat(path, follow);
    return older.shows(found) ? found : FileAttributes.MISSING;
  }

  @Override
  public Workspace forOptions() throws IOException {
    return place.forOptions();
  }

  @Override
  public byte[] read(byte[] path, int most) throws IOException {
    return place.read(path, most);
  }

  @Override
  public void keepAccessTimes() {
    place.keepAccessTimes();
  }

  @Override
  public void hideUnreadable() {
    place.hideUnreadable();
  }

  @Override
  public byte[] cleaned(byte[] path) {
    return place.cleaned(path);
  }

  @Override
  public void takeDevicesFor(DevicePolicy policy) {
    place.takeDevicesFor(policy);
  }

  @Override
  public void makeDirectory(byte[] path, int permissions) throws IOException {
    place.makeDirectory(path, permissions);
  }

  @Override
  public IdMapper ids() {
    return place.ids();
  }

  @Override
  public byte[] startingDirectory() throws IOException {
    return place.startingDirectory();
  }

  @Override
  public int umask() throws IOException {
    return place.umask();
  }

  @Override
  public void close() throws IOException {
    place.close();
  }
}
