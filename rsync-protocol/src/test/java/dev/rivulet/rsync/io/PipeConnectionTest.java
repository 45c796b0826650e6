// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

class PipeConnectionTest extends ConnectionContract {
  @Override
  Ends connect() {
    PipeConnection.Pair pair = PipeConnection.pair();
    return new Ends(pair.client(), pair.server());
  }
}
