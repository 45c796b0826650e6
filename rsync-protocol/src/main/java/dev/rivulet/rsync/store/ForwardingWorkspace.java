// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.store;

import java.io.IOException;

/** A place that looks like another one but for what is overridden. */
public abstract class ForwardingWorkspace implements Workspace {
  /** The place that has the trees. */
  protected final Workspace place;

  /**
   * @param place is closed with this
   */
  protected ForwardingWorkspace(Workspace place) {
    this.place = place;
  }

  @Override
  public FileAttributes stat(byte[] path, boolean follow) throws IOException {
    return place.stat(path, follow);
  }

  @Override
  public FileTree open(byte[] directory, LinkPolicy links) throws IOException {
    return place.open(directory, links);
  }

  @Override
  public LinkPolicy keptLinks() {
    return place.keptLinks();
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
