// Copyright 2026 The Rivulet Authors
// SPDX-License-Identifier: Apache-2.0
package dev.rivulet.rsync.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BytePipeTest {

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 4", "4, 4", "5, 8", "1000, 1024", "1024, 1024"})
  void theCapacityIsThePowerOfTwoThatHoldsWhatWasAskedFor(int asked, int got) {
    assertThat(new BytePipe(asked).capacity()).isEqualTo(got);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, (1 << 30) + 1})
  void aCapacityOutOfRangeIsRefused(int capacity) {
    assertThatIllegalArgumentException().isThrownBy(() -> new BytePipe(capacity));
  }

  @Test
  void aPipeFilledToTheBrimCanBeReadAndFilledAgain() throws IOException {
    BytePipe pipe = new BytePipe(4);
    pipe.sink().write(new byte[] {1, 2, 3, 4});
    assertThat(pipe.available()).isEqualTo(4);
    assertThat(pipe.source().readNBytes(3)).containsExactly(1, 2, 3);
    pipe.sink().write(new byte[] {5, 6, 7});
    assertThat(pipe.source().readNBytes(4)).containsExactly(4, 5, 6, 7);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33})
  void losesNothingUnderAnySchedule(long seed) throws Exception {
    byte[] data = new byte[500_000];
    new Random(seed).nextBytes(data);
    BytePipe pipe = new BytePipe(1 << 10);
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(
            () -> {
              Random sizes = new Random(seed + 1);
              try {
                for (int done = 0; done < data.length; ) {
                  int piece = Math.min(data.length - done, 1 + sizes.nextInt(3000));
                  pipe.sink().write(data, done, piece);
                  done += piece;
                }
                pipe.sink().close();
              } catch (IOException e) {
                throw new CompletionException(e);
              }
            });
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] piece = new byte[3000];
    Random sizes = new Random(seed + 2);
    for (int count; (count = pipe.source().read(piece, 0, 1 + sizes.nextInt(3000))) >= 0; ) {
      received.write(piece, 0, count);
    }
    assertThat(received.toByteArray()).as("seed %d", seed).isEqualTo(data);
    writer.get();
  }

  @Test
  void fillsItselfFromAStream() throws IOException {
    BytePipe pipe = new BytePipe(4);
    ByteArrayInputStream in = new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5});
    assertThat(pipe.fill(in)).isEqualTo(4);
    assertThat(pipe.source().read()).isEqualTo(1);
    assertThat(pipe.fill(in)).isEqualTo(1);
    assertThat(pipe.source().readNBytes(4)).containsExactly(2, 3, 4, 5);
    assertThat(pipe.fill(in)).isEqualTo(-1);
  }

  @Test
  void theFailureOfTheWriterComesBehindItsData() throws IOException {
    BytePipe pipe = new BytePipe(4);
    pipe.sink().write(1);
    IOException cause = new IOException("broken");
    pipe.fail(cause);
    pipe.finish();
    assertThat(pipe.source().read()).isEqualTo(1);
    assertThatIOException().isThrownBy(() -> pipe.source().read()).isSameAs(cause);
  }

  @Test
  void nothingCanBeWrittenBehindTheEnd() {
    BytePipe pipe = new BytePipe(4);
    pipe.finish();
    assertThatIOException().isThrownBy(() -> pipe.sink().write(1)).withMessage("Pipe closed");
  }

  @Test
  void nothingCanBeWrittenThatNobodyReads() throws IOException {
    BytePipe pipe = new BytePipe(4);
    pipe.source().close();
    assertThatIOException().isThrownBy(() -> pipe.sink().write(1)).withMessage("Broken pipe");
    assertThatIOException().isThrownBy(() -> pipe.source().read()).withMessage("Pipe closed");
  }

  @Test
  void waitingForBytesEndsInTime() throws IOException {
    BytePipe pipe = new BytePipe(4);
    assertThat(pipe.await(1000)).isFalse();
    pipe.sink().write(1);
    assertThat(pipe.await(0)).isTrue();
  }

  @Test
  void anInterruptEndsTheWaitingAndIsKept() {
    BytePipe pipe = new BytePipe(4);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(InterruptedIOException.class).isThrownBy(() -> pipe.source().read());
    assertThat(Thread.interrupted()).isTrue();
  }
}
