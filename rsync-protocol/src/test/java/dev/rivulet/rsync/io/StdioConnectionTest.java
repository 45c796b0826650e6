// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Standard input and output stand-ins: pipes of the system. */
@Timeout(30)
class StdioConnectionTest {

  private static ConnectionContract.Ends over(boolean blocking) throws IOException {
    Pipe there = Pipe.open();
    Pipe back = Pipe.open();
    back.source().configureBlocking(blocking);
    there.sink().configureBlocking(blocking);
    return new ConnectionContract.Ends(
        new StdioConnection(back.source(), there.sink()),
        new StdioConnection(there.source(), back.sink()));
  }

  @Nested
  class WithBlockingDescriptors extends ConnectionContract {
    @Override
    Ends connect() throws IOException {
      return over(true);
    }
  }

  @Nested
  class WithNonBlockingDescriptors extends ConnectionContract {
    @Override
    Ends connect() throws IOException {
      return over(false);
    }
  }

  @Test
  void tryAgainMeansWait() throws Exception {
    ConnectionContract.Ends ends = over(false);
    byte[] bulk = new byte[1 << 20];
    new Random(1).nextBytes(bulk);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              try {
                ends.near().output().write(bulk);
                ends.near().shutdownOutput();
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });
    assertThat(Arrays.equals(ends.far().input().readAllBytes(), bulk)).isTrue();
    writer.get();
  }

  @Test
  void anInterruptEndsTheWaiting() throws Exception {
    ConnectionContract.Ends ends = over(false);
    Thread.currentThread().interrupt();
    assertThatIOException().isThrownBy(() -> ends.near().input().read());
    assertThat(Thread.interrupted()).isTrue();
  }
}
